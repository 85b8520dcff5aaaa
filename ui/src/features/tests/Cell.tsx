import { useId } from "react";
import { useTyping } from "../../components/useTyping.ts";
import { plain } from "../../money/format.ts";
import { readAs } from "../../money/parse.ts";
import { type CellKind, TYPED_LIKE, typedCell } from "./tests.ts";

export interface CellProps {
  label: string;
  kind: CellKind;
  value: string;
  /** The value as people read it. */
  words: string;
  onCommit: (value: string) => void;
}

/** A value of a test to type over: Enter or leaving it keeps what was typed, Esc takes it back. */
export function Cell({ label, kind, value, words, onCommit }: CellProps) {
  const id = useId();
  const {
    typed,
    value: read,
    unread,
    field,
  } = useTyping({
    words,
    read: (text) => typedCell(kind, text),
    keep: (now) => now !== value && onCommit(now),
  });
  const said = unread
    ? TYPED_LIKE[kind]
    : kind === "amount" && typed !== null && read !== null
      ? readAs(typed, plain(read), read)
      : "";
  return (
    <>
      <input
        className="test-cell"
        data-kind={kind}
        aria-label={label}
        aria-describedby={said === "" ? undefined : id}
        inputMode={kind === "amount" ? "decimal" : "text"}
        onFocus={(event) => event.currentTarget.select()}
        {...field}
      />
      {said !== "" && (
        <span id={id} className="caption test-unread" data-wrong={unread || undefined}>
          {said}
        </span>
      )}
    </>
  );
}
