import type { Lever } from "../../host/index.ts";
import { amount, plain, rateAsTyped } from "../../money/format.ts";
import { parseDecimal } from "../../money/parse.ts";

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
  if (lever.unit === "percent") {
    const number = parseDecimal(typed.replace("%", ""));
    return number === null ? null : hundredth(number);
  }
  // A currency written along says nothing new; any other letter means that this is no number.
  return parseDecimal(typed.replace(/\p{Sc}/gu, "").replace(lever.currency ?? "", ""));
}

/** Moves the decimal point two places, as text: "6.5" per cent is the rate "0.065". */
function hundredth(number: string): string {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number) ?? [];
  const padded = whole.padStart(3, "0");
  const decimals = `${padded.slice(-2)}${fraction}`.replace(/0+$/, "");
  const units = padded.slice(0, -2).replace(/^0+(?=\d)/, "");
  return `${sign}${units}${decimals === "" ? "" : `.${decimals}`}`;
}
