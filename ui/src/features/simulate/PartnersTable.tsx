import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { type Cell, move, within } from "../../components/gridKeys.ts";
import { SortGlyph } from "../../components/icons.tsx";
import { Difference, Sum } from "../../components/Sum.tsx";
import { amountWidth } from "../../components/widths.ts";
import type { Column, Partner, PartnerTotals, Sort } from "../../host/index.ts";
import { count, percent, plain } from "../../money/format.ts";
import { type Heading, type Partners, resort } from "./partners.ts";
import "./partners.css";

export interface PartnersTableProps {
  partners: Partners;
  columns: readonly Heading[];
  sort: Sort;
  filter: string;
  currency: string;
  /** The partner whose explanation is open. */
  explained: string | null;
  onSort: (sort: Sort) => void;
  onFilter: (filter: string) => void;
  onExplain: (partner: string, deals: boolean) => void;
}

const ROW = 26;
/** Height of the heading and of the totals, which stay in view over the rows. */
const HEAD = 29;
const FOOT = 29;

/** Who gains and who loses: a grid with one tab stop over rows that Rust sorts, filters and pages. */
export function PartnersTable(props: PartnersTableProps) {
  const { partners, filter } = props;
  const title = useId();
  return (
    <section className="partners" aria-labelledby={title}>
      <header className="partners-head">
        <h2 id={title}>Who gains and who loses</h2>
        <p className="caption partners-keys">
          {count(partners.totalRows)} {filter === "" ? "partners" : "found"}, {props.currency}. E explains, D
          shows deals
        </p>
        <input
          type="search"
          className="field partners-filter"
          aria-label="Filter partners"
          placeholder="Filter by name, id, tier, region"
          spellCheck={false}
          value={filter}
          onChange={(event) => props.onFilter(event.currentTarget.value)}
        />
      </header>
      <Grid {...props} label={title} />
    </section>
  );
}

