import { useEffect, useRef, useState } from "react";
import { categories } from "../../charts/category.ts";
import { Reader } from "../../charts/Reader.tsx";
import { useWidth } from "../../components/useWidth.ts";
import { cut } from "../../components/words.ts";
import type { Curve, CurveLine, CurveThreshold } from "../../host/index.ts";
import { amount } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { inUnit, inWords, stored } from "./curve.ts";
import { useEditor } from "./editor.ts";

/** The chart in CSS pixels: as wide as there is room, so that its words keep their size. */
const WIDTH = 620;
const LEAST = 320;
const HEIGHT = 200;
const LEFT = 56;
const RIGHT = 84;
const TOP = 14;
const BOTTOM = 22;
/** As many letters of a line's name stand at its end. */
const NAME_LETTERS = 12;

/** Where a fraction of the face lies across a chart of some width, and up any. */
const across = (width: number) => (x: number) => LEFT + x * (width - LEFT - RIGHT);
type Across = ReturnType<typeof across>;
const py = (y: number) => HEIGHT - BOTTOM - y * (HEIGHT - TOP - BOTTOM);

export interface CurveFaceProps {
  curve: Curve;
  /** Hears what stands at the place that is read. */
  onRead: (words: string | null) => void;
  /** A threshold is being moved. */
  onHold: () => void;
}

/** The drawn curve, to be read along its width, with thresholds to move. */
export function CurveFace({ curve, onRead, onHold }: CurveFaceProps) {
  const [face, width] = useWidth<HTMLDivElement>(WIDTH, LEAST);
  const px = across(width);
  const colours = categories(curve.lines.map((line) => line.name));
  return (
    <div ref={face} className="curve-face">
      <svg width={width} height={HEIGHT} role="img" aria-label={inWords(curve)}>
        {curve.axis.ticks.map((tick) => (
          <g key={tick.amount}>
            <line className="curve-grid" x1={LEFT} x2={width - RIGHT} y1={py(tick.at)} y2={py(tick.at)} />
            <text className="curve-tick" x={LEFT - 6} y={py(tick.at) + 4} textAnchor="end">
              {amount(tick.amount, curve.currency, "tick")}
            </text>
          </g>
        ))}
        {curve.places.map((tick) => (
          <text key={tick.amount} className="curve-tick" x={px(tick.at)} y={HEIGHT - 6} textAnchor="middle">
            {inUnit(curve, tick.amount, true)}
          </text>
        ))}
        {curve.thresholds.map((threshold) => (
          <line
            key={threshold.place}
            className="curve-threshold"
            x1={px(threshold.x)}
            x2={px(threshold.x)}
            y1={TOP}
            y2={HEIGHT - BOTTOM}
          />
        ))}
        {curve.lines.map((line) => (
          <LineOf key={line.name} line={line} px={px} category={colours.get(line.name)} />
        ))}
        {largestJump(curve) !== null && <JumpLabel curve={curve} px={px} />}
        <Names curve={curve} colours={colours} end={width - RIGHT} />
      </svg>
      <div className="curve-read">
        <Reader label={t`Pay curve`} stops={stopsOf(curve)} onRead={onRead} />
      </div>
      <div className="curve-handles" aria-hidden={curve.thresholds.length === 0}>
        {curve.thresholds
          .filter((threshold) => threshold.x > 0)
          .map((threshold, at) => (
            <Handle
              key={threshold.place}
              curve={curve}
              threshold={threshold}
              label={t`Threshold ${at + 1}`}
              words={inUnit(curve, threshold.value)}
              onHold={onHold}
            />
          ))}
      </div>
    </div>
  );
}

interface LineOfProps {
  line: CurveLine;
  px: Across;
  category: string | undefined;
}

