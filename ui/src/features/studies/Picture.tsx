import { useState } from "react";
import { useWidth } from "../../components/useWidth.ts";
import type { Axis, StudyPicture } from "../../host/index.ts";
import { plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";

/** The picture of a study. What it shows also stands in a table below it. */
export function Picture({ picture, title }: { picture: StudyPicture; title: string }) {
  const [box, width] = useWidth<HTMLElement>(720, 320);
  const [read, setRead] = useState<string | null>(null);
  const drawing = { width, title, onRead: setRead };
  return (
    <figure className="study-picture" ref={box}>
      {picture.kind === "curve" && <Curve {...drawing} picture={picture} />}
      {picture.kind === "swings" && <Swings {...drawing} picture={picture} />}
      {picture.kind === "bars" && <Bars {...drawing} picture={picture} />}
      {picture.kind === "dots" && <Dots {...drawing} picture={picture} />}
      <figcaption className="caption">{read ?? under(picture)}</figcaption>
    </figure>
  );
}

function under(picture: StudyPicture): string {
  if (picture.kind === "curve") return t`${picture.up}, against what it sells besides`;
  return picture.of;
}

interface Drawing<Kind extends StudyPicture["kind"]> {
  picture: Extract<StudyPicture, { kind: Kind }>;
  width: number;
  title: string;
  onRead: (words: string | null) => void;
}

/** Sizes in CSS pixels. */
const EDGE = { left: 64, right: 16, top: 12, bottom: 28 };

function Curve({ picture, width, title, onRead }: Drawing<"curve">) {
  const height = 260;
  const x = (part: number) => EDGE.left + part * (width - EDGE.left - EDGE.right);
  const y = (part: number) => height - EDGE.bottom - part * (height - EDGE.top - EDGE.bottom);
  const line = picture.points.map((point) => `${x(point.right)},${y(point.up)}`).join(" ");
  return (
    <svg width={width} height={height} role="img" aria-label={`${title} ${under(picture)}`}>
      {picture.axis.ticks.map((tick) => (
        <g key={tick.amount}>
          <line
            className="study-grid"
            x1={EDGE.left}
            x2={width - EDGE.right}
            y1={y(tick.at)}
            y2={y(tick.at)}
          />
          <text x={EDGE.left - 8} y={y(tick.at) + 4} textAnchor="end">
            {plain(tick.amount, "tick")}
          </text>
        </g>
      ))}
      <Across axis={picture.across} x={x} y={height - 8} />
      <polyline className="study-line" points={line} />
      {picture.points.map((point) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: hovering only repeats what the table says
        <circle
          key={point.label}
          className="study-point"
          cx={x(point.right)}
          cy={y(point.up)}
          r={3}
          onMouseEnter={() => onRead(point.label)}
          onMouseLeave={() => onRead(null)}
        />
      ))}
    </svg>
  );
}

function Across({ axis, x, y }: { axis: Axis; x: (part: number) => number; y: number }) {
  return (
    <g textAnchor="middle">
      {axis.ticks.map((tick) => (
        <text key={tick.amount} x={x(tick.at)} y={y}>
          {plain(tick.amount, "tick")}
        </text>
      ))}
    </g>
  );
}

/** The lines that an axis across stands for, from the top down to `y`. */
function Upright({ axis, x, y }: { axis: Axis; x: (part: number) => number; y: number }) {
  return axis.ticks.map((tick) => (
    <line key={tick.amount} className="study-grid" x1={x(tick.at)} x2={x(tick.at)} y1={0} y2={y} />
  ));
}

const BAR = { row: 26, name: 232, value: 92 };

function Swings({ picture, width, title, onRead }: Drawing<"swings">) {
  const narrow = width < 640;
  const left = (narrow ? 150 : BAR.name) + BAR.value;
  const height = picture.bars.length * BAR.row + EDGE.bottom + 4;
  const x = (part: number) => left + part * (width - left - BAR.value - 8);
  const middle = x(picture.axis.zero);
  return (
    <svg width={width} height={height} role="img" aria-label={`${title} ${picture.of}`}>
      <Upright axis={picture.axis} x={x} y={height - EDGE.bottom} />
      {picture.bars.map((bar, at) => {
        const y = at * BAR.row + 4;
        const words = t`${bar.name}: ${bar.low} changes ${plain(bar.low_change)}, ${bar.high} changes ${plain(bar.high_change)}`;
        const ends = [
          { id: "low", at: x(bar.low_at) },
          { id: "high", at: x(bar.high_at) },
        ];
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: hovering only repeats what the table says
          <g key={bar.place} onMouseEnter={() => onRead(words)} onMouseLeave={() => onRead(null)}>
            <text className="study-name" x={0} y={y + 13}>
              {cut(bar.name, narrow ? 22 : 36)}
            </text>
            {ends.map((end) => (
              <rect
                key={end.id}
                className="study-bar"
                data-end={end.id}
                x={Math.min(middle, end.at)}
                y={y}
                width={Math.max(1, Math.abs(end.at - middle))}
                height={BAR.row - 8}
              />
            ))}
            <EndLabels
              low={{ at: x(bar.low_at), text: bar.low }}
              high={{ at: x(bar.high_at), text: bar.high }}
              y={y + 13}
            />
          </g>
        );
      })}
      <line className="study-middle" x1={middle} x2={middle} y1={0} y2={height - EDGE.bottom} />
      <Across axis={picture.axis} x={x} y={height - 10} />
    </svg>
  );
}

