import type { Growth, NewPartners, PlanPart, PlanView } from "../../host/index.ts";
import { rateAsTyped } from "../../money/format.ts";
import { parsePercent } from "../../money/parse.ts";

/** The parts of the deals a growth rule can be about, as one list: all deals first. */
export function partOptions(parts: readonly PlanPart[]): { id: string; name: string }[] {
  const words: Record<string, string> = { region: "Region", segment: "Segment", deal_type: "Deal type" };
  return [
    { id: key("", ""), name: "All deals" },
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

/** The quarters a rule can be about: every one first. */
export function quarterOptions(quarters: readonly string[]): { id: string; name: string }[] {
  return [{ id: "0", name: "Every quarter" }, ...quarters.map((name, at) => ({ id: String(at + 1), name }))];
}

/** A growth as it is typed: "12%", or null where the text is no percentage. */
export function typedRate(text: string): string | null {
  return parsePercent(text);
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
