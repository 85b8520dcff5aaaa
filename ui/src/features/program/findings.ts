import type { Finding } from "../../host/index.ts";
import { amount } from "../../money/format.ts";
import { plural } from "../../text/text.ts";

/** Whom a finding concerns and the money of it: `3 partners, $31,000 taken by the cap`. */
export function moneyOf(finding: Pick<Finding, "partners" | "amount" | "currency" | "of">): string {
  const { partners, currency } = finding;
  if (partners === null || partners === 0) return "";
  const who = plural(partners, { one: "1 partner", other: "{n} partners" });
  if (finding.amount === null || currency === null) return who;
  return `${who}, ${amount(finding.amount, currency, "whole")} ${finding.of}`.trim();
}
