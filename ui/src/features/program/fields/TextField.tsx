import { useId } from "react";
import { useTyping } from "../../../components/useTyping.ts";

export interface TextFieldProps {
  value: string;
  label: string;
  id?: string | undefined;
  suggestions?: string[];
  placeholder?: string;
  className?: string;
  place?: string;
  /** What is typed is kept only where this says nothing is wrong with it. */
  wrong?: (text: string) => string | null;
  onKeep: (text: string) => void;
}

/** A text of the program. Enter or leaving it keeps it, Esc gives it up. */
export function TextField(props: TextFieldProps) {
  const { value, label, id, suggestions = [], onKeep } = props;
  const list = useId();
  const { typed, unread, field } = useTyping({
    words: value,
    read: (text) => (props.wrong?.(text) == null ? text.trim() : null),
    keep: (text) => text !== value && onKeep(text),
  });
  return (
    <span className="number-field">
      <input
        id={id}
        className={`field ${props.className ?? ""}`}
        aria-label={id === undefined ? label : undefined}
        data-place={props.place}
        list={suggestions.length > 0 ? list : undefined}
        placeholder={props.placeholder}
        {...field}
      />
      {suggestions.length > 0 && (
        <datalist id={list}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {unread && (
        <span className="caption field-note" data-wrong>
          {props.wrong?.(typed ?? "")}
        </span>
      )}
    </span>
  );
}
