import { CloseIcon } from "../../../components/icons.tsx";
import { useEditor } from "../editor.ts";
import { resolve } from "../schema.ts";
import { inWords, isObject, type Json, type JsonObject, wordOf } from "../tree.ts";
import { ValueSet } from "./ValueSet.tsx";

const GROUPS = [
  ["all", "Every one of these holds"],
  ["any", "At least one of these holds"],
  ["none", "None of these holds"],
] as const;

export interface FilterFieldProps {
  label: string;
  value: Json;
  /** What may be asked for: `partner` columns, or those of deals and lines. */
  of: "partner" | "deal" | "any";
  /** What it means that there is no condition. */
  open: string;
  onChange: (value: Json) => void;
  onRemove?: (() => void) | undefined;
}

/** Which partners, deals or lines count: conditions on columns, in groups that may hold groups. */
export function FilterField(props: FilterFieldProps) {
  const { value, label, onChange, onRemove } = props;
  const word = wordOf(value);
  const inside = isObject(value) ? value[word] : null;
  if (word === "is" && isObject(inside)) return <ConditionRow {...props} condition={inside} />;
  const parts = Array.isArray(inside) ? inside : [];
  const group = (next: Json[], as = word) => onChange({ [as]: next });
  return (
    <fieldset className="filter" aria-label={label}>
      {(parts.length > 1 || word !== "all" || onRemove !== undefined) && (
        <div className="filter-head">
          <select
            className="field"
            aria-label={`${label}: how its conditions hold`}
            value={word}
            onChange={(event) => group(parts, event.currentTarget.value)}
          >
            {GROUPS.map(([key, words]) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </select>
          {onRemove !== undefined && (
            <RemoveButton label={`Remove this group of ${label}`} onRemove={onRemove} />
          )}
        </div>
      )}
      {parts.length === 0 && <span className="caption filter-open">{props.open}</span>}
      {parts.map((part, at) => (
        <FilterField
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
          key={at}
          label={`${label}, condition ${at + 1}`}
          value={part}
          of={props.of}
          open={props.open}
          onChange={(next) => group(parts.map((each, other) => (other === at ? next : each)))}
          onRemove={() => group(parts.filter((_, other) => other !== at))}
        />
      ))}
      <div className="filter-add">
        <AddCondition of={props.of} onAdd={(field) => group([...parts, { is: { field, one_of: [] } }])} />
        {parts.length > 0 && (
          <button type="button" className="link-button" onClick={() => group([...parts, { any: [] }])}>
            Add group
          </button>
        )}
      </div>
    </fieldset>
  );
}

/** Columns that can be asked for, from the schema, so that a new one appears by itself. */
function useFields(of: FilterFieldProps["of"]): { word: string; words: string }[] {
  const { schema } = useEditor();
  const { shape } = resolve(schema, { $ref: "#/$defs/Field" }, "field");
  const all = shape.kind === "choice" ? shape.choices : [];
  const ofPartner = (word: string) => word === "partner" || word.startsWith("partner_");
  return all.filter(({ word }) => of === "any" || (of === "partner") === ofPartner(word));
}

function AddCondition({ of, onAdd }: { of: FilterFieldProps["of"]; onAdd: (field: string) => void }) {
  const fields = useFields(of);
  return (
    <select
      className="field filter-new"
      aria-label="Add condition"
      value=""
      onChange={(event) => onAdd(event.currentTarget.value)}
    >
      <option value="" disabled>
        Add condition
      </option>
      {fields.map(({ word, words }) => (
        <option key={word} value={word}>
          {words}
        </option>
      ))}
    </select>
  );
}

function ConditionRow({
  condition,
  of,
  label,
  onChange,
  onRemove,
}: FilterFieldProps & { condition: JsonObject }) {
  const { values } = useEditor();
  const fields = useFields(of);
  const field = String(condition.field ?? "");
  const { field: _, one_of: chosen, ...more } = condition;
  const known = values[field] ?? [];
  const simple = Array.isArray(chosen) && Object.keys(more).length === 0;
  return (
    <div className="condition">
      <select
        className="field"
        aria-label={`${label}: column`}
        value={field}
        onChange={(event) => onChange({ is: { field: event.currentTarget.value, one_of: [] } })}
      >
        {!fields.some(({ word }) => word === field) && <option value={field}>{inWords(field)}</option>}
        {fields.map(({ word, words }) => (
          <option key={word} value={word}>
            {words}
          </option>
        ))}
      </select>
      <span className="caption">is one of</span>
      {simple && (
        <ValueSet
          label={`${label}: values`}
          chosen={chosen.filter((each): each is string => typeof each === "string")}
          known={known}
          none="No value passes yet"
          onChange={(next) => onChange({ is: { ...condition, one_of: next } })}
        />
      )}
      {onRemove !== undefined && <RemoveButton label={`Remove ${label}`} onRemove={onRemove} />}
    </div>
  );
}

export function RemoveButton({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      className="icon-button row-button"
      aria-label={label}
      title={label}
      onClick={onRemove}
    >
      <CloseIcon />
    </button>
  );
}
