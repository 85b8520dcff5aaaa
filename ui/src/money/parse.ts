import { t } from "../text/text.ts";
import type { DecimalText } from "./format.ts";
import { knownLocale } from "./locale.ts";

/**
 * Reads a number as people type or paste it into decimal text: the window's own locale first, and a
 * pasted "1.240.118,00" in an English window as well. Answers null when two readings fit or none does.
 */
export function parseDecimal(typed: string, locale?: string): DecimalText | null {
  const marks = marksOf(knownLocale(locale));
  const bare = typed.replace(/[\s\u00a0\u202f'\u2019]/g, "").replace(/[\u2212\u2013]/g, "-");
  const match = /^(-?)([\d.,]+)$/.exec(bare);
  if (!match) return null;
  const [, sign = "", body = ""] = match;
  const decimal = decimalMark(body, marks);
  if (decimal === null) return null;
  const at = decimal === "" ? -1 : body.lastIndexOf(decimal);
  const whole = at < 0 ? body : body.slice(0, at);
  const fraction = at < 0 ? "" : body.slice(at + 1);
  if (!groupsInOrder(whole) || !/^\d*$/.test(fraction)) return null;
  const digits = whole.replace(/[.,]/g, "").replace(/^0+(?=\d)/, "") || "0";
  return `${sign}${digits}${fraction === "" ? "" : `.${fraction}`}`;
}

interface Marks {
  decimal: string;
  group: string;
}

function marksOf(locale: string): Marks {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1234567.8);
  const find = (type: string, otherwise: string) =>
    parts.find((part) => part.type === type)?.value ?? otherwise;
  return { decimal: find("decimal", "."), group: find("group", ",") };
}

/** The mark that stands for the decimal point in `body`: "" for none, null when it cannot be told. */
function decimalMark(body: string, marks: Marks): string | null {
  const seen = [...new Set(body.replace(/\d/g, ""))];
  if (seen.length === 0) return "";
  const last =
    body.at(
      -1 -
        body
          .split("")
          .reverse()
          .findIndex((c) => c === "." || c === ","),
    ) ?? "";
  if (seen.length === 2) return body.indexOf(last) === body.lastIndexOf(last) ? last : null;
  const only = seen[0] ?? "";
  if (body.indexOf(only) !== body.lastIndexOf(only)) return "";
  if (only === marks.decimal) return only;
  // One mark of the other kind: a group when three digits follow, as "1,240" does in English.
  return /[.,]\d{3}$/.test(body) ? "" : only;
}

/** Groups are three digits each, two in the Indian style; a first group is never empty. */
function groupsInOrder(whole: string): boolean {
  if (whole === "" || /^\d+$/.test(whole)) return true;
  return /^\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/.test(whole);
}

/** Reads a percentage as the rate it stands for: "6.5" and "6.5%" are "0.065". Null as `parseDecimal`. */
export function parsePercent(typed: string, locale?: string): DecimalText | null {
  const number = parseDecimal(typed.replace("%", ""), locale);
  return number === null ? null : hundredth(number);
}

/** Moves the decimal point two places, as text. */
function hundredth(number: string): string {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number) ?? [];
  const padded = whole.padStart(3, "0");
  const decimals = `${padded.slice(-2)}${fraction}`.replace(/0+$/, "");
  const units = padded.slice(0, -2).replace(/^0+(?=\d)/, "");
  return `${sign}${units}${decimals === "" ? "" : `.${decimals}`}`;
}

/** How a typed or pasted number was read, where that is not how it was written: "Read as 1,240,118". */
export function readAs(typed: string, shown: string, stored: DecimalText): string {
  const bare = (text: string) => text.replace(/[\s\p{Sc}%]|[A-Za-z]{3}/gu, "");
  const written = bare(typed);
  return written === bare(shown) || written === stored ? "" : t`Read as ${shown}`;
}
