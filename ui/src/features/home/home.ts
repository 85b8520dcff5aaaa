import type { Recovered } from "../../host/index.ts";
import { knownLocale } from "../../money/locale.ts";
import { plural, t } from "../../text/text.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A file's size as people read it: 1,536 is "1.5 kB". */
export function sizeOf(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const style = { style: "unit", unit: UNITS[unit] ?? "byte", maximumFractionDigits: unit === 0 ? 0 : 1 };
  return new Intl.NumberFormat(knownLocale(), style as Intl.NumberFormatOptions).format(size);
}

/** The months that a fiscal year can start in. */
export const MONTHS: readonly { value: string; label: string }[] = Array.from({ length: 12 }, (_, at) => ({
  value: String(at + 1),
  label: new Intl.DateTimeFormat(knownLocale(), { month: "long", timeZone: "UTC" }).format(
    new Date(Date.UTC(2025, at, 1)),
  ),
}));

/** What is asked of somebody who begins a program. */
export interface Begun {
  name: string;
  currency: string;
  yearStartsIn: number;
  /** A template of an incentive, by id; null for none. */
  template: string | null;
}

/** The one thing that keeps a program from being begun, in words; null where nothing does. */
export function missing({ name, currency }: Pick<Begun, "name" | "currency">): string | null {
  if (name.trim() === "") return t`Give the program a name.`;
  return /^[A-Za-z]{3}$/.test(currency.trim())
    ? null
    : t`Write the currency as its three letters, such as USD.`;
}

/** What was done in work without a name: how many edits, and the last of them; or why and where it cannot be read. */
export function editsOf({
  edits,
  latest,
  unreadable,
}: Pick<Recovered, "edits" | "latest" | "unreadable">): string {
  if (unreadable !== null) return unreadable;
  const many = plural(edits, { one: "1 edit", other: "{n} edits" });
  return latest[0] === undefined ? many : t`${many}, the last: ${latest[0]}`;
}
