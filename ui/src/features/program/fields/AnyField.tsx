import { type ReactNode, useId } from "react";
import { day, readDay } from "../../../components/dates.ts";
import { t } from "../../../text/text.ts";
import { findingsAt, suggestions, useEditor } from "../editor.ts";
import { beginning, brief, type Choice, chosen, type Resolved, resolve } from "../schema.ts";
import { at, inWords, isObject, type Json, type JsonObject, keysOf, wordOf } from "../tree.ts";
import { FilterField, RemoveButton } from "./FilterField.tsx";
import { NumberField } from "./NumberField.tsx";
import { PinButton } from "./PinButton.tsx";
import { TextField } from "./TextField.tsx";
import { ValueSet } from "./ValueSet.tsx";

export interface AnyFieldProps {
  /** What stands here, as the schema describes it. */
  node: JsonObject;
  place: string;
  /** The last key of the place that is a name. */
  name: string;
  label: string;
  /** Whether the value may be left out. */
  optional?: boolean;
  /** Shown beside the label, such as a button. */
  aside?: ReactNode;
}

/** Kinds of values that can be levers. */
const PINNABLE = new Set(["money", "quantity", "number"]);

/** A labelled value of any kind: the field is made from the schema, so that nothing is left out. */
export function AnyField({ node, place, name, label, optional = false, aside }: AnyFieldProps) {
  const editor = useEditor();
  const id = useId();
  const found = resolve(editor.schema, node, name);
  const value = at(editor.tree, place);
  const own = findingsAt(editor.document.findings, place);
  // A list that is left out is an empty one, which its own button adds to.
  const may = optional && node.default === undefined && found.shape.kind !== "list";
  const single = ["text", "money", "quantity", "number", "whole", "day", "choice"].includes(found.shape.kind);
  return (
    <div
      className="any-field"
      data-place={place}
      data-kind={value === undefined && may ? "left out" : found.shape.kind}
    >
      <div className="any-label">
        {single && (value !== undefined || !may) ? (
          <label htmlFor={id}>{label}</label>
        ) : (
          <span id={`${id}-label`}>{label}</span>
        )}
        {aside}
        {may && value !== undefined && found.shape.kind === "object" && (
          <button
            type="button"
            className="link-button"
            aria-label={t`Leave out ${label}`}
            onClick={() => void editor.edit([{ do: "set", place, value: null }])}
          >
            {t`Leave out`}
          </button>
        )}
        {PINNABLE.has(found.shape.kind) && typeof value === "string" && (
          <PinButton place={place} label={label} />
        )}
      </div>
      <div className="any-value">
        {value === undefined && may ? (
          <LeftOut found={found} node={node} place={place} name={name} label={label} />
        ) : (
          <ValueOf
            found={found}
            place={place}
            name={name}
            label={label}
            id={id}
            value={value ?? node.default ?? null}
            onLeaveOut={may ? () => void editor.edit([{ do: "set", place, value: null }]) : undefined}
          />
        )}
        {own.map((finding) => (
          <p key={finding.code} className="caption field-finding" data-severity={finding.severity}>
            {finding.sentence} {finding.hint}
          </p>
        ))}
      </div>
    </div>
  );
}

/** A value that is left out, with what that means and how to put one in. */
function LeftOut({
  found,
  node,
  place,
  name,
  label,
}: {
  found: Resolved;
  node: JsonObject;
  place: string;
  name: string;
  label: string;
}) {
  const editor = useEditor();
  const add = () => {
    const value = beginning(editor.schema, node, name, editor.beginnings);
    void editor.edit([
      {
        do: "set",
        place,
        value: value === null ? first(editor.schema, node, name, editor.beginnings) : value,
      },
    ]);
  };
  return (
    <p className="left-out">
      <button type="button" className="link-button" aria-label={t`Set ${label}`} onClick={add}>
        {t`Set`}
      </button>
      <span className="caption">{brief(found.help)}</span>
    </p>
  );
}

function first(
  schema: JsonObject,
  node: JsonObject,
  name: string,
  with_: { currency: string; day: string },
): Json {
  const { default: _, ...bare } = node;
  return beginning(schema, bare, name, with_);
}

interface ValueOfProps {
  found: Resolved;
  place: string;
  name: string;
  label: string;
  id: string;
  value: Json;
  onLeaveOut?: (() => void) | undefined;
}

