import type {
  Conversion,
  ConversionMoney,
  ConversionStep,
  ConvertedOverlap,
  GetConversion,
} from "../../host/index.ts";
import { amount } from "../../money/format.ts";

export type AskConversion = (question: GetConversion, done: (found: Conversion) => void) => void;

/** How far an account came, in a word or two. */
export const STEP: Record<ConversionStep, string> = {
  mapped: "Mapped",
  registered: "Registered",
  won: "Registered and won",
  open: "Registered and open",
  lost: "Registered and lost",
  refused: "Registration refused",
  before: "Registered before it was mapped",
  won_unregistered: "Won without a registration",
  nothing: "Nothing yet",
};

/** Sums in several currencies beside each other. */
export function sums(money: readonly ConversionMoney[]): string {
  return money.map((one) => amount(one.amount, one.currency)).join(", ");
}

/** The rows of files that an account's days are counted from. */
export function sources(row: ConvertedOverlap): { what: string; rows: string }[] {
  const all = [
    { what: "Mapped", rows: row.mapped_sources.join("; ") },
    { what: "Registered", rows: row.registration_source ?? "" },
    { what: "Deal", rows: row.deal_source ?? "" },
  ];
  return all.filter(({ rows }) => rows !== "");
}
