import { useId, useState } from "react";
import { t } from "../../../text/text.ts";

export interface ValueSetProps {
  label: string;
  /** What is chosen. */
  chosen: string[];
  /** What can be chosen, as the facts spell it. */
  known: string[];
  /** What it means that nothing is chosen. */
  none: string;
  onChange: (chosen: string[]) => void;
}

/** So many values are shown as boxes to tick; more are typed. */
const MOST_BOXES = 12;

/** Values that pass: boxes to tick where there are few, a list to add to where there are many. */
export function ValueSet({ label, chosen, known, none, onChange }: ValueSetProps) {
  const [typed, setTyped] = useState("");
  const list = useId();
  const few = known.length <= MOST_BOXES;
  const shown = few ? [...known, ...chosen.filter((each) => !known.includes(each))] : chosen;
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  const add = () => {
    const value = typed.trim();
    if (value !== "" && !chosen.includes(value)) onChange([...chosen, value]);
    setTyped("");
  };
  return (
    <fieldset className="value-set" aria-label={label}>
      {shown.map((value) => (
        <label key={value} className="value-box">
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          {value === "" ? t`(empty)` : value}
        </label>
      ))}
      {chosen.length === 0 && none !== "" && <span className="caption">{none}</span>}
      {(!few || known.length === 0) && (
        <>
          <input
            className="field value-add"
            aria-label={t`Add to ${label}`}
            placeholder={t`Add a value`}
            list={list}
            value={typed}
            data-typing={typed !== "" || undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Enter" && add()}
            onBlur={add}
          />
          <datalist id={list}>
            {known
              .filter((each) => !chosen.includes(each))
              .map((each) => (
                <option key={each} value={each} />
              ))}
          </datalist>
        </>
      )}
    </fieldset>
  );
}
