import { amountWidth } from "../../components/widths.ts";
import type { Column, Economics, PartnerTotals } from "../../host/index.ts";
import { plain } from "../../money/format.ts";
import type { Heading } from "./partners.ts";

interface WidthsProps {
  columns: readonly Heading[];
  totals: PartnerTotals | null;
}

/** Room beside an amount for the glyph and sign of a change. */
const GLYPH = 16;

/** Widths are fixed so that columns stand still while rows change; amounts get the room of their total. */
export function Widths({ columns, totals }: WidthsProps) {
  const paid = totals === null ? "" : longer(plain(totals.payout), plain(totals.baseline));
  const wanted: Partial<Record<Column, number>> = {
    revenue: amountWidth(totals === null ? "" : plain(totals.revenue, "whole"), 14),
    baseline: amountWidth(paid, 14),
    payout: amountWidth(paid, 14),
    change: amountWidth(paid, 14) + GLYPH,
    ...spentWidths(totals?.economics ?? null),
  };
  return (
    <colgroup>
      {columns.map(({ id }) => {
        const width = wanted[id];
        const style = width === undefined ? undefined : { width: Math.max(width, LEAST) };
        return <col key={id} data-column={id} style={style} />;
      })}
    </colgroup>
  );
}

function spentWidths(of: Economics | null): Partial<Record<Column, number>> {
  const amount = (text: string | undefined) => amountWidth(text === undefined ? "" : plain(text), 14);
  return {
    front_end: amount(of?.front_end),
    back_end: amount(of?.back_end),
    co_sell: amount(of?.co_sell),
    mdf: amount(of?.mdf),
    benefits: amount(of?.benefits),
    whole: amount(of?.whole),
  };
}

/** Room for the words of a heading with the glyph of its order. */
const LEAST = 84;

function longer(a: string, b: string): string {
  return a.length > b.length ? a : b;
}
