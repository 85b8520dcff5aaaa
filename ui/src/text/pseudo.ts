import type { Catalogue, Entry } from "./text.ts";

/**
 * A language nobody speaks, for tests of the layout: every text of the catalogue 40% longer, as other
 * languages are, and its letters marked, so that a text outside of the catalogue is seen.
 */
export function pseudo(english: Catalogue): Catalogue {
  return Object.fromEntries(Object.entries(english).map(([id, entry]) => [id, stretched(entry)]));
}

function stretched(entry: Entry): Entry {
  if (typeof entry === "string") return stretch(entry);
  return Object.fromEntries(Object.entries(entry).map(([form, text]) => [form, stretch(text)]));
}

const MARKED: Readonly<Record<string, string>> = Object.fromEntries(
  ["aá", "eé", "ií", "oó", "uú", "AÁ", "EÉ", "IÍ", "OÓ", "UÚ"].map(([plain, marked]) => [plain, marked]),
);

/** Words of the usual length, so that a long text still breaks where it can. */
const PADDING = "lorém ipsúm dolór sit ámet ";

/** A text 40% longer; its values stay as they are, and so does the mark that it ends with. */
export function stretch(text: string): string {
  const letters = text.replaceAll(/\{\w+\}/g, "").length;
  const more = Math.ceil(letters * 0.4);
  const marked = text.replaceAll(/\{\w+\}|[aeiou]/gi, (found) => MARKED[found] ?? found);
  const padding = PADDING.repeat(Math.ceil(more / PADDING.length))
    .slice(0, more)
    .trimEnd();
  const longer = more > 3 ? ` ${padding}` : padding;
  return marked.replace(/[\s.,:;…?!]*$/, (end) => `${longer}${end}`);
}
