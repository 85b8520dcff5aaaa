import type { ReactNode } from "react";
import { CloseIcon } from "../../../components/icons.tsx";
import { t } from "../../../text/text.ts";
import { useEditor } from "../editor.ts";
import { beginning, chosen as begun, brief, type Choice, resolve } from "../schema.ts";
import { inWords, isObject, type Json, type JsonObject, wordOf } from "../tree.ts";
import { ValueSet } from "./ValueSet.tsx";

const GROUPS = [
  ["all", t`Every one of these holds`],
  ["any", t`At least one of these holds`],
  ["none", t`None of these holds`],
] as const;

export interface FilterFieldProps {
  label: string;
  value: Json;
  /** Where it stands in the program. */
  place: string;
  /** The fields of what is asked of a whole deal, at its place. */
  inside: (node: JsonObject, place: string, name: string) => ReactNode;
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
  const asks = useAsks("any");
  if (word === "is" && isObject(inside)) return <ConditionRow {...props} condition={inside} />;
  const asked = asks.find((each) => each.word === word);
  if (asked !== undefined) return <AskRow {...props} asked={asked} />;
  const parts = Array.isArray(inside) ? inside : [];
  const group = (next: Json[], as = word) => onChange({ [as]: next });
  return (
    <fieldset className="filter" aria-label={label}>
      {(parts.length > 1 || word !== "all" || onRemove !== undefined) && (
        <div className="filter-head">
          <select
            className="field"
            aria-label={t`${label}: how its conditions hold`}
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
            <RemoveButton label={t`Remove this group of ${label}`} onRemove={onRemove} />
          )}
        </div>
      )}
      {parts.length === 0 && <span className="caption filter-open">{props.open}</span>}
      {parts.map((part, at) => (
        <FilterField
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
          key={at}
          label={t`${label}, condition ${at + 1}`}
          value={part}
          place={`${props.place}/${word}/${at}`}
          inside={props.inside}
          of={props.of}
          open={props.open}
          onChange={(next) => group(parts.map((each, other) => (other === at ? next : each)))}
          onRemove={() => group(parts.filter((_, other) => other !== at))}
        />
      ))}
      <div className="filter-add">
        <AddCondition of={props.of} onAdd={(condition) => group([...parts, condition])} />
        {parts.length > 0 && (
          <button type="button" className="link-button" onClick={() => group([...parts, { any: [] }])}>
            {t`Add group`}
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

/** Conditions that partners can be asked for; every other is one of deals. */
const OF_PARTNERS = ["attribute", "joined"];

/** What can be asked for apart from columns, from the schema as well. */
function useAsks(of: FilterFieldProps["of"]): Choice[] {
  const { schema } = useEditor();
  const { shape } = resolve(schema, { $ref: "#/$defs/Filter" }, "filter");
  const known = new Set<string>([...GROUPS.map(([word]) => word), "is"]);
  const fits = (word: string) =>
    of === "any" || (of === "partner" ? OF_PARTNERS.includes(word) : word !== "joined");
  return shape.kind === "choice" ? shape.choices.filter(({ word }) => !known.has(word) && fits(word)) : [];
}

function AddCondition({ of, onAdd }: { of: FilterFieldProps["of"]; onAdd: (condition: Json) => void }) {
  const { schema, beginnings } = useEditor();
  const fields = useFields(of);
  const asks = useAsks(of);
  const add = (word: string) => {
    const asked = asks.find((each) => each.word === word);
    if (asked === undefined) return onAdd({ is: { field: word, one_of: [] } });
    const made = begun(schema, asked, beginnings);
    const inside = isObject(made) ? made[word] : null;
    const { shape } = resolve(schema, asked.inside ?? {}, word);
    const first = shape.kind === "object" ? shape.members[0] : undefined;
    // Where all may be left out, one of them has to be said all the same.
    if (first !== undefined && isObject(inside) && Object.keys(inside).length === 0) {
      const { default: _, ...bare } = first.node;
      return onAdd({ [word]: { [first.key]: beginning(schema, bare, first.key, beginnings) } });
    }
    return onAdd(made);
  };
  return (
    <select
      className="field filter-new"
      aria-label={t`Add condition`}
      value=""
      onChange={(event) => add(event.currentTarget.value)}
    >
      <option value="" disabled>
        {t`Add condition`}
      </option>
      {fields.map(({ word, words }) => (
        <option key={word} value={word}>
          {words}
        </option>
      ))}
      {asks.map(({ word }) => (
        <option key={word} value={word}>
          {ASKS[word] ?? inWords(word)}
        </option>
      ))}
    </select>
  );
}

/** What is asked for apart from columns, in the words of a list of conditions. */
const ASKS: Record<string, string> = {
  amount: t`Deal amount`,
  registered: t`Registered deal`,
  first_months: t`First months of the customer`,
  attribute: t`Attribute`,
  joined: t`Day of joining`,
};

/** Something asked for apart from columns: what it is, and its fields. */
function AskRow({ asked, label, place, inside, onRemove }: FilterFieldProps & { asked: Choice }) {
  return (
    <div className="condition-ask">
      <div className="filter-head">
        <span>{ASKS[asked.word] ?? inWords(asked.word)}</span>
        <span className="caption">{brief(asked.help)}</span>
        {onRemove !== undefined && <RemoveButton label={t`Remove ${label}`} onRemove={onRemove} />}
      </div>
      {asked.inside !== null && inside(asked.inside, `${place}/${asked.word}`, asked.word)}
    </div>
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
        aria-label={t`${label}: column`}
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
      <span className="caption">{t`is one of`}</span>
      {simple && (
        <ValueSet
          label={t`${label}: values`}
          chosen={chosen.filter((each): each is string => typeof each === "string")}
          known={known}
          none={t`No value passes yet`}
          onChange={(next) => onChange({ is: { ...condition, one_of: next } })}
        />
      )}
      {onRemove !== undefined && <RemoveButton label={t`Remove ${label}`} onRemove={onRemove} />}
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
