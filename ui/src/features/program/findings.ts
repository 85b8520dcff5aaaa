import type { Finding } from "../../host/index.ts";
import { amount, count } from "../../money/format.ts";

/** Whom a finding concerns and the money of it: `3 partners, $31,000 taken by the cap`. */
export function moneyOf(finding: Pick<Finding, "partners" | "amount" | "currency" | "of">): string {
  const { partners, currency } = finding;
  if (partners === null || partners === 0) return "";
  const who = partners === 1 ? "1 partner" : `${count(partners)} partners`;
  if (finding.amount === null || currency === null) return who;
  return `${who}, ${amount(finding.amount, currency, "whole")} ${finding.of}`.trim();
}
