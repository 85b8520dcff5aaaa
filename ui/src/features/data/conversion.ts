import type {
  Conversion,
  ConversionMoney,
  ConversionStep,
  ConvertedOverlap,
  GetConversion,
} from "../../host/index.ts";
import { amount } from "../../money/format.ts";
import { t } from "../../text/text.ts";

export type AskConversion = (question: GetConversion, done: (found: Conversion) => void) => void;

/** How far an account came, in a word or two. */
export const STEP: Record<ConversionStep, string> = {
  mapped: t`Mapped`,
  registered: t`Registered`,
  won: t`Registered and won`,
  open: t`Registered and open`,
  lost: t`Registered and lost`,
  refused: t`Registration refused`,
  before: t`Registered before it was mapped`,
  won_unregistered: t`Won without a registration`,
  nothing: t`Nothing yet`,
};

/** Sums in several currencies beside each other. */
export function sums(money: readonly ConversionMoney[]): string {
  return money.map((one) => amount(one.amount, one.currency)).join(", ");
}

/** Where the day of a step was read. */
export interface Source {
  of: "mapped" | "registered" | "deal";
  what: string;
  rows: string;
}

/** The rows of files that an account's days are counted from. */
export function sources(row: ConvertedOverlap): Source[] {
  const all: Source[] = [
    { of: "mapped", what: t`Mapped`, rows: row.mapped_sources.join("; ") },
    { of: "registered", what: t`Registered`, rows: row.registration_source ?? "" },
    { of: "deal", what: t`Deal`, rows: row.deal_source ?? "" },
  ];
  return all.filter(({ rows }) => rows !== "");
}
