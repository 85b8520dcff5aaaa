import { type ChangeEvent, type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";

export interface TypingOf<Value> {
  /** What the field shows while nothing is typed. */
  words: string;
  /** What the typed text stands for; null where it does not read. */
  read: (text: string) => Value | null;
  /** Takes over what was typed; a text that is as it was is not told of. */
  keep: (value: Value) => void;
  /** Hears of each value on the way; one that stops reading, or whose field goes away, is given up. */
  preview?: (value: Value) => void;
  /** What was typed is given up: a value that was previewed does not hold. */
  giveUp?: () => void;
}

export interface Typing<Value> {
  /** The text that is typed and not taken over; null while there is none. */
  typed: string | null;
  /** What it stands for; null while nothing is typed or where it does not read. */
  value: Value | null;
  /** Whether something is typed that does not read. */
  unread: boolean;
  /** Ends the typing without taking anything over. */
  forget: () => void;
  /** Goes onto the input. */
  field: {
    value: string;
    autoComplete: "off";
    spellCheck: false;
    "data-typing": true | undefined;
    "aria-invalid": true | undefined;
    onChange: (event: ChangeEvent<HTMLInputElement>) => void;
    onKeyDown: (event: KeyboardEvent) => void;
    onBlur: () => void;
  };
}

interface State {
  words: string;
  typed: string | null;
  /** Something was kept, and other words are on their way because of it. */
  kept: boolean;
}

/**
 * A field to type over: Enter or leaving it keeps what was typed, Esc gives it up, and so does emptying it
 * where nothing is no value. What does not read stays for the person to mend.
 */
export function useTyping<Value>(of: TypingOf<Value>): Typing<Value> {
  const [state, setState] = useState<State>({ words: of.words, typed: null, kept: false });
  // Other words end the typing, unless they are those of what this field kept while more is typed.
  if (state.words !== of.words)
    setState({ words: of.words, typed: state.kept ? state.typed : null, kept: false });
  // A key that ends the typing may move the focus as well: what is left once is not left again by that.
  const ended = useRef<State | null>(null);
  // Whether a value was shown on the way that is neither kept nor given up.
  const tried = useRef(false);
  const givenUp = useEffectEvent(() => {
    tried.current = false;
    of.giveUp?.();
  });
  useEffect(
    () => () => {
      if (tried.current) givenUp();
    },
    [],
  );
  const { typed } = state;
  const value = typed === null ? null : of.read(typed);
  const blank = typed?.trim() === "";
  const unread = typed !== null && value === null && !blank;

  const end = (kept: boolean) => {
    ended.current = state;
    setState({ ...state, typed: null, kept });
  };
  const forget = () => end(false);
  const leave = () => {
    if (typed === null || unread || ended.current === state) return;
    const keeps = value !== null && typed !== of.words;
    end(keeps);
    tried.current = false;
    if (value !== null && keeps) of.keep(value);
    else of.giveUp?.();
  };
  const type = (text: string) => {
    setState({ ...state, typed: text });
    const now = of.read(text);
    if (of.preview === undefined) return;
    if (now !== null) of.preview(now);
    else if (tried.current) of.giveUp?.();
    tried.current = now !== null;
  };
  return {
    typed,
    value,
    unread,
    forget,
    field: {
      value: typed ?? of.words,
      autoComplete: "off",
      spellCheck: false,
      "data-typing": typed !== null || undefined,
      "aria-invalid": unread || undefined,
      onChange: (event) => type(event.currentTarget.value),
      onKeyDown: (event) => {
        if (event.key === "Enter") leave();
        if (event.key !== "Escape" || typed === null) return;
        // Esc ends the typing and nothing around it.
        event.stopPropagation();
        forget();
        tried.current = false;
        of.giveUp?.();
      },
      onBlur: leave,
    },
  };
}
