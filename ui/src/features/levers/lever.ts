import type { Lever } from "../../host/index.ts";
import { amount, plain, rateAsTyped } from "../../money/format.ts";
import { parseDecimal, parsePercent } from "../../money/parse.ts";

/** A lever's value in words: an amount of the program's currency, a rate, or a plain number. */
export function inWords(lever: Lever, value: string): string {
  if (lever.unit === "percent") return rateAsTyped(value);
  if (lever.unit === "money" && lever.currency !== null)
    return amount(value, lever.currency, hasCents(value) ? "exact" : "whole");
  return plain(value, hasCents(value) ? "exact" : "whole");
}

function hasCents(value: string): boolean {
  return /\.\d*[1-9]/.test(value);
}

/** What somebody typed into a lever's field as the value it stands for, or null when it says none. */
export function typedValue(lever: Lever, typed: string): string | null {
  if (lever.unit === "percent") return parsePercent(typed);
  // A currency written along says nothing new; any other letter means that this is no number.
  return parseDecimal(typed.replace(/\p{Sc}/gu, "").replace(lever.currency ?? "", ""));
}
