import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { moveDot, nearest } from "./dots.ts";
import "./reader.css";

/** A place along a drawing that can be read; its place and its marks are fractions of width and height. */
export interface Stop {
  at: number;
  marks: readonly number[];
  words: string;
}

export interface ReaderProps {
  /** What is read, such as "Pay curve". */
  label: string;
  stops: readonly Stop[];
  /** Hears what stands at the place that is read; null where none is. */
  onRead: (words: string | null) => void;
}

/** Lies over a drawing and reads it: the nearest place to the pointer, or place by place by the arrow keys. */
export function Reader({ label, stops, onRead }: ReaderProps) {
  const [at, setAt] = useState(0);
  const [reading, setReading] = useState(false);
  const held = Math.min(at, stops.length - 1);
  const stop = stops[held];
  if (stop === undefined) return null;
  const read = (to: number) => {
    setAt(to);
    setReading(true);
    onRead(stops[to]?.words ?? null);
  };
  const leave = () => {
    setReading(false);
    onRead(null);
  };
  const pressed = (event: KeyboardEvent) => {
    const to = moveDot(held, event.key, stops.length);
    if (to === null) return;
    event.preventDefault();
    read(to);
  };
  const pointed = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    read(nearest(stops, (event.clientX - left) / Math.max(1, width)));
  };
  return (
    <div
      className="reader"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={stops.length}
      aria-valuenow={held + 1}
      aria-valuetext={stop.words}
      onKeyDown={pressed}
      onFocus={() => read(held)}
      onBlur={leave}
      onPointerMove={pointed}
      onPointerLeave={leave}
    >
      {reading && (
        <span className="reader-line" style={{ insetInlineStart: `${stop.at * 100}%` }}>
          {[...new Set(stop.marks)].map((mark) => (
            <span key={mark} className="reader-mark" style={{ insetBlockEnd: `${mark * 100}%` }} />
          ))}
        </span>
      )}
    </div>
  );
}
