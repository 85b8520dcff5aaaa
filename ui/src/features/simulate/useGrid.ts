import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type Cell, move, within } from "../../components/gridKeys.ts";
import type { Partners } from "./partners.ts";

/** Height of a row, and of heading and totals, which stay in view over the rows. */
const ROW = 26;
const HEAD = 29;
const FOOT = 29;

/** A row to draw, or the empty space of rows that are out of view. */
export type Line = { key: string; index: number } | { key: string; gap: number };

export interface Grid {
  /** The one cell that Tab reaches. */
  held: Cell;
  hold: (cell: Cell) => void;
  /** Moves the focus if the key is one of a grid's; says whether it was. */
  moves: (event: KeyboardEvent) => boolean;
  lines: Line[];
}

/** The rows in view, and a focus that survives scrolling and new rows. */
export function useGrid(
  scroller: RefObject<HTMLDivElement | null>,
  partners: Partners,
  columns: number,
): Grid {
  const { groups, show } = partners;
  const lines = partners.totalRows + groups.length;
  const [active, hold] = useState<Cell>({ row: 0, column: 0 });
  const follow = useRef(false);
  const held = within(active, { rows: lines, columns, page: 1 });

  const virtual = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: FOOT,
    // The focused row stays in the document however far somebody scrolls, and the tab stop with it.
    rangeExtractor: (range) => withRow(defaultRangeExtractor(range), held.row),
  });
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  // Headings stand before the rows of their groups, so a line is never a later row than its number.
  const [firstRow, lastRow] = [Math.max(0, first - groups.length), last];
  useEffect(() => show(firstRow, lastRow), [show, firstRow, lastRow]);
  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-cell="${held.row} ${held.column}"]`)?.focus();
  });

  const moves = (event: KeyboardEvent) => {
    const page = Math.max(1, last - first - 2);
    const to = move(held, event, { rows: lines, columns, page });
    if (to === null) return false;
    event.preventDefault();
    follow.current = true;
    if (to.row >= 0) virtual.scrollToIndex(to.row);
    hold(to);
    return true;
  };
  return { held, hold, moves, lines: spaced(virtual.getVirtualItems(), virtual.getTotalSize()) };
}

function withRow(rows: number[], row: number): number[] {
  if (row < 0 || rows.includes(row)) return rows;
  return [...rows, row].sort((a, b) => a - b);
}

/** The rows with the empty space between and around them, so that the scroll bar tells the truth. */
function spaced(items: VirtualItem[], total: number): Line[] {
  const lines: Line[] = [];
  let filled = 0;
  for (const { index, start, end } of items) {
    const from = start - HEAD;
    if (from > filled) lines.push({ key: `gap before ${index}`, gap: from - filled });
    lines.push({ key: String(index), index });
    filled = end - HEAD;
  }
  if (total > filled) lines.push({ key: "gap at end", gap: total - filled });
  return lines;
}
