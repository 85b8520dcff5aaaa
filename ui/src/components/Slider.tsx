import { type CSSProperties, type RefObject, useEffect, useRef } from "react";
import { forDrawing } from "../money/format.ts";
import "./slider.css";

export interface SliderProps {
  id: string;
  label: string;
  /** The value in words, as it is read aloud. */
  words: string;
  value: string;
  min: string;
  max: string;
  step: string;
  /** Where the value stood before it was moved, marked on the track. */
  before: string;
  testId?: string | undefined;
  input: RefObject<HTMLInputElement | null>;
  onMove: (value: string) => void;
  /** The person let go: by pointer at once, by keys when they have paused. */
  onSettle: (value: string) => void;
}

/** How long the keys must rest before a value counts as let go, in milliseconds. */
const KEYS_REST = 500;

/** A slider over decimal text: the browser's own range steps exactly, so no arithmetic happens here. */
export function Slider(props: SliderProps) {
  const { input, onSettle } = props;
  const byPointer = useRef(false);
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const settle = useRef(onSettle);
  settle.current = onSettle;

  useEffect(() => {
    const range = input.current;
    if (!range) return;
    const settleNow = () => {
      clearTimeout(resting.current);
      resting.current = undefined;
      settle.current(range.value);
    };
    // React's onChange hears each movement; the browser's own change event is the letting go.
    const letGo = () => {
      clearTimeout(resting.current);
      if (byPointer.current) settleNow();
      else resting.current = setTimeout(settleNow, KEYS_REST);
      byPointer.current = false;
    };
    const leave = () => {
      if (resting.current !== undefined) settleNow();
    };
    range.addEventListener("change", letGo);
    range.addEventListener("blur", leave);
    return () => {
      clearTimeout(resting.current);
      range.removeEventListener("change", letGo);
      range.removeEventListener("blur", leave);
    };
  }, [input]);

  const style = {
    "--filled": part(props.value, props.min, props.max),
    "--before": part(props.before, props.min, props.max),
  } as CSSProperties;
  return (
    <span className="slider" style={style} data-moved={props.value !== props.before || undefined}>
      <input
        ref={input}
        id={props.id}
        type="range"
        aria-label={props.label}
        aria-valuetext={props.words}
        data-testid={props.testId}
        min={props.min}
        max={props.max}
        step={props.step}
        value={props.value}
        onPointerDown={() => {
          byPointer.current = true;
        }}
        onChange={(event) => props.onMove(event.currentTarget.value)}
      />
    </span>
  );
}

/** How far along the track a value lies, 0 to 1: geometry only. */
function part(value: string, min: string, max: string): number {
  const [at, low, high] = [forDrawing(value), forDrawing(min), forDrawing(max)];
  return high > low ? Math.min(1, Math.max(0, (at - low) / (high - low))) : 0;
}
