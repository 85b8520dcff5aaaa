import type {
  DisbursedStanding,
  Failure,
  MatchDisbursements,
  MatchedBy,
  MatchedDisbursements,
} from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { t } from "../../text/text.ts";

export type AskDisbursements = (
  question: MatchDisbursements,
  done: (found: MatchedDisbursements) => void,
  refused: (failure: Failure) => void,
) => void;

/** How a deal and its disbursements stand, in a word or two. */
export const DISBURSED: Record<DisbursedStanding, string> = {
  only_disbursed: t`No deal`,
  only_deal: t`No disbursement`,
  other_currency: t`Other currency`,
  differ: t`Differs`,
  agree: t`Agrees`,
};

/** What a disbursement was matched by, in words. */
export const MATCHED_BY: Record<MatchedBy, string> = {
  id: "Id",
  buyer_amount_and_date: t`Buyer, amount, day`,
  buyer_and_date: t`Buyer, day`,
};

/** How many stand each way, in a sentence; what is nowhere is not said. */
export function disbursedStandings(found: Pick<MatchedDisbursements, "counts" | "set_aside_rows">): string {
  const { agree, differ, other_currency, only_disbursed, only_deals } = found.counts;
  const ways = [
    [agree, t`disbursed as sold`],
    [differ, t`disbursed otherwise`],
    [other_currency, t`in another currency`],
    [only_disbursed, t`without a deal`],
    [only_deals, t`deals without a disbursement`],
    [found.set_aside_rows, t`not usable`],
  ] as const;
  const said = ways.filter(([rows]) => rows > 0).map(([rows, how]) => `${count(rows)} ${how}`);
  return said.length === 0 ? "" : `${said.join(", ")}.`;
}
