import type { ReactNode } from "react";
import type { Column, PartnerGroup } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { sumIn } from "./PartnerLine.tsx";
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
    default:
      return sumIn(totals, column);
  }
}