function LineOf({ line, px, category }: LineOfProps) {
  const path = line.points.map(
    (point, at) => `${at === 0 ? "M" : "L"}${px(point.x).toFixed(2)} ${py(point.y).toFixed(2)}`,
  );
  return (
    <g data-category={category}>
      <path className="curve-line" d={path.join("")} />
      {line.jumps.map((jump) => (
        <line
          key={jump.at}
          className="curve-jump"
          x1={px(jump.x)}
          x2={px(jump.x)}
          y1={py(jump.from)}
          y2={py(jump.to)}
        />
      ))}
    </g>
  );
}

function largestJump(curve: Curve) {
  const all = curve.lines.flatMap((line) => line.jumps);
  return all.reduce<(typeof all)[number] | null>(
    (most, jump) =>
      most === null || Math.abs(jump.to - jump.from) > Math.abs(most.to - most.from) ? jump : most,
    null,
  );
}

/** What the curve says at each of its places, line by line. */
function stopsOf(curve: Curve) {
  return (curve.lines[0]?.points ?? []).map(({ at, x }, index) => {
    const here = curve.lines.map((line) => ({ name: line.name, point: line.points[index] }));
    const pays = here.map(({ name, point }) =>
      t`${name} pays ${amount(point?.pays ?? "0", curve.currency)}`.trim(),
    );
    return {
      at: x,
      marks: here.map(({ point }) => point?.y ?? 0),
      words: t`At ${inUnit(curve, at)}: ${pays.join(", ")}`,
    };
  });
}

/** The largest jump with its money. */
function JumpLabel({ curve, px }: { curve: Curve; px: Across }) {
  const jump = largestJump(curve);
  if (jump === null) return null;
  const up = jump.to > jump.from;
  return (
    <text
      className="curve-jump-label"
      x={px(jump.x) - 5}
      y={py(Math.max(jump.from, jump.to)) + (up ? -3 : 12)}
      textAnchor="end"
    >
      {up ? "+" : "\u2212"}
      {amount(jump.amount.replace("-", ""), curve.currency, "whole")}
    </text>
  );
}

interface NamesProps {
  curve: Curve;
  colours: Map<string, string>;
  /** Where the lines end. */
  end: number;
}

/** Names at the right ends of the lines, moved apart where they would touch. */
function Names({ curve, colours, end }: NamesProps) {
  const ends = curve.lines
    .filter((line) => line.name !== "")
    .map((line) => ({ name: line.name, y: py(line.points.at(-1)?.y ?? 0) }))
    .sort((one, other) => one.y - other.y);
  let below = TOP - 12;
  return ends.map(({ name, y }) => {
    below = Math.max(y, below + 12);
    return (
      <text key={name} className="curve-name" data-category={colours.get(name)} x={end + 6} y={below + 4}>
        <title>{name}</title>
        {cut(name, NAME_LETTERS)}
      </text>
    );
  });
}

interface HandleProps {
  curve: Curve;
  threshold: CurveThreshold;
  label: string;
  words: string;
  onHold: () => void;
}

/** One threshold to drag along the bottom, or to move by arrow keys; it settles when it is let go. */
function Handle({ curve, threshold, label, words, onHold }: HandleProps) {
  const { preview, edit } = useEditor();
  const range = useRef<HTMLInputElement>(null);
  // Where the handle is held, until the document has it: the curve itself arrives a moment later.
  const [held, setHeld] = useState<string | null>(null);
  const settled = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { place } = threshold;
  useEffect(() => {
    const input = range.current;
    if (input === null) return;
    const settle = () => {
      clearTimeout(settled.current);
      const value = stored(curve, input.value);
      settled.current = setTimeout(
        () => void edit([{ do: "set", place, value }]).then(() => setHeld(null)),
        400,
      );
    };
    input.addEventListener("change", settle);
    return () => input.removeEventListener("change", settle);
  }, [curve, edit, place]);
  return (
    <input
      ref={range}
      type="range"
      className="curve-handle"
      aria-label={label}
      aria-valuetext={words}
      min={curve.least}
      max={curve.most}
      step={curve.step}
      value={held ?? threshold.value}
      onChange={(event) => {
        onHold();
        setHeld(event.currentTarget.value);
        preview(place, stored(curve, event.currentTarget.value));
      }}
    />
  );
}
