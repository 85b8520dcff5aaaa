import type { ReactNode } from "react";
import { type DecimalText, direction, inTwo } from "../money/format.ts";
import { ChangeGlyph } from "./icons.tsx";
import "./sum.css";

interface SumProps {
  text: DecimalText;
  currency?: string | undefined;
}

/** An amount to the cent, its cents drawn quieter so that columns scan by their units. */
export function Sum({ text, currency }: SumProps) {
  const { units, cents } = inTwo(text, currency);
  return (
    <span className="sum">
      {units}
      {cents !== "" && <span className="sum-cents">{cents}</span>}
    </span>
  );
}

interface DifferenceProps extends SumProps {
  /** Words after the amount that belong to it, such as the change in percent. */
  children?: ReactNode;
}

/** A change of a payout: glyph, sign and colour say which way, so that none of them is alone. */
export function Difference({ text, currency, children }: DifferenceProps) {
  const way = direction(text);
  const { units, cents } = inTwo(text, currency, true);
  return (
    <span className="difference" data-way={way}>
      {way !== "none" && <ChangeGlyph way={way} />}
      <span>
        {units}
        {cents !== "" && <span className="sum-cents">{cents}</span>}
        {children}
      </span>
    </span>
  );
}
