import { useEffect, useId, useState } from "react";

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
  const [typed, setTyped] = useState<string | null>(null);
  const list = useId();
  const wrong = typed === null ? null : (props.wrong?.(typed) ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another stored value ends the typing
  useEffect(() => setTyped(null), [value]);
  const keep = () => {
    if (typed === null || wrong !== null) return;
    if (typed.trim() !== value) onKeep(typed.trim());
    setTyped(null);
  };
  return (
    <span className="number-field">
      <input
        id={id}
        className={`field ${props.className ?? ""}`}
        aria-label={id === undefined ? label : undefined}
        aria-invalid={wrong !== null || undefined}
        data-typing={typed !== null || undefined}
        data-place={props.place}
        list={suggestions.length > 0 ? list : undefined}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? value}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") keep();
          if (event.key === "Escape" && typed !== null) {
            event.stopPropagation();
            setTyped(null);
          }
        }}
        onBlur={keep}
      />
      {suggestions.length > 0 && (
        <datalist id={list}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {wrong !== null && (
        <span className="caption field-note" data-wrong>
          {wrong}
        </span>
      )}
    </span>
  );
}
