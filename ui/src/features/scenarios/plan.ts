import type { BudgetRate, Growth, NewPartners, Pipeline, PlanPart, PlanView } from "../../host/index.ts";
import { rateAsTyped } from "../../money/format.ts";
import { parseDecimal, parsePercent } from "../../money/parse.ts";
import { t } from "../../text/text.ts";

/** The parts of the deals a line of the plan can be about, as one list: all of them first. */
export function partOptions(parts: readonly PlanPart[], all = t`All deals`): { id: string; name: string }[] {
  const words: Record<string, string> = { region: t`Region`, segment: t`Segment`, deal_type: t`Deal type` };
  return [
    { id: key("", ""), name: all },
    ...parts.map(({ field, is }) => ({ id: key(field, is), name: `${words[field] ?? field}: ${is}` })),
  ];
}

/** A part of the deals as one text, and back. */
export function key(field: string, is: string): string {
  return JSON.stringify([field, is]);
}

export function partOf(text: string): { field: string; is: string } {
  const [field = "", is = ""] = JSON.parse(text) as string[];
  return { field, is };
}

/** The quarters a line can be about; first what holds where none is named. */
export function quarterOptions(
  quarters: readonly string[],
  otherwise = t`Every quarter`,
): { id: string; name: string }[] {
  return [{ id: "0", name: otherwise }, ...quarters.map((name, at) => ({ id: String(at + 1), name }))];
}

/** A growth as it is typed: "12%", or null where the text is no percentage. */
export function typedRate(text: string): string | null {
  return parsePercent(text);
}

/** A chance as it is typed: "40%", or null where the text is none between nothing and all. */
export function typedChance(text: string): string | null {
  const chance = parsePercent(text);
  return chance !== null && /^(0(\.\d+)?|1(\.0+)?)$/.test(chance) ? chance : null;
}

/** What a currency is worth as it is typed: "1.08", or null where the text is no number above zero. */
export function typedWorth(text: string): string | null {
  const worth = parseDecimal(text);
  return worth !== null && !worth.startsWith("-") && /[1-9]/.test(worth) ? worth : null;
}

/** A ramp as it is typed, quarter by quarter: "25%, 50%, 100%", or null where a part is none. */
export function typedRamp(text: string): string[] | null {
  const parts = text
    .split(/[;\s]+|,\s+/)
    .filter((part) => part !== "")
    .map((part) => parsePercent(part));
  return parts.length > 0 && parts.every((part) => part !== null) ? (parts as string[]) : null;
}

export function rampInWords(ramp: readonly string[]): string {
  return ramp.map(rateAsTyped).join(", ");
}

/** The list with one rule in place of another; without it where that is null. */
export function replaced<T>(list: readonly T[], at: number, one: T | null): T[] {
  return list.flatMap((each, index) => (index !== at ? [each] : one === null ? [] : [one]));
}

export const NEW_GROWTH: Growth = { field: "", is: "", quarter: 0, by: "0.1" };

export function newPartners(view: PlanView): NewPartners {
  return { count: 5, like: view.types[0] ?? "", ramp: ["0.25", "0.5", "0.75", "1"] };
}

export const NEW_PIPELINE: Pipeline = { field: "", is: "", quarter: 0, chance: "0.4" };

/** A rate for the first currency that has none yet; null where every one has. */
export function newBudgetRate(view: PlanView): BudgetRate | null {
  const currency = view.currencies.find((code) => view.budget_rates.every((rate) => rate.currency !== code));
  return currency === undefined ? null : { currency, rate: "1" };
}
