/** Widths of glyphs of a total in units of the page: the figures of the face are all one width. */
const DIGIT = 8;
const MARK = 4.2;

/** Room for a column of amounts of which `longest` is written longest; an amount is never cut off. */
export function amountWidth(longest: string, padding: number): number {
  const digits = longest.replace(/\D/g, "").length;
  return Math.ceil(digits * DIGIT + (longest.length - digits) * MARK + padding);
}
