import type { ReactNode } from "react";
import { Difference, Sum } from "../../components/Sum.tsx";
import type { Column, PartnerGroup } from "../../host/index.ts";
import { count, percent, plain } from "../../money/format.ts";
import type { Heading } from "./partners.ts";

export interface GroupLineProps {
  at: number;
  columns: readonly Heading[];
  group: PartnerGroup;
  /** The focused column when this line holds the focus. */
  column: number | null;
  onFocus: (column: number) => void;
}

/** The heading of a group: its name, how many partners it has, and their sums. */
export function GroupLine({ at, columns, group, column, onFocus }: GroupLineProps) {
  return (
    <tr aria-rowindex={at + 2} className="partners-group">
      {columns.map((each, index) => (
        <td
          key={each.id}
          className={each.number ? "number" : undefined}
          data-cell={`${at} ${index}`}
          tabIndex={column === index ? 0 : -1}
          onFocus={() => onFocus(index)}
        >
          {cell(group, each.id)}
        </td>
      ))}
    </tr>
  );
}

function cell({ name, rows, totals }: PartnerGroup, column: Column): ReactNode {
  switch (column) {
    case "name":
      return (
        <>
          {name} <span className="partners-id">{count(rows)}</span>
        </>
      );
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
      return null;
  }
}
