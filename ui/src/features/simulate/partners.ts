import { useCallback, useLayoutEffect, useRef, useState } from "react";
import type {
  Column,
  Dimension,
  Partner,
  PartnerGroup,
  PartnerPage,
  Partners as Question,
  Sort,
  Within,
} from "../../host/index.ts";
import { t } from "../../text/text.ts";

/** Rows asked for at once; a screen holds about thirty. */
export const PAGE = 100;

export interface Heading {
  id: Column;
  label: string;
  number?: boolean;
  /** Figures are first wanted highest first. */
  descendingFirst?: boolean;
}

/** What the figures beside a partner are: its payout and the change of it, or all that is spent on it. */
export type Columns = "payout" | "economics";

/** How much room the table has. */
export type Room = "tight" | "roomy" | "full" | "ample";

/** Letters of a total, past which columns of amounts take the room of type and region as well. */
const WIDE = 13;

/** The columns there is room for beside amounts like the longest: type and region give way first. */
export function columnsFor(room: Room, shown: Columns, longest: string): readonly Heading[] {
  if (shown === "economics") return ECONOMICS;
  const left: Record<Room, readonly Column[]> = {
    ample: [],
    full: [],
    roomy: ["kind"],
    tight: ["kind", "region"],
  };
  const now = room !== "ample" && longest.length > WIDE ? "tight" : room;
  return COLUMNS.filter((column) => !left[now].includes(column.id));
}

/** The columns in their order; `id` is the name Rust sorts by. */
export const COLUMNS: readonly Heading[] = [
  { id: "name", label: t`Partner` },
  { id: "kind", label: t`Type` },
  { id: "region", label: t`Region` },
  { id: "tier", label: t`Tier`, descendingFirst: true },
  { id: "revenue", label: t`Revenue`, number: true, descendingFirst: true },
  { id: "baseline", label: t`Baseline`, number: true, descendingFirst: true },
  { id: "payout", label: t`Payout`, number: true, descendingFirst: true },
  { id: "change", label: t`Change`, number: true, descendingFirst: true },
  { id: "rate", label: t`Rate`, number: true, descendingFirst: true },
];

/** All that is spent on a partner, by kind of reward, and its sum. */
export const ECONOMICS: readonly Heading[] = [
  { id: "name", label: t`Partner` },
  { id: "revenue", label: t`Revenue`, number: true, descendingFirst: true },
  { id: "front_end", label: t`Front-end`, number: true, descendingFirst: true },
  { id: "back_end", label: t`Back-end`, number: true, descendingFirst: true },
  { id: "co_sell", label: t`Co-sell`, number: true, descendingFirst: true },
  { id: "mdf", label: t`MDF`, number: true, descendingFirst: true },
  { id: "benefits", label: t`Benefits`, number: true, descendingFirst: true },
  { id: "whole", label: t`Total`, number: true, descendingFirst: true },
  { id: "share", label: t`Share`, number: true, descendingFirst: true },
];

/** The order where other columns are shown: that of a column that is not among them gives way. */
export function sortAmong(columns: readonly Heading[], sort: Sort): Sort {
  if (columns.some((column) => column.id === sort.by)) return sort;
  return { by: columns.some((column) => column.id === "whole") ? "whole" : "payout", descending: true };
}

/** The order after a heading was chosen: the other way round, or that column's natural first order. */
export function resort(now: Sort, by: Column): Sort {
  if (now.by === by) return { by, descending: !now.descending };
  const heading = [...COLUMNS, ...ECONOMICS].find((column) => column.id === by);
  return { by, descending: heading?.descendingFirst ?? false };
}

/** Which page starts hold the rows from `first` to `last`. */
export function pagesOf(first: number, last: number): number[] {
  const starts = [];
  for (let at = Math.floor(Math.max(0, first) / PAGE) * PAGE; at <= last; at += PAGE) starts.push(at);
  return starts;
}

/** Asks Rust for a page; newer questions of a lane replace older ones. */
export type AskPartners = (lane: string, question: Question, done: (page: PartnerPage) => void) => void;

/** How partners are put together: beside others of their group, and one group only. */
export interface Grouping {
  group: Dimension | null;
  within: (Within & { name: string }) | null;
}

export interface Partners {
  rows: Map<number, Partner>;
  totalRows: number;
  /** Groups in their order; none where rows are not grouped. */
  groups: PartnerGroup[];
  totals: PartnerPage["totals"] | null;
  /** Says which rows are on screen, so that their pages are fetched. */
  show: (first: number, last: number) => void;
}

export type Listing = Required<
  Pick<Question, "changes" | "sort" | "filter" | "group" | "within" | "economics">
>;

/** A line of the grid: a partner by its row, or the heading of a group. */
export type GridLine = { row: number } | { group: PartnerGroup };

/** What stands at a line of the grid, headings of groups counted in. */
export function lineAt(groups: readonly PartnerGroup[], at: number): GridLine {
  let before = 0;
  for (const group of groups) {
    if (group.first + before === at) return { group };
    if (group.first + before > at) break;
    before += 1;
  }
  return { row: at - before };
}

/**
 * The listed partners, fetched as they come into view. `listing` is asked anew whenever it is another
 * object; rows of the one before stay until the first page of the new one arrives.
 */
export function usePartners(ask: AskPartners, listing: Listing): Partners {
  const [held, setHeld] = useState<{ of: Listing | null; pages: Map<number, PartnerPage> }>({
    of: null,
    pages: new Map(),
  });
  const [range, setRange] = useState({ first: 0, last: 0 });
  const asked = useRef<{ of: Listing; starts: Set<number> }>({ of: listing, starts: new Set() });

  // Before the next frame, so that the rows are those of the totals beside them.
  useLayoutEffect(() => {
    if (asked.current.of !== listing) asked.current = { of: listing, starts: new Set() };
    for (const offset of pagesOf(range.first, range.last)) {
      if (asked.current.starts.has(offset)) continue;
      asked.current.starts.add(offset);
      ask(`partners ${offset}`, { ...listing, offset, limit: PAGE }, (page) =>
        setHeld((before) => {
          const pages = before.of === listing ? new Map(before.pages) : new Map<number, PartnerPage>();
          return { of: listing, pages: pages.set(offset, page) };
        }),
      );
    }
  }, [ask, listing, range]);

  const show = useCallback((first: number, last: number) => {
    setRange((now) => (now.first === first && now.last === last ? now : { first, last }));
  }, []);

  const rows = new Map<number, Partner>();
  for (const [offset, page] of held.pages) {
    for (const [at, row] of page.rows.entries()) rows.set(offset + at, row);
  }
  const newest = [...held.pages.values()].at(-1);
  return {
    rows,
    totalRows: newest?.total_rows ?? 0,
    groups: newest?.groups ?? [],
    totals: newest?.totals ?? null,
    show,
  };
}
