import type { PayoutStanding, Reconcile, Reconciliation } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";

export type AskReconcile = (question: Reconcile, done: (found: Reconciliation) => void) => void;

/** Rows on the screen at a time. */
export const PAGE = 50;

/** How a past payout and a calculated one stand, in a word or two. */
export const STANDING: Record<PayoutStanding, string> = {
  agree: t`Agrees`,
  differ: t`Differs`,
  only_paid: t`Paid only`,
  only_calculated: t`Calculated only`,
  outside: t`Outside the replay`,
  other_currency: t`Other currency`,
};

/** How many stand each way, in a sentence; what is nowhere is not said. */
export function standings(found: Pick<Reconciliation, "counts">): string {
  const { agree, differ, only_paid, only_calculated, outside, other_currency } = found.counts;
  const compared = [
    [agree, t`as calculated`],
    [differ, t`otherwise`],
    [only_paid, t`with nothing calculated`],
  ] as const;
  const paid = compared.filter(([rows]) => rows > 0).map(([rows, how]) => t`${count(rows)} paid ${how}`);
  const said = only_calculated > 0 ? [...paid, t`${count(only_calculated)} calculated and not paid`] : paid;
  const left = [
    ...(outside > 0 ? [t`${count(outside)} outside the replay`] : []),
    ...(other_currency > 0 ? [t`${count(other_currency)} in another currency`] : []),
  ];
  const sentences = [
    ...(said.length > 0 ? [`${said.join(", ")}.`] : []),
    ...(left.length > 0 ? [t`Not compared: ${left.join(", ")}.`] : []),
  ];
  return sentences.join(" ");
}

const payouts = (many: number) =>
  many === 0 ? t`No payouts` : plural(many, { one: "1 payout", other: "{n} payouts" });

/** Which rows of how many are shown. */
export function shownRows(
  offset: number,
  rows: number,
  total: number,
  words: (many: number) => string = payouts,
): string {
  if (rows === total) return words(total);
  return t`${offset + 1} to ${offset + rows} of ${words(total)}`;
}
