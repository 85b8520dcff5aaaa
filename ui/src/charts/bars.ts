/** One part of a stack; its size is a fraction of the plot's height, below zero hanging down. */
export interface Part {
  series: string;
  size: number;
}

/** A stacked bar and the grey bar of its baseline beside it, with the same unit of size. */
export interface Group {
  id: string;
  parts: Part[];
  baseline: number;
}

/** The scale: where zero and the ticks lie between 0 at the bottom and 1 at the top. */
export interface Scale {
  zero: number;
  ticks: { at: number; label: string }[];
}

export interface Box {
  x: number;
  width: number;
  y: number;
  height: number;
}

export interface GroupLayout {
  id: string;
  blocks: ({ series: string } & Box)[];
  baseline: Box;
  /** The highest point of the stack and its middle, where the total is written. */
  top: { x: number; y: number };
  /** The middle of stack and baseline together, where the label goes. */
  middle: number;
}

export interface BarsLayout {
  zero: number;
  plot: { left: number; right: number; top: number; bottom: number };
  ticks: { y: number; label: string; zero: boolean }[];
  groups: GroupLayout[];
  /** A name beside the last stack: where it stands, and the height of the part it names. */
  names: { series: string; x: number; y: number; from: number }[];
}

/** The drawing's size and the room kept around the plot. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const GAP = 1;
const STACK_WIDTH = 40;
const BASELINE_WIDTH = 12;
const BASELINE_GAP = 4;
const NAME_HEIGHT = 15;

/** Places every mark of the chart. Sizes come ready from Rust; only the page's units are added here. */
export function layOut(groups: Group[], scale: Scale, frame: Frame): BarsLayout {
  const plot = {
    left: frame.left,
    right: frame.width - frame.right,
    top: frame.top,
    bottom: frame.height - frame.bottom,
  };
  const y = (at: number) => plot.bottom - at * (plot.bottom - plot.top);
  const step = (plot.right - plot.left) / Math.max(1, groups.length);
  const placed = groups.map((group, at) => placeGroup(group, scale.zero, y, plot.left + at * step, step));
  return {
    zero: y(scale.zero),
    plot,
    ticks: scale.ticks.map(({ at, label }) => ({ y: y(at), label, zero: at === scale.zero })),
    groups: placed,
    names: placeNames(placed.at(-1), plot.bottom),
  };
}

function placeGroup(
  group: Group,
  zero: number,
  y: (at: number) => number,
  left: number,
  step: number,
): GroupLayout {
  const width = Math.min(STACK_WIDTH, step * 0.44);
  const beside = Math.min(BASELINE_WIDTH, step * 0.14);
  const whole = beside + BASELINE_GAP + width;
  const start = left + (step - whole) / 2;
  const x = start + beside + BASELINE_GAP;
  const { blocks, top } = stack(group.parts, zero, y);
  return {
    id: group.id,
    blocks: blocks.map((block) => ({ ...block, x, width })),
    baseline: { x: start, width: beside, ...span(zero, zero + group.baseline, y) },
    top: { x: x + width / 2, y: y(top) },
    middle: start + whole / 2,
  };
}

function stack(parts: Part[], zero: number, y: (at: number) => number) {
  let up = zero;
  let down = zero;
  const blocks = parts.map(({ series, size }) => {
    const from = size < 0 ? down : up;
    if (size < 0) down += size;
    else up += size;
    const { y: high, height } = span(from, from + size, y);
    // The part above leaves a gap at its lower edge, so the stack's top stays true.
    return { series, y: high, height: Math.max(0, height - (from === zero ? 0 : GAP)) };
  });
  return { blocks, top: up };
}

function span(from: number, to: number, y: (at: number) => number): { y: number; height: number } {
  return { y: Math.min(y(from), y(to)), height: Math.abs(y(from) - y(to)) };
}

/** Names beside the last stack, pushed apart until none covers another, in the order of the stack. */
function placeNames(last: GroupLayout | undefined, floor: number): BarsLayout["names"] {
  if (last === undefined) return [];
  const names = last.blocks
    .map(({ series, x, width, y, height }) => ({
      series,
      x: x + width + 8,
      from: y + height / 2,
      y: y + height / 2,
    }))
    .sort((a, b) => a.from - b.from);
  let above = Number.NEGATIVE_INFINITY;
  for (const name of names) {
    name.y = Math.max(name.y, above + NAME_HEIGHT);
    above = name.y;
  }
  let below = floor + NAME_HEIGHT;
  for (const name of names.toReversed()) {
    name.y = Math.min(name.y, below - NAME_HEIGHT);
    below = name.y;
  }
  return names;
}

/** The one mark that holds the focus: a stack and a part of it, counted from the bottom. */
export interface Mark {
  group: number;
  part: number;
}

const STEPS: Record<string, [group: number, part: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  Home: [Number.NEGATIVE_INFINITY, 0],
  End: [Number.POSITIVE_INFINITY, 0],
};

/** Where an arrow key moves the focus among marks, or null for other keys. */
export function moveMark(
  from: Mark,
  key: string,
  groups: readonly { parts: readonly unknown[] }[],
): Mark | null {
  const by = STEPS[key];
  if (by === undefined || groups.length === 0) return null;
  const group = nearest(from.group + by[0], groups.length);
  return { group, part: nearest(from.part + by[1], groups[group]?.parts.length ?? 0) };
}

function nearest(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}
