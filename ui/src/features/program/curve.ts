import type { Curve } from "../../host/index.ts";
import { amount, plain, rateAsTyped } from "../../money/format.ts";
import { t } from "../../text/text.ts";

/** A threshold as it stands in the program. */
export function stored(curve: Curve, value: string): string {
  return curve.unit === "money" ? `${value} ${curve.currency}` : value;
}

/** A value along the curve as it is shown; `short` for a scale. */
export function inUnit(curve: Curve, text: string, short = false): string {
  if (curve.unit === "percent") return rateAsTyped(text);
  if (curve.unit === "money") return amount(text, curve.currency, short ? "tick" : "whole");
  return plain(text, "whole");
}

/** The curve in two sentences. */
export function inWords(curve: Curve): string {
  const ends = curve.lines.map((line) => {
    const last = line.points.at(-1);
    return t`${line.name === "" ? t`It` : line.name} pays ${amount(last?.pays ?? "0", curve.currency, "whole")}`;
  });
  return t`${curve.finding}. At ${inUnit(curve, curve.most)}: ${ends.join(", ")}.`;
}