function ValueOf(props: ValueOfProps) {
  const { found, place, name, label, id, value, onLeaveOut } = props;
  const editor = useEditor();
  const set = (next: Json) => void editor.edit([{ do: "set", place, value: next }]);
  const { shape } = found;
  const away =
    onLeaveOut === undefined ? null : <RemoveButton label={t`Leave ${label} out`} onRemove={onLeaveOut} />;
  const help = <p className="caption field-help">{brief(found.help)}</p>;
  if (found.name === "Filter") {
    const of = name === "who" ? "partner" : name === "what" ? "deal" : "any";
    return (
      <>
        <FilterField
          label={label}
          value={value}
          place={place}
          inside={(node, at, word) => <Inside node={node} place={at} name={word} />}
          of={of}
          open={OPEN_FILTERS[of]}
          onChange={set}
        />
        {away}
      </>
    );
  }
  switch (shape.kind) {
    case "money":
    case "quantity":
    case "number": {
      const kind = shape.kind === "number" ? (shape.percent ? "percent" : "number") : shape.kind;
      return (
        <>
          <span className="field-line">
            <NumberField id={id} place={place} kind={kind} value={String(value ?? "")} label={label} />
            {shape.kind === "quantity" && (
              <UnitChoice value={String(value ?? "")} label={label} onChange={set} />
            )}
            {away}
          </span>
          {help}
        </>
      );
    }
    case "whole":
      return (
        <>
          <span className="field-line">
            <TextField
              id={id}
              className="program-number program-whole"
              value={value === null ? "" : String(value)}
              label={label}
              place={place}
              wrong={(text) => wrongWhole(text, shape.least, shape.most)}
              onKeep={(text) => set(Number.parseInt(text, 10))}
            />
            {away}
          </span>
          {help}
        </>
      );
    case "day":
      return (
        <>
          <span className="field-line">
            <TextField
              id={id}
              className="program-day"
              value={value === undefined || value === null ? "" : day(String(value))}
              label={label}
              place={place}
              placeholder={day("2025-01-31")}
              wrong={(text) =>
                readDay(text) === null ? t`Write the day like ${day("2025-01-31")} or 2025-01-31.` : null
              }
              onKeep={(text) => readDay(text) !== value && set(readDay(text) ?? text)}
            />
            {away}
          </span>
          {help}
        </>
      );
    case "text":
      return (
        <>
          <span className="field-line">
            <TextField
              id={id}
              className="program-text"
              value={String(value ?? "")}
              label={label}
              place={place}
              suggestions={suggestions(editor, name, place)}
              onKeep={set}
            />
            {away}
          </span>
          {help}
        </>
      );
    case "yes_or_no":
      return (
        <label className="value-box">
          <input type="checkbox" checked={value === true} onChange={() => set(value !== true)} />
          {brief(found.help)}
        </label>
      );
    case "choice":
      return <ChoiceOf {...props} choices={shape.choices} set={set} away={away} />;
    case "object":
      return (
        <div className="inside">
          {shape.members.map((member) => (
            <AnyField
              key={member.key}
              node={member.node}
              place={`${place}/${member.key}`}
              name={member.key}
              label={member.words}
              optional={member.optional}
            />
          ))}
        </div>
      );
    case "list":
      return <ListOf {...props} of={shape.of} set={set} />;
  }
}

/** The members of what a choice holds. */
function Inside({ node, place, name }: { node: JsonObject; place: string; name: string }) {
  const { schema } = useEditor();
  const { shape } = resolve(schema, node, name);
  if (shape.kind !== "object") return null;
  return (
    <div className="inside">
      {shape.members.map((member) => (
        <AnyField
          key={member.key}
          node={member.node}
          place={`${place}/${member.key}`}
          name={member.key}
          label={member.words}
          optional={member.optional}
        />
      ))}
    </div>
  );
}

const OPEN_FILTERS = { partner: t`Every partner`, deal: t`Every won deal`, any: t`Everything passes` };

function wrongWhole(text: string, least: number | null, most: number | null): string | null {
  if (!/^\d{1,9}$/.test(text.trim())) return t`Type a whole number.`;
  const value = Number.parseInt(text, 10);
  if (least !== null && value < least) return t`The least is ${least}.`;
  return most !== null && value > most ? t`The most is ${most}.` : null;
}

