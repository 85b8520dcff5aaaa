import { type KeyboardEvent, useState } from "react";
import { useWidth } from "../components/useWidth.ts";
import { across, type DotAt, type DotFrame, moveDot, placeDots, placeLabels, upward } from "./dots.ts";
import "./dots.css";

export interface PlottedDot extends DotAt {
  way: "up" | "down" | "none";
  /** What is spoken and shown on hover. */
  words: string;
}

interface Axis {
  label: string;
  zero: number;
  ticks: readonly { at: number; label: string }[];
}

export interface DotPlotProps {
  /** What the plot shows, in a sentence or two, for those who cannot see it. */
  description: string;
  /** In the order in which they are drawn, the last on top. */
  dots: readonly PlottedDot[];
  across: Axis;
  up: Axis;
  height: number;
  /** The dot that is explained. */
  chosen: string | null;
  onRead: (words: string | null) => void;
  onExplain: (id: string) => void;
}

const EXPLAINS = ["Enter", "e", "E", "F2", " "];

/** Something for each of many: one tab stop, arrow keys move from dot to dot, E or Enter explains one. */
export function DotPlot(props: DotPlotProps) {
  const { dots, height } = props;
  const [box, width] = useWidth<HTMLDivElement>(480, 200);
  const [active, setActive] = useState(0);
  const frame: DotFrame = { width, height, left: 58, right: 12, top: 12, bottom: 40 };
  const placed = placeDots(dots, frame);
  // Keys begin at what lies on top: the greatest change.
  const order = dots.map((_, at) => dots.length - 1 - at);

  const pressed = (event: KeyboardEvent) => {
    const dot = dots[order[active] ?? 0];
    if (EXPLAINS.includes(event.key) && !event.ctrlKey && !event.metaKey && dot) {
      event.preventDefault();
      props.onExplain(dot.id);
      return;
    }
    const to = moveDot(active, event.key, dots.length);
    if (to === null) return;
    event.preventDefault();
    setActive(to);
    box.current?.querySelector<SVGElement>(`[data-dot="${order[to]}"]`)?.focus();
  };
  return (
    <div ref={box} className="dots">
      <svg width={width} height={height} role="group" aria-label={props.description} onKeyDown={pressed}>
        <Scales across={props.across} up={props.up} frame={frame} />
        {placed.map(({ id, cx, cy }, at) => {
          const dot = dots[at];
          if (dot === undefined) return null;
          return (
            <circle
              key={id}
              role="button"
              className="dots-dot"
              data-dot={at}
              data-way={dot.way}
              data-chosen={id === props.chosen || undefined}
              cx={cx}
              cy={cy}
              r={dot.way === "none" ? 3 : 4}
              aria-label={dot.words}
              tabIndex={order[active] === at ? 0 : -1}
              onFocus={() => {
                setActive(order.indexOf(at));
                props.onRead(dot.words);
              }}
              onBlur={() => props.onRead(null)}
              onPointerEnter={() => props.onRead(dot.words)}
              onPointerLeave={() => props.onRead(null)}
              onClick={() => props.onExplain(id)}
            />
          );
        })}
        <g className="dots-names" aria-hidden="true">
          {placeLabels(dots, frame).map(({ id, x, y, anchor, text }) => (
            <text key={id} x={x} y={y} textAnchor={anchor}>
              {text}
            </text>
          ))}
        </g>
      </svg>
    </div>
  );
}

function Scales({ across: below, up, frame }: { across: Axis; up: Axis; frame: DotFrame }) {
  const floor = frame.height - frame.bottom;
  const zero = upward(up.zero, frame);
  const ticks = thinned(below.ticks, frame);
  return (
    <g className="dots-scale" aria-hidden="true">
      {up.ticks.map((tick) => {
        const y = upward(tick.at, frame);
        return (
          <g key={tick.at}>
            <line
              x1={frame.left}
              x2={frame.width - frame.right}
              y1={y}
              y2={y}
              data-zero={Math.abs(y - zero) < 0.5 || undefined}
            />
            <text x={frame.left - 8} y={y + 4} textAnchor="end">
              {tick.label}
            </text>
          </g>
        );
      })}
      {ticks.map((tick, at) => (
        <text
          key={tick.at}
          x={across(tick.at, frame)}
          y={floor + 16}
          textAnchor={at === ticks.length - 1 ? "end" : "middle"}
        >
          {tick.label}
        </text>
      ))}
      <text x={frame.width - frame.right} y={floor + 32} textAnchor="end">
        {below.label}
      </text>
    </g>
  );
}

/** Every other tick where their words would touch. */
function thinned(ticks: Axis["ticks"], frame: DotFrame): Axis["ticks"] {
  const room = (frame.width - frame.left - frame.right) / Math.max(1, ticks.length - 1);
  return room >= 48 ? ticks : ticks.filter((_, at) => at % 2 === 0);
}
