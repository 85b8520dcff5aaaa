/** Values of the program between the text that is stored, the words on screen and what is typed. */

import { amount, plain, rateAsTyped } from "../../money/format.ts";
import { parseDecimal, parsePercent, readAs } from "../../money/parse.ts";

/** What kind of number a field holds. */
export type NumberKind = "money" | "quantity" | "percent" | "number";

/** A stored value such as "150000.00 USD" in its two parts. */
export function parts(text: string): { number: string; currency: string } {
  const [number = "", currency = ""] = text.split(" ");
  return { number, currency };
}

/** A stored value as it is shown. */
export function shown(kind: NumberKind, text: string): string {
  const { number, currency } = parts(text);
  if (number === "") return "";
  if (kind === "percent") return rateAsTyped(number);
  const precision = /\.\d*[1-9]/.test(number) ? "exact" : "whole";
  return currency === "" ? bare(number) : amount(number, currency, precision);
}

/** A plain number with the decimals it has. */
function bare(number: string): string {
  return /\.\d*[1-9]/.test(number)
    ? plain(number.replace(/0+$/, "")).replace(/(\.\d*?)0+$/, "$1")
    : plain(number, "whole");
}

/** What was typed as the stored value, or null when it says none. A quantity keeps its currency. */
export function typedValue(kind: NumberKind, typed: string, before: string): string | null {
  if (kind === "percent") return parsePercent(typed);
  const { currency } = parts(before);
  const letters = /[A-Za-z]{3}/.exec(typed)?.[0]?.toUpperCase() ?? "";
  if (letters !== "" && letters !== currency) return null;
  const number = parseDecimal(typed.replace(/\p{Sc}/gu, "").replace(/[A-Za-z]{3}/, ""));
  if (number === null) return null;
  return currency === "" ? number : `${number} ${currency}`;
}

/** Whether two stored values are the same number. */
export function same(one: string, other: string): boolean {
  const tidy = (text: string) => {
    const { number, currency } = parts(text);
    const digits = number.includes(".") ? number.replace(/\.?0+$/, "") : number;
    return `${digits} ${currency}`;
  };
  return tidy(one) === tidy(other);
}

/** How a typed or pasted number was read, where that is not how it was written. */
export function echo(kind: NumberKind, typed: string, value: string): string {
  return readAs(typed, shown(kind, value), parts(value).number);
}