/** Whether a quantity is money or a plain number; the number itself stays. */
function UnitChoice({
  value,
  label,
  onChange,
}: {
  value: string;
  label: string;
  onChange: (value: Json) => void;
}) {
  const { beginnings } = useEditor();
  const [number = "0", currency = ""] = value.split(" ");
  return (
    <select
      className="field"
      aria-label={t`${label}: unit`}
      value={currency}
      onChange={(event) =>
        onChange(event.currentTarget.value === "" ? number : `${number} ${event.currentTarget.value}`)
      }
    >
      <option value={beginnings.currency}>{beginnings.currency}</option>
      {currency !== "" && currency !== beginnings.currency && <option value={currency}>{currency}</option>}
      <option value="">{t`number`}</option>
    </select>
  );
}

interface ChoiceOfProps extends ValueOfProps {
  choices: Choice[];
  set: (value: Json) => void;
  away: ReactNode;
}

/** One of several things, with what the chosen one means and, below it, what it needs. */
function ChoiceOf({ found, place, id, value, choices, set, away }: ChoiceOfProps) {
  const editor = useEditor();
  const word = wordOf(value);
  const now = choices.find((choice) => choice.word === word);
  const inside = now?.inside ?? null;
  const choose = (to: string) => {
    const choice = choices.find((each) => each.word === to);
    if (choice !== undefined) set(chosen(editor.schema, choice, editor.beginnings));
  };
  const bare = inside === null ? null : resolve(editor.schema, inside, word);
  return (
    <>
      <span className="field-line">
        <select
          id={id}
          className="field"
          value={word}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {now === undefined && <option value={word}>{inWords(word)}</option>}
          {choices.map((choice) => (
            <option key={choice.word} value={choice.word}>
              {choice.words}
            </option>
          ))}
        </select>
        {away}
      </span>
      <p className="caption field-help">{brief(now?.help || found.help)}</p>
      {inside !== null && bare !== null && isObject(value) && (
        <div className="inside">
          {bare.shape.kind === "object" ? (
            bare.shape.members.map((member) => (
              <AnyField
                key={member.key}
                node={member.node}
                place={`${place}/${word}/${member.key}`}
                name={member.key}
                label={member.words}
                optional={member.optional}
              />
            ))
          ) : (
            <AnyField node={inside} place={`${place}/${word}`} name={word} label={now?.words ?? ""} />
          )}
        </div>
      )}
    </>
  );
}

interface ListOfProps extends ValueOfProps {
  of: JsonObject;
  set: (value: Json) => void;
}

/** Several values: texts to tick or type, or members one below the other. */
function ListOf({ found, place, name, label, value, of, set }: ListOfProps) {
  const editor = useEditor();
  const items = Array.isArray(value) ? value : [];
  const item = resolve(editor.schema, of, name);
  if (item.shape.kind === "text") {
    return (
      <>
        <ValueSet
          label={label}
          chosen={items.filter((each): each is string => typeof each === "string")}
          known={suggestions(editor, name, place)}
          none=""
          onChange={set}
        />
        <p className="caption field-help">{brief(found.help)}</p>
      </>
    );
  }
  const keys = keysOf(items);
  const singular = inWords(name.replace(/ies$/, "y").replace(/s$/, ""));
  const add = () => {
    const fresh = beginning(editor.schema, of, name, editor.beginnings);
    void editor.edit([{ do: "insert", place, value: fresh }]);
  };
  return (
    <div className="list-field">
      {items.length === 0 && <p className="caption field-help">{brief(found.help)}</p>}
      {keys.map((key, index) => {
        const member = `${place}/${key}`;
        const named = items[index];
        const title =
          isObject(named) && typeof named.name === "string" ? named.name : `${singular} ${index + 1}`;
        return (
          <AnyField
            key={key}
            node={of}
            place={member}
            name={name}
            label={title}
            aside={
              <span className="list-buttons">
                {index > 0 && (
                  <button
                    type="button"
                    className="link-button"
                    aria-label={t`Move ${title} up`}
                    onClick={() => void editor.edit([{ do: "move", place: member, to: index - 1 }])}
                  >
                    {t`Up`}
                  </button>
                )}
                <button
                  type="button"
                  className="link-button"
                  aria-label={t`Remove ${title}`}
                  onClick={() => void editor.edit([{ do: "remove", place: member }])}
                >
                  {t`Remove`}
                </button>
              </span>
            }
          />
        );
      })}
      <button type="button" className="link-button list-add" onClick={add}>
        {t`Add ${singular.toLowerCase()}`}
      </button>
    </div>
  );
}
