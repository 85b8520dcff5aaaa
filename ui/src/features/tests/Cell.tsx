import { type KeyboardEvent, useId, useState } from "react";
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
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? null : typedCell(kind, typed);
  const unread = typed !== null && read === null;
  const leave = () => {
    if (unread) return;
    if (read !== null && read !== value) onCommit(read);
    setTyped(null);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Enter") leave();
    if (event.key !== "Escape" || typed === null) return;
    event.stopPropagation();
    setTyped(null);
  };
  return (
    <>
      <input
        className="test-cell"
        data-kind={kind}
        aria-label={label}
        aria-invalid={unread || undefined}
        aria-describedby={unread ? id : undefined}
        inputMode={kind === "amount" ? "decimal" : "text"}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? words}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={pressed}
        onBlur={leave}
      />
      {unread && (
        <span id={id} className="caption test-unread">
          {TYPED_LIKE[kind]}
        </span>
      )}
    </>
  );
}
