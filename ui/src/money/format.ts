/**
 * Decimal text to words on screen. Amounts stay text from Rust to the glyph: Intl.NumberFormat
 * formats decimal strings exactly, so no amount ever becomes a floating point number here.
 */

import { knownLocale } from "./locale.ts";

/** A decimal such as "1971402.00" or "-0.0475"; never a float. */
export type DecimalText = string;

/**
 * How many decimals an amount shows: all where a sum is proved, whole units where it is scanned, three
 * digits ("$1.90M") where it labels a mark, no more than needed ("$2M") on a scale.
 */
export type Precision = "whole" | "exact" | "compact" | "tick";

const locale = knownLocale();
const formats = new Map<string, Intl.NumberFormat>();

function format(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Formats text exactly and writes the true minus sign; text that is no decimal is shown as it came. */
function write(formatter: Intl.NumberFormat, text: DecimalText): string {
  if (!DECIMAL.test(text)) return text;
  return formatter
    .formatToParts(text as Intl.StringNumericLiteral)
    .map((part) => (part.type === "minusSign" ? "\u2212" : part.value))
    .join("");
}

/** Whole units are rounded, never cut: 29,892.60 reads 29,893. */
function digits(precision: Precision): Intl.NumberFormatOptions {
  if (precision === "whole") return { minimumFractionDigits: 0, maximumFractionDigits: 0 };
  if (precision === "exact") return {};
  const least = precision === "compact" ? { minimumSignificantDigits: 3 } : {};
  return { notation: "compact", maximumSignificantDigits: 3, ...least };
}

/** Cents always, and whatever decimals an amount before its rounding has. */
const EVERY_DECIMAL: Intl.NumberFormatOptions = { minimumFractionDigits: 2, maximumFractionDigits: 20 };

/** An amount with its currency: `amount("1971402.00", "USD", "whole")` is "$1,971,402" in English. */
export function amount(text: DecimalText, currency: string, precision: Precision = "exact"): string {
  const key = `amount ${currency} ${precision}`;
  return write(format(key, { style: "currency", currency, ...digits(precision) }), text);
}

/** An amount without its currency, for columns whose heading or caption names it. */
export function plain(text: DecimalText, precision: Precision = "exact"): string {
  return write(format(`plain ${precision}`, precision === "exact" ? EVERY_DECIMAL : digits(precision)), text);
}

/** An amount cut in two for the page: its cents are drawn quieter than its units, and none is left out. */
export function inTwo(
  text: DecimalText,
  currency?: string,
  signed = false,
): { units: string; cents: string } {
  const money: Intl.NumberFormatOptions =
    currency === undefined ? EVERY_DECIMAL : { style: "currency", currency };
  const signDisplay = signed ? "exceptZero" : "auto";
  const key = `in-two ${currency ?? ""} ${signDisplay}`;
  const written = write(format(key, { ...money, signDisplay }), text);
  const decimal = decimalMark();
  const at = written.lastIndexOf(decimal);
  return at < 0 ? { units: written, cents: "" } : { units: written.slice(0, at), cents: written.slice(at) };
}

function decimalMark(): string {
  return (
    format("mark", {})
      .formatToParts(0.5)
      .find((part) => part.type === "decimal")?.value ?? "."
  );
}

/** A rate such as "0.0471" as a percentage with the decimals asked for: "4.71%". */
export function percent(rate: DecimalText, decimals = 2): string {
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return write(format(`percent ${decimals}`, { style: "percent", ...options }), rate);
}

/** A rate as it was typed, with no more decimals than it has: "0.065" is "6.5%", "0.06" is "6%". */
export function rateAsTyped(rate: DecimalText): string {
  return write(format("rate", { style: "percent", maximumFractionDigits: 6 }), rate);
}

/** A change of a rate in percent with its sign: "0.063" is "+6.3%". */
export function percentChange(rate: DecimalText): string {
  const options = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return write(format("percent change", { style: "percent", signDisplay: "exceptZero", ...options }), rate);
}

/** A number of things. */
export function count(value: number): string {
  return format("count", {}).format(value);
}

/** Which way an amount points; told from the text, so "-0.00" is neither. */
export function direction(text: DecimalText): "up" | "down" | "none" {
  if (!/[1-9]/.test(text)) return "none";
  return text.trimStart().startsWith("-") ? "down" : "up";
}

/** A bar's length needs a float; nothing made from it is ever printed as an amount. */
export function forDrawing(text: DecimalText): number {
  const value = Number(text);
  return Number.isFinite(value) ? value : 0;
}
