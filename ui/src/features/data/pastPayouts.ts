import type { PayoutStanding, Reconcile, Reconciliation } from "../../host/index.ts";
import { count } from "../../money/format.ts";

export type AskReconcile = (question: Reconcile, done: (found: Reconciliation) => void) => void;

/** Rows on the screen at a time. */
export const PAGE = 50;

/** How a past payout and a calculated one stand, in a word or two. */
export const STANDING: Record<PayoutStanding, string> = {
  agree: "Agrees",
  differ: "Differs",
  only_paid: "Paid only",
  only_calculated: "Calculated only",
  outside: "Outside the replay",
  other_currency: "Other currency",
};

/** How many stand each way, in a sentence; what is nowhere is not said. */
export function standings(found: Pick<Reconciliation, "counts">): string {
  const { agree, differ, only_paid, only_calculated, outside, other_currency } = found.counts;
  const compared = [
    [agree, "as calculated"],
    [differ, "otherwise"],
    [only_paid, "with nothing calculated"],
  ] as const;
  const paid = compared.filter(([rows]) => rows > 0).map(([rows, how]) => `${count(rows)} paid ${how}`);
  const said = only_calculated > 0 ? [...paid, `${count(only_calculated)} calculated and not paid`] : paid;
  const left = [
    ...(outside > 0 ? [`${count(outside)} outside the replay`] : []),
    ...(other_currency > 0 ? [`${count(other_currency)} in another currency`] : []),
  ];
  const sentences = [
    ...(said.length > 0 ? [`${said.join(", ")}.`] : []),
    ...(left.length > 0 ? [`Not compared: ${left.join(", ")}.`] : []),
  ];
  return sentences.join(" ");
}

/** Which rows of how many are shown. */
export function shownRows(offset: number, rows: number, total: number, word = "payout"): string {
  if (total === 0) return `No ${word}s`;
  const all = `${count(total)} ${word}${total === 1 ? "" : "s"}`;
  if (rows === total) return all;
  return `${count(offset + 1)} to ${count(offset + rows)} of ${all}`;
}
