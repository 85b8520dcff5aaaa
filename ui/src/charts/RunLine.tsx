import { t } from "../text/text.ts";
import { Reader } from "./Reader.tsx";
import "./run.css";

export interface RunLineProps {
  /** What the chart shows, in a sentence or two, for those who cannot see it. */
  description: string;
  /** Points from left to right; sizes and places are fractions of height and width. */
  points: readonly { at: number; size: number; label: string; words: string }[];
  ticks: readonly { at: number; label: string }[];
  /** How high the line lies that is not to be crossed, and its name. */
  line: { size: number; label: string };
  /** Where the sum begins, as a fraction of the width; past 0, no even pace is drawn. */
  from: number;
  height: number;
  /** Hears what stands at the point that is read. */
  onRead: (words: string | null) => void;
}

/** Width and height of the drawing's own units; it is stretched to its place. */
const UNITS = 1000;

/** A sum that grows over time, under a line it should not cross, with the even pace towards it. */
export function RunLine({ description, points, ticks, line, from, height, onRead }: RunLineProps) {
  const y = (size: number) => UNITS * (1 - size);
  const path = points.map(({ at, size }) => `${at * UNITS},${y(size)}`).join(" L");
  const last = points.at(-1);
  return (
    <div className="run" role="group" aria-label={description} style={{ height }}>
      <span className="run-plot">
        {ticks.map((tick) => (
          <span
            key={tick.label}
            aria-hidden="true"
            className="run-tick"
            style={{ insetBlockEnd: `${tick.at * 100}%` }}
          >
            <span className="run-words">{tick.label}</span>
          </span>
        ))}
        <svg viewBox={`0 0 ${UNITS} ${UNITS}`} preserveAspectRatio="none" aria-hidden="true">
          {from === 0 && <path className="run-pace" d={`M0,${UNITS} L${UNITS},${y(line.size)}`} />}
          <path className="run-line" d={`M0,${y(line.size)} L${UNITS},${y(line.size)}`} />
          {path !== "" && <path className="run-sum" d={`M${from * UNITS},${UNITS} L${path}`} />}
        </svg>
        <span className="run-name" style={{ insetBlockEnd: `${line.size * 100}%` }}>
          {line.label}
        </span>
        {last !== undefined && (
          <span
            className="run-last"
            style={{ insetInlineStart: `${last.at * 100}%`, insetBlockEnd: `${last.size * 100}%` }}
          />
        )}
        <Reader
          label={t`Used by the end of each month`}
          stops={points.map(({ at, size, words }) => ({ at, marks: [size], words }))}
          onRead={onRead}
        />
      </span>
      <span className="run-months" aria-hidden="true">
        {points.map((point) => (
          <span key={point.label} style={{ insetInlineStart: `${point.at * 100}%` }}>
            {point.label}
          </span>
        ))}
      </span>
    </div>
  );
}
