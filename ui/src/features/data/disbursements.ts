import type {
  DisbursedStanding,
  Failure,
  MatchDisbursements,
  MatchedBy,
  MatchedDisbursements,
} from "../../host/index.ts";
import { count } from "../../money/format.ts";

export type AskDisbursements = (
  question: MatchDisbursements,
  done: (found: MatchedDisbursements) => void,
  refused: (failure: Failure) => void,
) => void;

/** How a deal and its disbursements stand, in a word or two. */
export const DISBURSED: Record<DisbursedStanding, string> = {
  only_disbursed: "No deal",
  only_deal: "No disbursement",
  other_currency: "Other currency",
  differ: "Differs",
  agree: "Agrees",
};

/** What a disbursement was matched by, in words. */
export const MATCHED_BY: Record<MatchedBy, string> = {
  id: "Id",
  buyer_amount_and_date: "Buyer, amount, day",
  buyer_and_date: "Buyer, day",
};

/** How many stand each way, in a sentence; what is nowhere is not said. */
export function disbursedStandings(found: Pick<MatchedDisbursements, "counts" | "set_aside_rows">): string {
  const { agree, differ, other_currency, only_disbursed, only_deals } = found.counts;
  const ways = [
    [agree, "disbursed as sold"],
    [differ, "disbursed otherwise"],
    [other_currency, "in another currency"],
    [only_disbursed, "without a deal"],
    [only_deals, "deals without a disbursement"],
    [found.set_aside_rows, "not usable"],
  ] as const;
  const said = ways.filter(([rows]) => rows > 0).map(([rows, how]) => `${count(rows)} ${how}`);
  return said.length === 0 ? "" : `${said.join(", ")}.`;
}
