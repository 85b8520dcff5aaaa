import "./choice.css";

export interface ChoiceProps {
  label: string;
  value: string;
  options: readonly { id: string; name: string }[];
  /** The label is only spoken, where words beside it say the same. */
  quiet?: boolean;
  testId?: string;
  onChoose: (id: string) => void;
}

/** One of several, by the system's own list: it works by keys, by typing a name, and at any zoom. */
export function Choice({ label, value, options, quiet = false, testId, onChoose }: ChoiceProps) {
  return (
    <label className="choice">
      <span className={quiet ? "spoken-only" : "choice-label caption"}>{label}</span>
      <select
        className="choice-list"
        data-testid={testId}
        value={value}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
