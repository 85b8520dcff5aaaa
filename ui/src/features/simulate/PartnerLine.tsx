import type { ReactNode } from "react";
import { Difference, Sum } from "../../components/Sum.tsx";
import { capital } from "../../components/words.ts";
import type { Column, Economics, Partner, PartnerTotals } from "../../host/index.ts";
import { percent, plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import type { Heading, Partners } from "./partners.ts";

export interface PartnerLineProps {
  at: number;
  columns: readonly Heading[];
  row: Partner | undefined;
  /** The focused column when this row holds the focus. */
  column: number | null;
  explained: string | null;
  onFocus: (column: number) => void;
  onExplain: (partner: string) => void;
}

/** A partner as a row: a click explains it, keys are the grid's. */
export function PartnerLine(props: PartnerLineProps) {
  const { at, columns, row, column, explained, onFocus, onExplain } = props;
  const chosen = row !== undefined && row.id === explained;
  const explain = () => {
    const selecting = globalThis.getSelection?.()?.isCollapsed === false;
    if (row !== undefined && !selecting) onExplain(row.id);
  };
  return (
    <tr aria-rowindex={at + 2} aria-selected={chosen} onClick={explain}>
      {columns.map((each, index) => (
        <td
          key={each.id}
          className={each.number ? "number" : undefined}
          title={row === undefined ? undefined : whole(row, each.id)}
          data-cell={`${at} ${index}`}
          tabIndex={column === index ? 0 : -1}
          onFocus={() => onFocus(index)}
        >
          {row === undefined ? null : cell(row, each.id)}
        </td>
      ))}
    </tr>
  );
}

/** The words of a cell that may be too narrow for them; nothing for figures, which always fit. */
function whole(row: Partner, column: Column): string | undefined {
  switch (column) {
    case "name":
      return `${row.name} ${row.id}`;
    case "kind":
      return capital(row.kind);
    case "region":
      return row.region;
    case "tier":
      return row.tier_from === row.tier_to
        ? (row.tier_to ?? NO_TIER)
        : t`${row.tier_from ?? NO_TIER} to ${row.tier_to ?? NO_TIER}`;
    default:
      return undefined;
  }
}

function cell(row: Partner, column: Column): ReactNode {
  switch (column) {
    case "name":
      return (
        <>
          {row.name} <span className="narrow partners-id">{row.id}</span>
        </>
      );
    case "kind":
      return <span className="narrow">{capital(row.kind)}</span>;
    case "region":
      return <span className="narrow">{row.region}</span>;
    case "tier":
      return <TierMove from={row.tier_from} to={row.tier_to} />;
    case "revenue":
      return plain(row.revenue, "whole");
    case "baseline":
      return <Sum text={row.baseline} />;
    case "payout":
      return <Sum text={row.payout} />;
    case "change":
      return <Difference text={row.change} />;
    case "rate":
      return row.rate === null ? "" : percent(row.rate);
    default:
      return spent(row.economics, column);
  }
}

/** A figure of all that is spent: an amount, or its share of revenue. */
export function spent(of: Economics | null, column: Column): ReactNode {
  if (of === null) return null;
  switch (column) {
    case "front_end":
    case "back_end":
    case "co_sell":
    case "mdf":
    case "benefits":
    case "whole":
      return <Sum text={of[column]} />;
    case "share":
      return of.share === null ? "" : percent(of.share);
    default:
      return null;
  }
}

/** A sum over partners in a column of figures; nothing in a column of words. */
export function sumIn(totals: PartnerTotals, column: Column): ReactNode {
  switch (column) {
    case "revenue":
      return plain(totals.revenue, "whole");
    case "baseline":
      return <Sum text={totals.baseline} />;
    case "payout":
      return <Sum text={totals.payout} />;
    case "change":
      return <Difference text={totals.change} />;
    case "rate":
      return totals.rate === null ? "" : percent(totals.rate);
    default:
      return spent(totals.economics, column);
  }
}

/** A partner on no ladder. */
const NO_TIER = t`None`;

function TierMove({ from, to }: { from: string | null; to: string | null }) {
  if (from === to) return to ?? NO_TIER;
  return (
    <>
      {from ?? NO_TIER} <span className="partners-to">{t`to`}</span> {to ?? NO_TIER}
    </>
  );
}

/** The sums over all pages, not only the rows in view. */
export function TotalsLine({ partners, columns }: { partners: Partners; columns: readonly Heading[] }) {
  const { totals } = partners;
  if (totals === null) return null;
  const span = columns.findIndex((column) => column.number);
  return (
    <tfoot>
      <tr aria-rowindex={partners.totalRows + partners.groups.length + 2}>
        <th scope="row" colSpan={span}>
          {t`Total`}
        </th>
        {columns.slice(span).map(({ id }) => (
          <td key={id} className="number">
            {sumIn(totals, id)}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