function Grid(props: PartnersTableProps & { label: string }) {
  const { partners, columns, sort } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 });
  const follow = useRef(false);
  const extent = { rows: partners.totalRows, columns: columns.length, page: 12 };
  const held = within(active, extent);

  const virtual = useVirtualizer({
    count: partners.totalRows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: FOOT,
    // The focused row stays in the document however far somebody scrolls, and the tab stop with it.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...(held.row >= 0 ? [held.row] : [])])].sort(
        (a, b) => a - b,
      ),
  });
  const items = virtual.getVirtualItems();
  const { range } = virtual;
  const { show } = partners;
  useEffect(() => {
    show(range?.startIndex ?? 0, range?.endIndex ?? 0);
  }, [show, range?.startIndex, range?.endIndex]);

  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-cell="${held.row} ${held.column}"]`)?.focus();
  });

  const pressed = (event: KeyboardEvent) => {
    const to = move(held, event, extent);
    if (to !== null) {
      event.preventDefault();
      follow.current = true;
      if (to.row >= 0) virtual.scrollToIndex(to.row);
      setActive(to);
      return;
    }
    const asked = actionOf(event, held.row);
    if (asked === null) return;
    event.preventDefault();
    const row = partners.rows.get(held.row);
    if (asked === "sort") props.onSort(resort(sort, columns[held.column]?.id ?? sort.by));
    else if (row !== undefined) props.onExplain(row.id, asked === "deals");
  };

  return (
    <div className="partners-scroll" ref={scroller}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: with a focus on cells a table is a grid
        role="grid"
        className="figures partners-table"
        aria-labelledby={props.label}
        aria-rowcount={partners.totalRows + 2}
        data-testid="partners-table"
        onKeyDown={pressed}
      >
        <Widths columns={columns} totals={partners.totals} />
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, at) => (
              <th
                key={column.id}
                scope="col"
                className={column.number ? "number" : undefined}
                aria-sort={sort.by === column.id ? (sort.descending ? "descending" : "ascending") : "none"}
                data-cell={`-1 ${at}`}
                tabIndex={held.row === -1 && held.column === at ? 0 : -1}
                onClick={() => {
                  setActive({ row: -1, column: at });
                  props.onSort(resort(sort, column.id));
                }}
              >
                <span>
                  {column.label}
                  {sort.by === column.id && <SortGlyph way={sort.descending ? "descending" : "ascending"} />}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {partners.totalRows === 0 && <NothingFound filter={props.filter} span={columns.length} />}
          {spaced(items, virtual.getTotalSize()).map((item) =>
            "gap" in item ? (
              // biome-ignore lint/a11y/noAriaHiddenOnFocusable: empty space between rows, nothing in it takes focus
              <tr key={item.key} aria-hidden="true">
                <td colSpan={columns.length} className="partners-gap" style={{ height: item.gap }} />
              </tr>
            ) : (
              <Row
                key={item.key}
                at={item.index}
                columns={columns}
                row={partners.rows.get(item.index)}
                column={held.row === item.index ? held.column : null}
                explained={props.explained}
                onFocus={(column) => setActive({ row: item.index, column })}
                onExplain={(partner) => props.onExplain(partner, false)}
              />
            ),
          )}
        </tbody>
        {partners.totals !== null && (
          <Totals
            totals={partners.totals}
            rows={partners.totalRows}
            span={columns.findIndex((column) => column.number)}
          />
        )}
      </table>
    </div>
  );
}

/** What a key asks of the focused cell, beside moving: single letters count only inside the grid. */
function actionOf(event: KeyboardEvent, row: number): "sort" | "explain" | "deals" | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (row === -1) return event.key === "Enter" || event.key === " " ? "sort" : null;
  if (["e", "E", "F2", "Enter"].includes(event.key)) return "explain";
  return event.key === "d" || event.key === "D" ? "deals" : null;
}

type Item = { key: string; index: number; start: number } | { key: string; gap: number };

/** The rows to draw with the empty space between and around them, so that the scroll bar tells the truth. */
function spaced(items: { index: number; start: number; end: number }[], total: number): Item[] {
  const all: Item[] = [];
  let filled = 0;
  for (const { index, start, end } of items) {
    const from = start - HEAD;
    if (from > filled) all.push({ key: `gap before ${index}`, gap: from - filled });
    all.push({ key: String(index), index, start });
    filled = end - HEAD;
  }
  if (total > filled) all.push({ key: "gap at end", gap: total - filled });
  return all;
}

interface RowProps {
  at: number;
  columns: readonly Heading[];
  row: Partner | undefined;
  /** The focused column when this row holds the focus. */
  column: number | null;
  explained: string | null;
  onFocus: (column: number) => void;
  onExplain: (partner: string) => void;
}

function Row({ at, columns, row, column, explained, onFocus, onExplain }: RowProps) {
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
    default:
      return row.rate === null ? "" : percent(row.rate);
  }
}

/** A partner on no ladder. */
const NO_TIER = "None";

/** A word as the first of a cell. */
function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function TierMove({ from, to }: { from: string | null; to: string | null }) {
  if (from === to) return to ?? NO_TIER;
  return (
    <>
      {from ?? NO_TIER} <span className="partners-to">to</span> {to ?? NO_TIER}
    </>
  );
}

function Totals({ totals, rows, span }: { totals: PartnerTotals; rows: number; span: number }) {
  return (
    <tfoot>
      <tr aria-rowindex={rows + 2}>
        <th scope="row" colSpan={span}>
          Total
        </th>
        <td className="number">{plain(totals.revenue, "whole")}</td>
        <td className="number">
          <Sum text={totals.baseline} />
        </td>
        <td className="number">
          <Sum text={totals.payout} />
        </td>
        <td className="number">
          <Difference text={totals.change} />
        </td>
        <td className="number">{totals.rate === null ? "" : percent(totals.rate)}</td>
      </tr>
    </tfoot>
  );
}

function NothingFound({ filter, span }: { filter: string; span: number }) {
  return (
    <tr>
      <td colSpan={span} className="partners-none">
        {filter === "" ? "This document has no partners yet." : `No partner matches “${filter}”.`}
      </td>
    </tr>
  );
}

interface WidthsProps {
  columns: readonly Heading[];
  totals: PartnerTotals | null;
}

/** Room beside an amount for the glyph and sign of a change. */
const GLYPH = 16;

/** Widths are fixed so that columns stand still while rows change; amounts get the room of their total. */
function Widths({ columns, totals }: WidthsProps) {
  const paid = totals === null ? "" : longer(plain(totals.payout), plain(totals.baseline));
  const wanted: Partial<Record<Column, number>> = {
    revenue: amountWidth(totals === null ? "" : plain(totals.revenue, "whole"), 14),
    baseline: amountWidth(paid, 14),
    payout: amountWidth(paid, 14),
    change: amountWidth(paid, 14) + GLYPH,
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

/** Room for the words of a heading with the glyph of its order. */
const LEAST = 84;

function longer(a: string, b: string): string {
  return a.length > b.length ? a : b;
}
