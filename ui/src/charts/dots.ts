/** Geometry of a plot of dots: positions from 0 to 1 become places in a drawing, labels keep apart. */

export interface DotAt {
  id: string;
  /** From 0 at the left to 1 at the right. */
  x: number;
  /** From 0 at the bottom to 1 at the top. */
  y: number;
  labelled: boolean;
  label: string;
}

export interface TickAt {
  at: number;
  label: string;
}

export interface DotFrame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface PlacedDot {
  id: string;
  cx: number;
  cy: number;
}

export interface PlacedLabel {
  id: string;
  x: number;
  y: number;
  anchor: "start" | "end";
  text: string;
}

/** A line of labels is this high, and a letter about this wide, in units of the drawing. */
const LINE = 13;
const LETTER = 5.9;
/** From a dot's middle to its label. */
const GAP = 8;

/** Where the dots lie. */
export function placeDots(dots: readonly DotAt[], frame: DotFrame): PlacedDot[] {
  return dots.map(({ id, x, y }) => ({ id, cx: across(x, frame), cy: upward(y, frame) }));
}

export function across(x: number, { width, left, right }: DotFrame): number {
  return left + x * Math.max(0, width - left - right);
}

export function upward(y: number, { height, top, bottom }: DotFrame): number {
  return height - bottom - y * Math.max(0, height - top - bottom);
}

/**
 * Labels beside their dots, on the side with more room; where two would lie on each other the lower one
 * moves down. A label for which no room is left is left out: its dot still says its name.
 */
export function placeLabels(dots: readonly DotAt[], frame: DotFrame): PlacedLabel[] {
  const placed: (PlacedLabel & { from: number; to: number })[] = [];
  const labelled = dots.filter((dot) => dot.labelled).sort((a, b) => b.y - a.y || a.x - b.x);
  for (const dot of labelled) {
    const cx = across(dot.x, frame);
    const wide = dot.label.length * LETTER;
    const anchor = cx + GAP + wide <= frame.width ? "start" : "end";
    const x = anchor === "start" ? cx + GAP : cx - GAP;
    const [from, to] = anchor === "start" ? [x, x + wide] : [x - wide, x];
    let y = upward(dot.y, frame) + 4;
    for (const other of placed) {
      const meets = from < other.to && to > other.from;
      if (meets && y < other.y + LINE) y = Math.max(y, other.y + LINE);
    }
    if (y > frame.height - frame.bottom + 4 || from < 0) continue;
    placed.push({ id: dot.id, x, y, anchor, text: dot.label, from, to });
  }
  return placed.map(({ id, x, y, anchor, text }) => ({ id, x, y, anchor, text }));
}

/** The dot a key moves to, in the order of the list: from the least change to the greatest. */
export function moveDot(from: number, key: string, count: number): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return Math.min(count - 1, from + 1);
    case "ArrowLeft":
    case "ArrowUp":
      return Math.max(0, from - 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** Which of some places along a drawing lies nearest to a point of it; the first where none is nearer. */
export function nearest(places: readonly { at: number }[], point: number): number {
  const far = (index: number) => Math.abs((places[index]?.at ?? 0) - point);
  return places.reduce((best, _, index) => (far(index) < far(best) ? index : best), 0);
}
