import { useEffect, useId, useRef, useState } from "react";
import { categories } from "../../charts/category.ts";
import { Reader } from "../../charts/Reader.tsx";
import { useTyping } from "../../components/useTyping.ts";
import { useWidth } from "../../components/useWidth.ts";
import { cut } from "../../components/words.ts";
import type { Curve, CurveLine, CurveThreshold } from "../../host/index.ts";
import { amount, plain, rateAsTyped } from "../../money/format.ts";
import { parseDecimal } from "../../money/parse.ts";
import { useEditor } from "./editor.ts";
import { NumberField } from "./fields/NumberField.tsx";
import "./curve.css";

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

export interface PayCurveProps {
  incentive: string;
  /** The changes that are tried at the moment. */
  moved: Record<string, string>;
}

/** What a rule pays against its measure, with thresholds to move by hand. */
export function PayCurve({ incentive, moved }: PayCurveProps) {
  const editor = useEditor();
  const [curve, setCurve] = useState<Curve | null>(null);
  const [refused, setRefused] = useState("");
  const [asTable, setAsTable] = useState(false);
  const [example, setExample] = useState<string | null>(null);
  const [read, setRead] = useState<string | null>(null);
  const [face, width] = useWidth<HTMLElement>(WIDTH, LEAST);
  const px = across(width);
  const until = useRef<string | null>(null);
  const title = useId();
  const { ask, document } = editor;
  const trying = Object.entries(moved);
  const dragging = trying.some(([place]) => place.startsWith(`/incentives/${incentive}/schedule/bands/`));
  if (!dragging) until.current = null;
  const changes = JSON.stringify(trying.map(([place, value]) => ({ place, value })));
  // The curve follows the document and what is tried; while a threshold is dragged its width stays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new document is a new curve
  useEffect(() => {
    ask(
      "curve",
      "curve",
      { incentive, changes: JSON.parse(changes), example, until: until.current },
      (answer) => {
        setCurve(answer);
        setRefused("");
      },
      (failure) => setRefused(failure.sentence),
    );
  }, [ask, incentive, changes, example, document]);
  if (refused !== "" || curve === null)
    return refused === "" ? null : <p className="caption curve">{refused}</p>;
  const along = (text: string) => inUnit(curve, text);
  const colours = categories(curve.lines.map((line) => line.name));
  const hold = () => {
    until.current = curve.until;
  };
  return (
    <figure ref={face} className="curve" aria-labelledby={title}>
      <figcaption>
        <h3 id={title}>{curve.finding}</h3>
        <button type="button" className="link-button" onClick={() => setAsTable(!asTable)}>
          {asTable ? "Show as chart" : "Show as table"}
        </button>
      </figcaption>
      <p className="caption">
        {curve.currency} paid against {curve.along.toLowerCase()}, before limits on payouts and rounding
        {curve.example !== null && `, with a ${curve.example.name.toLowerCase()} of `}
        {curve.example !== null && (
          <ExampleField value={curve.example.value} label={curve.example.name} onKeep={setExample} />
        )}
      </p>
      {asTable ? (
        <CurveTable curve={curve} />
      ) : (
        <div className="curve-face">
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
              <text
                key={tick.amount}
                className="curve-tick"
                x={px(tick.at)}
                y={HEIGHT - 6}
                textAnchor="middle"
              >
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
            <Reader label="Pay curve" stops={stopsOf(curve)} onRead={setRead} />
          </div>
          <div className="curve-handles" aria-hidden={curve.thresholds.length === 0}>
            {curve.thresholds
              .filter((threshold) => threshold.x > 0)
              .map((threshold, at) => (
                <Handle
                  key={threshold.place}
                  curve={curve}
                  threshold={threshold}
                  label={`Threshold ${at + 1}`}
                  words={along(threshold.value)}
                  onHold={hold}
                />
              ))}
          </div>
        </div>
      )}
      {!asTable && (
        <p className="caption">{read ?? "Point at the curve, or walk along it by arrow keys, to read it"}</p>
      )}
      {curve.thresholds.length > 0 && !asTable && (
        <p className="curve-fields">
          {curve.thresholds.map((threshold, at) => (
            <span key={threshold.place} className="curve-field">
              <span className="caption">Band {at + 1} from</span>
              <NumberField
                place={threshold.place}
                kind={curve.unit === "percent" ? "percent" : "quantity"}
                value={stored(curve, threshold.value)}
                label={`Band ${at + 1} from`}
              />
            </span>
          ))}
        </p>
      )}
      {curve.limits.map((limit) => (
        <p key={limit} className="caption">
          {limit}
        </p>
      ))}
    </figure>
  );
}

/** A threshold as it stands in the program. */
function stored(curve: Curve, value: string): string {
  return curve.unit === "money" ? `${value} ${curve.currency}` : value;
}

function inUnit(curve: Curve, text: string, short = false): string {
  if (curve.unit === "percent") return rateAsTyped(text);
  if (curve.unit === "money") return amount(text, curve.currency, short ? "tick" : "whole");
  return plain(text, "whole");
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
      `${name} pays ${amount(point?.pays ?? "0", curve.currency)}`.trim(),
    );
    return {
      at: x,
      marks: here.map(({ point }) => point?.y ?? 0),
      words: `At ${inUnit(curve, at)}: ${pays.join(", ")}`,
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

function ExampleField({
  value,
  label,
  onKeep,
}: {
  value: string;
  label: string;
  onKeep: (value: string) => void;
}) {
  const { field } = useTyping({
    words: plain(value, "whole"),
    read: (text) => {
      const read = parseDecimal(text);
      return read?.startsWith("-") ? null : read;
    },
    keep: onKeep,
  });
  return <input className="field curve-example" aria-label={label} inputMode="decimal" {...field} />;
}

function CurveTable({ curve }: { curve: Curve }) {
  const places = curve.lines[0]?.points ?? [];
  return (
    <table className="figures curve-table">
      <thead>
        <tr>
          <th scope="col" className="number">
            {curve.along}
          </th>
          {curve.lines.map((line) => (
            <th key={line.name} scope="col" className="number">
              {line.name === "" ? "Pays" : line.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.map((point, at) => (
          <tr key={point.at}>
            <th scope="row" className="number">
              {curve.unit === "percent" ? rateAsTyped(point.at) : plain(point.at)}
            </th>
            {curve.lines.map((line) => (
              <td key={line.name} className="number">
                {plain(line.points[at]?.pays ?? "")}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The curve in two sentences. */
function inWords(curve: Curve): string {
  const ends = curve.lines.map((line) => {
    const last = line.points.at(-1);
    return `${line.name === "" ? "It" : line.name} pays ${amount(last?.pays ?? "0", curve.currency, "whole")}`;
  });
  return `${curve.finding}. At ${inUnit(curve, curve.most)}: ${ends.join(", ")}.`;
}