function Bars({ picture, width, title, onRead }: Drawing<"bars">) {
  const left = width < 640 ? 150 : BAR.name;
  const height = picture.bars.length * BAR.row + EDGE.bottom + 4;
  const x = (part: number) => left + part * (width - left - BAR.value - 8);
  const zero = x(picture.axis.zero);
  return (
    <svg width={width} height={height} role="img" aria-label={`${title} ${picture.of}`}>
      <Upright axis={picture.axis} x={x} y={height - EDGE.bottom} />
      {picture.bars.map((bar, at) => {
        const y = at * BAR.row + 4;
        const end = x(bar.at);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: hovering only repeats what the table says
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: two programs can be called alike
            key={at}
            onMouseEnter={() => onRead(`${bar.name}: ${plain(bar.amount)}`)}
            onMouseLeave={() => onRead(null)}
          >
            <text className="study-name" x={0} y={y + 13}>
              {cut(bar.name, width < 640 ? 22 : 36)}
            </text>
            <rect
              className="study-bar"
              data-end={bar.marked ? "low" : "high"}
              x={Math.min(zero, end)}
              y={y}
              width={Math.max(1, Math.abs(end - zero))}
              height={BAR.row - 8}
            />
            <text x={Math.max(zero, end) + 5} y={y + 13}>
              {plain(bar.amount, "whole")}
            </text>
          </g>
        );
      })}
      <line className="study-middle" x1={zero} x2={zero} y1={0} y2={height - EDGE.bottom} />
      <Across axis={picture.axis} x={x} y={height - 10} />
    </svg>
  );
}

interface End {
  at: number;
  text: string;
}

/** The value at each end of a bar, outside of it. */
function EndLabels({ low, high, y }: { low: End; high: End; y: number }) {
  const [first, last] = low.at <= high.at ? [low, high] : [high, low];
  return (
    <g>
      <text x={first.at - 5} y={y} textAnchor="end">
        {cut(first.text, 16)}
      </text>
      <text x={last.at + 5} y={y}>
        {cut(last.text, 16)}
      </text>
    </g>
  );
}

const DOT = 18;

function Dots({ picture, width, title, onRead }: Drawing<"dots">) {
  const most = Math.max(1, ...picture.dots.map((dot) => dot.level + 1));
  const height = Math.max(140, most * DOT + EDGE.bottom + 28);
  const x = (part: number) => EDGE.right + part * (width - 2 * EDGE.right);
  const floor = height - EDGE.bottom;
  return (
    <svg width={width} height={height} role="img" aria-label={`${title} ${picture.of}`}>
      <line className="study-middle" x1={0} x2={width} y1={floor} y2={floor} />
      <Across axis={picture.axis} x={x} y={height - 8} />
      {picture.dots.map((dot) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: hovering only repeats what the table says
        <circle
          key={`${dot.right} ${dot.level}`}
          className="study-dot"
          data-over={dot.over || undefined}
          cx={x(dot.right)}
          cy={floor - DOT / 2 - dot.level * DOT}
          r={DOT / 2 - 1.5}
          onMouseEnter={() => onRead(t`One year in twenty: about ${plain(dot.amount, "whole")}`)}
          onMouseLeave={() => onRead(null)}
        />
      ))}
      {picture.budget !== null && (
        <g>
          <line
            className="study-budget"
            x1={x(picture.budget.right)}
            x2={x(picture.budget.right)}
            y1={16}
            y2={floor}
          />
          <text
            className="study-name"
            x={x(picture.budget.right) + (picture.budget.right > 0.7 ? -6 : 6)}
            y={14}
            textAnchor={picture.budget.right > 0.7 ? "end" : "start"}
          >
            {picture.budget.label}
          </text>
        </g>
      )}
    </svg>
  );
}

function cut(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
}
