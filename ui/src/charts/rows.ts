import type { Mark, Part, Scale } from "./bars.ts";

/** Where one part of a row lies, in percent of the width of all bars. */
export interface RowPart {
  series: string;
  start: number;
  width: number;
}

/** Places the parts of a row one after the other from zero; those below zero go the other way. */
export function placeRow(parts: readonly Part[], { zero }: Scale): RowPart[] {
  let up = zero;
  let down = zero;
  return parts
    .filter((part) => part.size !== 0)
    .map(({ series, size }) => {
      const from = size < 0 ? down : up;
      const to = from + size;
      if (size < 0) down = to;
      else up = to;
      return { series, start: Math.min(from, to) * 100, width: Math.abs(size) * 100 };
    });
}

/** A bar from zero, in percent of the width of all bars. */
export function placeBaseline(size: number, { zero }: Scale): { start: number; width: number } {
  return { start: Math.min(zero, zero + size) * 100, width: Math.abs(size) * 100 };
}

const STEPS: Record<string, [row: number, part: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [Number.NEGATIVE_INFINITY, 0],
  End: [Number.POSITIVE_INFINITY, 0],
};

/** Where an arrow key moves the focus among the parts of rows, or null for other keys. */
export function moveInRows(from: Mark, key: string, rows: readonly (readonly unknown[])[]): Mark | null {
  const by = STEPS[key];
  const wanted = rows.map((row, at) => ({ at, parts: row.length })).filter((row) => row.parts > 0);
  if (by === undefined || wanted.length === 0) return null;
  const here = wanted.findIndex((row) => row.at >= from.group);
  const to = wanted[nearest((here < 0 ? wanted.length - 1 : here) + by[0], wanted.length)];
  if (to === undefined) return null;
  return { group: to.at, part: nearest(from.part + by[1], to.parts) };
}

function nearest(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}
