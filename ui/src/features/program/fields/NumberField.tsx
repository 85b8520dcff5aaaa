import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useEditor } from "../editor.ts";
import { echo, type NumberKind, same, shown, typedValue } from "../value.ts";

export interface NumberFieldProps {
  place: string;
  kind: NumberKind;
  value: string;
  label: string;
  id?: string | undefined;
}

const EXAMPLES: Record<NumberKind, string> = {
  money: "450,000",
  quantity: "450,000",
  percent: "6.5%",
  number: "12",
};

/** A number of the program. It shows what it would pay while it is typed; Enter or leaving it keeps it. */
export function NumberField({ place, kind, value, label, id }: NumberFieldProps) {
  const editor = useEditor();
  const [typed, setTyped] = useState<string | null>(null);
  const own = useId();
  const cancelled = useRef(false);
  const read = typed === null ? null : typedValue(kind, typed, value);
  const unread = typed !== null && typed.trim() !== "" && read === null;
  const note = unread
    ? `This does not read as one number. Type it like ${EXAMPLES[kind]}.`
    : typed !== null && read !== null
      ? echo(kind, typed, read)
      : "";
  // A value that came back from the document is shown anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another stored value ends the typing
  useEffect(() => setTyped(null), [value]);

  const type = (text: string) => {
    setTyped(text);
    const now = typedValue(kind, text, value);
    if (now !== null) editor.preview(place, now);
  };
  const leave = () => {
    if (typed === null || cancelled.current) {
      cancelled.current = false;
      return;
    }
    if (read !== null && !same(read, value)) void editor.edit([{ do: "set", place, value: read }]);
    else editor.calm(place);
    if (!unread) setTyped(null);
  };
  const pressed = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") leave();
    if (event.key === "Escape" && typed !== null) {
      event.stopPropagation();
      editor.calm(place);
      setTyped(null);
    }
  };
  const words = typed ?? shown(kind, value);
  return (
    <span className="number-field">
      <input
        id={id}
        className="field program-number"
        style={{ width: `calc(${Math.max(5, words.length + 1)}ch + 18px)` }}
        aria-label={id === undefined ? label : undefined}
        aria-describedby={note === "" ? undefined : `${own}-note`}
        aria-invalid={unread || undefined}
        data-typing={typed !== null || undefined}
        data-place={place}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={words}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={pressed}
        onBlur={leave}
      />
      {note !== "" && (
        <span id={`${own}-note`} className="caption field-note" data-wrong={unread || undefined}>
          {note}
        </span>
      )}
    </span>
  );
}
