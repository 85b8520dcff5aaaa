import { type KeyboardEvent, useId, useRef } from "react";
import { CloseIcon } from "../../components/icons.tsx";
import { Slider } from "../../components/Slider.tsx";
import { useTyping } from "../../components/useTyping.ts";
import type { Lever } from "../../host/index.ts";
import { plain, rateAsTyped } from "../../money/format.ts";
import { readAs } from "../../money/parse.ts";
import { t } from "../../text/text.ts";
import { inWords, typedValue } from "./lever.ts";
import "./levers.css";

export interface LeversProps {
  levers: Lever[];
  moved: Record<string, string>;
  onMove: (place: string, value: string) => void;
  onCommit: (place: string, value: string) => void;
  /** Takes a lever away from here; its value stays in the program. */
  onUnpin: (place: string) => void;
}

/** Pinned values of the program, each as a slider and a number field. */
export function Levers({ levers, moved, onMove, onCommit, onUnpin }: LeversProps) {
  if (levers.length === 0) return null;
  return (
    <section className="levers" aria-label={t`Levers`}>
      <h2 className="caption">{t`Levers`}</h2>
      <ul>
        {levers.map((lever, at) => (
          <LeverControl
            key={lever.place}
            lever={lever}
            value={moved[lever.place] ?? lever.value}
            first={at === 0}
            onMove={(value) => onMove(lever.place, value)}
            onCommit={(value) => onCommit(lever.place, value)}
            onUnpin={levers.length > 1 ? () => onUnpin(lever.place) : undefined}
          />
        ))}
      </ul>
    </section>
  );
}

interface LeverControlProps {
  lever: Lever;
  value: string;
  first: boolean;
  onMove: (value: string) => void;
  onCommit: (value: string) => void;
  onUnpin: (() => void) | undefined;
}

function LeverControl({ lever, value, first, onMove, onCommit, onUnpin }: LeverControlProps) {
  const slider = useRef<HTMLInputElement>(null);
  const id = useId();
  const words = inWords(lever, value);
  return (
    <li className="lever">
      <label className="lever-name" title={lever.name} htmlFor={`${id}-number`}>
        {lever.name}
      </label>
      <span className="lever-was caption">
        {value === lever.value ? "" : t`was ${inWords(lever, lever.value)}`}
      </span>
      {onUnpin !== undefined && (
        <button
          type="button"
          className="icon-button lever-unpin"
          aria-label={t`Unpin ${lever.name}`}
          title={t`Unpin ${lever.name}`}
          onClick={onUnpin}
        >
          <CloseIcon />
        </button>
      )}
      <LeverField
        id={`${id}-number`}
        testId={first ? "lever-number" : undefined}
        lever={lever}
        words={words}
        slider={slider}
        onMove={onMove}
        onCommit={onCommit}
      />
      <Slider
        id={`${id}-slider`}
        label={lever.name}
        words={words}
        value={value}
        before={lever.value}
        min={lever.min}
        max={lever.max}
        step={lever.step}
        input={slider}
        testId={first ? "lever" : undefined}
        onMove={onMove}
        onSettle={onCommit}
      />
    </li>
  );
}

interface LeverFieldProps {
  id: string;
  testId: string | undefined;
  lever: Lever;
  words: string;
  slider: React.RefObject<HTMLInputElement | null>;
  onMove: (value: string) => void;
  onCommit: (value: string) => void;
}

/** The value as a number to type. What does not read as a number stays, with a word of help under it. */
function LeverField({ id, testId, lever, words, slider, onMove, onCommit }: LeverFieldProps) {
  const { typed, value, unread, forget, field } = useTyping({
    words,
    read: (text) => typedValue(lever, text),
    keep: onCommit,
  });
  const helpId = `${id}-help`;
  const help = unread
    ? t`This does not read as one number. Type it like ${inWordsExample(lever)}.`
    : typed !== null && value !== null
      ? readAs(typed, inWords(lever, value), value)
      : "";
  // Arrow keys show a value at once and commit it when they rest or the field is left.
  const stepped = useRef<string | null>(null);

  const leave = () => {
    if (value === null && stepped.current !== null) onCommit(stepped.current);
    stepped.current = null;
    field.onBlur();
  };
  const step = (up: boolean) => {
    const range = slider.current;
    if (range === null) return;
    if (up) range.stepUp();
    else range.stepDown();
    stepped.current = range.value;
    forget();
    onMove(range.value);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Enter") leave();
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      step(event.key === "ArrowUp");
    } else field.onKeyDown(event);
  };
  return (
    <>
      <input
        id={id}
        className="lever-field"
        style={{ width: `calc(${Math.max(5, field.value.length)}ch + 12px)` }}
        data-testid={testId}
        inputMode="decimal"
        aria-describedby={help === "" ? undefined : helpId}
        onFocus={(event) => event.currentTarget.select()}
        {...field}
        onKeyDown={pressed}
        onBlur={leave}
      />
      {help !== "" && (
        <p id={helpId} className="caption lever-help" data-wrong={unread || undefined}>
          {help}
        </p>
      )}
    </>
  );
}

function inWordsExample(lever: Lever): string {
  return lever.unit === "percent" ? rateAsTyped("0.065") : plain("450000", "whole");
}
