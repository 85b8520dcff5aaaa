import { type KeyboardEvent, useRef } from "react";
import type { Cell } from "../../components/gridKeys.ts";
import { SortGlyph } from "../../components/icons.tsx";
import { t } from "../../text/text.ts";
import { GroupLine } from "./GroupLine.tsx";
import { PartnerLine, TotalsLine } from "./PartnerLine.tsx";
import type { PartnersTableProps } from "./PartnersTable.tsx";
import { lineAt, resort } from "./partners.ts";
import { useGrid } from "./useGrid.ts";
import { Widths } from "./Widths.tsx";

type GridProps = PartnersTableProps & { labelledBy: string };

/** A grid with one tab stop over rows that Rust sorts, filters and pages; only rows in view are drawn. */
export function PartnersGrid(props: GridProps) {
  const { partners, columns, sort, onSort } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useGrid(scroller, partners, columns.length);
  const { held, hold } = grid;

  const pressed = (event: KeyboardEvent) => {
    const asked = grid.moves(event) ? null : actionOf(event, held.row);
    if (asked === null) return;
    event.preventDefault();
    const line = lineAt(partners.groups, held.row);
    const row = "row" in line ? partners.rows.get(line.row) : undefined;
    if (asked === "sort") onSort(resort(sort, columns[held.column]?.id ?? sort.by));
    else if (row === undefined) return;
    else if (asked === "page") props.onPage(row.id);
    else props.onExplain(row.id, asked === "deals");
  };
  return (
    <div className="partners-scroll" ref={scroller}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: with a focus on cells a table is a grid
        role="grid"
        className="figures partners-table"
        aria-labelledby={props.labelledBy}
        aria-rowcount={partners.totalRows + partners.groups.length + 2}
        data-testid="partners-table"
        onKeyDown={pressed}
      >
        <Widths columns={columns} totals={partners.totals} />
        <Headings {...props} held={held} hold={hold} />
        <tbody>
          {partners.totals !== null && partners.totalRows === 0 && (
            <NothingFound filter={props.filter} span={columns.length} />
          )}
          {grid.lines.map((line) =>
            "gap" in line ? (
              // biome-ignore lint/a11y/noAriaHiddenOnFocusable: empty space between rows, nothing in it takes focus
              <tr key={line.key} aria-hidden="true">
                <td colSpan={columns.length} className="partners-gap" style={{ height: line.gap }} />
              </tr>
            ) : (
              <GridRow key={line.key} {...props} at={line.index} held={held} hold={hold} />
            ),
          )}
        </tbody>
        <TotalsLine partners={partners} columns={columns} />
      </table>
    </div>
  );
}

interface GridRowProps extends GridProps {
  at: number;
  held: Cell;
  hold: (cell: Cell) => void;
}

/** A line of the grid: a partner, or the heading of a group. */
function GridRow({ at, held, hold, partners, columns, explained, onExplain }: GridRowProps) {
  const line = lineAt(partners.groups, at);
  const place = {
    at,
    columns,
    column: held.row === at ? held.column : null,
    onFocus: (column: number) => hold({ row: at, column }),
  };
  if ("group" in line) return <GroupLine {...place} group={line.group} />;
  return (
    <PartnerLine
      {...place}
      row={partners.rows.get(line.row)}
      explained={explained}
      onExplain={(partner) => onExplain(partner, false)}
    />
  );
}

/** What a key asks of the focused cell, beside moving: single letters count only inside the grid. */
function actionOf(event: KeyboardEvent, row: number): "sort" | "explain" | "deals" | "page" | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (row === -1) return event.key === "Enter" || event.key === " " ? "sort" : null;
  if (["e", "E", "F2", "Enter"].includes(event.key)) return "explain";
  if (event.key === "p" || event.key === "P") return "page";
  return event.key === "d" || event.key === "D" ? "deals" : null;
}

function Headings({
  columns,
  sort,
  onSort,
  held,
  hold,
}: GridProps & { held: Cell; hold: (cell: Cell) => void }) {
  const way = sort.descending ? "descending" : "ascending";
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column, at) => (
          <th
            key={column.id}
            scope="col"
            className={column.number ? "number" : undefined}
            aria-sort={sort.by === column.id ? way : "none"}
            data-cell={`-1 ${at}`}
            tabIndex={held.row === -1 && held.column === at ? 0 : -1}
            onClick={() => {
              hold({ row: -1, column: at });
              onSort(resort(sort, column.id));
            }}
          >
            <span>
              {column.label}
              {sort.by === column.id && <SortGlyph way={way} />}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function NothingFound({ filter, span }: { filter: string; span: number }) {
  return (
    <tr>
      <td colSpan={span} className="partners-none">
        {filter === "" ? t`This document has no partners yet.` : t`No partner matches “${filter}”.`}
      </td>
    </tr>
  );
}
