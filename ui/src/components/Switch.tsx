import { useId } from "react";
import "./switch.css";

interface SwitchProps<Value extends string> {
  /** What is chosen, in words before the choices. */
  label: string;
  /** The words before the choices are only spoken. */
  quiet?: boolean;
  choices: readonly { value: Value; label: string }[];
  value: Value;
  onChoose: (value: Value) => void;
}

/** One of a few words in a line: radio buttons, so arrow keys move among them and Tab passes them by. */
export function Switch<Value extends string>(props: SwitchProps<Value>) {
  const name = useId();
  return (
    <fieldset className="switch">
      <legend className="spoken-only">{props.label}</legend>
      {!props.quiet && (
        <span className="switch-label" aria-hidden="true">
          {props.label}
        </span>
      )}
      {props.choices.map(({ value, label }) => (
        <label key={value} className="switch-one">
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChoose(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
