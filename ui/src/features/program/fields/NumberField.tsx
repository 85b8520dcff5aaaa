import { useId } from "react";
import { useTyping } from "../../../components/useTyping.ts";
import { plain, rateAsTyped } from "../../../money/format.ts";
import { t } from "../../../text/text.ts";
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
  money: plain("450000", "whole"),
  quantity: plain("450000", "whole"),
  percent: rateAsTyped("0.065"),
  number: "12",
};

/** A number of the program. It shows what it would pay while it is typed; Enter or leaving it keeps it. */
export function NumberField({ place, kind, value, label, id }: NumberFieldProps) {
  const editor = useEditor();
  const own = useId();
  const {
    typed,
    value: read,
    unread,
    field,
  } = useTyping({
    words: shown(kind, value),
    read: (text) => typedValue(kind, text, value),
    keep: (now) => {
      if (same(now, value)) editor.calm(place);
      else void editor.edit([{ do: "set", place, value: now }]);
    },
    preview: (now) => editor.preview(place, now),
    giveUp: () => editor.calm(place),
  });
  const note = unread
    ? t`This does not read as one number. Type it like ${EXAMPLES[kind]}.`
    : typed !== null && read !== null
      ? echo(kind, typed, read)
      : "";
  return (
    <span className="number-field">
      <input
        id={id}
        className="field program-number"
        style={{ width: `calc(${Math.max(5, field.value.length + 1)}ch + 18px)` }}
        aria-label={id === undefined ? label : undefined}
        aria-describedby={note === "" ? undefined : `${own}-note`}
        data-place={place}
        inputMode="decimal"
        onFocus={(event) => event.currentTarget.select()}
        {...field}
      />
      {note !== "" && (
        <span id={`${own}-note`} className="caption field-note" data-wrong={unread || undefined}>
          {note}
        </span>
      )}
    </span>
  );
}
