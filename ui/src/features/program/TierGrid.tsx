import { useRef } from "react";
import { CloseIcon, LeftIcon, RightIcon } from "../../components/icons.tsx";
import type { Edit } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { Benefits } from "./Benefits.tsx";
import { useEditor } from "./editor.ts";
import { AnyField } from "./fields/AnyField.tsx";
import { NumberField } from "./fields/NumberField.tsx";
import { PinButton } from "./fields/PinButton.tsx";
import { TextField } from "./fields/TextField.tsx";
import { ladderOf } from "./ladder.ts";
import { beginning, chosen, membersOfDefinition, resolve } from "./schema.ts";
import type { JsonObject } from "./tree.ts";
import { useFieldGrid } from "./useFieldGrid.ts";

/** A ladder as a grid: a column for each tier, a row for each thing asked for, and who holds it. */
export function TierGrid({ id }: { id: string }) {
  const editor = useEditor();
  const { document, simulation, tree, schema, edit } = editor;
  const track = document.program.tracks.find((each) => each.id === id);
  const place = `/tracks/${id}`;
  const ladder = ladderOf(tree, place);
  const table = useRef<HTMLTableElement>(null);
  const keys = useFieldGrid(table);
  if (track === undefined) return null;
  const settings = membersOfDefinition(schema, "Track").filter(
    ({ key }) => !["id", "name", "levels"].includes(key),
  );
  const levelNode = levelMembers(schema);
  const insertLevel = () => {
    const last = ladder.levels.at(-1)?.value ?? {};
    const requirement = last.requirement ?? { all: [] };
    const value = { id: "", name: t`New tier`, requirement };
    void edit([{ do: "insert", place: `${place}/levels`, value }]);
  };
  return (
    <section className="detail" aria-label={track.name}>
      <header className="detail-head">
        <TextField
          className="detail-name"
          value={track.name}
          label={t`Name of these tiers`}
          onKeep={(name) => void edit([{ do: "set", place: `${place}/name`, value: name }])}
        />
      </header>
      <div className="tier-scroll">
        <table ref={table} className="figures tier-grid" data-testid="tier-grid" {...keys}>
          <thead>
            <tr>
              <th scope="col">{t`To reach`}</th>
              {ladder.levels.map((level, at) => (
                <th key={level.key} scope="col" className="number">
                  <TextField
                    className="tier-name"
                    value={level.name}
                    label={t`Name of tier ${at + 1}`}
                    onKeep={(name) => void edit([{ do: "set", place: `${level.place}/name`, value: name }])}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ladder.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  {row.words}
                  <span className="caption tier-window">{row.window}</span>
                </th>
                {row.cells.map((cell, at) => {
                  const level = ladder.levels[at];
                  if (level === undefined) return null;
                  return (
                    <td key={level.key} className="number">
                      {cell !== null ? (
                        <span className="tier-cell">
                          <PinButton inGrid place={cell.place} label={`${level.name}, ${row.words}`} />
                          <NumberField
                            place={cell.place}
                            kind={row.ratio ? "percent" : "quantity"}
                            value={cell.value}
                            label={`${level.name}, ${row.words}`}
                          />
                        </span>
                      ) : level.list === null ? (
                        <span className="caption">–</span>
                      ) : (
                        <button
                          type="button"
                          className="link-button"
                          aria-label={t`Ask for ${row.words} at ${level.name}`}
                          onClick={() =>
                            void edit([{ do: "insert", place: level.list ?? "", value: row.like }])
                          }
                        >
                          {t`Ask`}
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
            <tr>
              <th scope="row">{t`Partners now`}</th>
              {ladder.levels.map((level) => {
                const held = simulation?.tiers.find((each) => each.track === id && each.id === level.key);
                return (
                  <td key={level.key} className="number">
                    {held === undefined ? (
                      t`not known`
                    ) : (
                      <>
                        <strong>{count(held.partners)}</strong>
                        {held.partners !== held.baseline_partners && (
                          <span className="caption tier-was"> {t`was ${count(held.baseline_partners)}`}</span>
                        )}
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
            <tr className="tier-tools">
              <th scope="row">
                <AddRequirement
                  levels={ladder.levels.flatMap((level) => (level.list === null ? [] : [level.list]))}
                />
              </th>
              {ladder.levels.map((level, at) => (
                <td key={level.key} className="number">
                  <LevelTools
                    name={level.name}
                    place={level.place}
                    position={at}
                    last={ladder.levels.length - 1}
                  />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <div className="sheet-tools">
        <button type="button" className="link-button" onClick={insertLevel}>
          {t`Add tier`}
        </button>
      </div>
      {track.sentences.map((sentence) => (
        <p key={sentence} className="detail-sentence selectable">
          {sentence}
        </p>
      ))}
      <h3 className="detail-section">{t`Review and moves`}</h3>
      {settings.map((member) => (
        <AnyField
          key={member.key}
          node={member.node}
          place={`${place}/${member.key}`}
          name={member.key}
          label={member.words}
          optional={member.optional}
        />
      ))}
      <Benefits levels={ladder.levels} />
      <h3 className="detail-section">{t`Each tier in full`}</h3>
      {ladder.levels.map((level) => (
        <details key={level.key} className="level-detail">
          <summary>
            {level.name}
            <span className="caption"> {track.levels.find((each) => each.id === level.key)?.sentence}</span>
          </summary>
          {levelNode.map((member) => (
            <AnyField
              key={member.key}
              node={member.node}
              place={`${level.place}/${member.key}`}
              name={member.key}
              label={member.words}
              optional={member.optional}
            />
          ))}
        </details>
      ))}
    </section>
  );
}

function levelMembers(schema: JsonObject) {
  return membersOfDefinition(schema, "Level").filter(({ key }) => key !== "id" && key !== "name");
}

/** Asks every level above the lowest for something more. */
function AddRequirement({ levels }: { levels: string[] }) {
  const { schema, beginnings, edit } = useEditor();
  const { shape } = resolve(schema, { $ref: "#/$defs/Measure" }, "measure");
  const choices = shape.kind === "choice" ? shape.choices : [];
  const add = (word: string) => {
    const choice = choices.find((each) => each.word === word);
    if (choice === undefined) return;
    const reaches = beginning(schema, { $ref: "#/$defs/Reaches" }, "reaches", beginnings) as JsonObject;
    const money = ["revenue", "list_revenue", "cost", "margin", "recurring"].includes(word);
    const value = {
      reaches: {
        ...reaches,
        measure: chosen(schema, choice, beginnings),
        at_least: money ? `0 ${beginnings.currency}` : "0",
      },
    };
    const edits: Edit[] = levels.map((place) => ({ do: "insert", place, value }));
    void edit(
      edits,
      plural(
        levels.length,
        { one: "{what} asked for at 1 tier", other: "{what} asked for at {n} tiers" },
        { what: choice.words },
      ),
    );
  };
  if (levels.length === 0) return null;
  return (
    <select
      className="field"
      aria-label={t`Add requirement`}
      value=""
      onChange={(event) => add(event.currentTarget.value)}
    >
      <option value="" disabled>
        {t`Add requirement`}
      </option>
      {choices.map((choice) => (
        <option key={choice.word} value={choice.word}>
          {choice.words}
        </option>
      ))}
    </select>
  );
}

function LevelTools({
  name,
  place,
  position,
  last,
}: {
  name: string;
  place: string;
  position: number;
  last: number;
}) {
  const { edit } = useEditor();
  return (
    <span className="level-tools">
      {position > 0 && (
        <button
          type="button"
          className="icon-button row-button"
          aria-label={t`Move ${name} lower`}
          title={t`Move ${name} lower`}
          onClick={() => void edit([{ do: "move", place, to: position - 1 }])}
        >
          <LeftIcon />
        </button>
      )}
      {position < last && (
        <button
          type="button"
          className="icon-button row-button"
          aria-label={t`Move ${name} higher`}
          title={t`Move ${name} higher`}
          onClick={() => void edit([{ do: "move", place, to: position + 1 }])}
        >
          <RightIcon />
        </button>
      )}
      {last > 0 && (
        <button
          type="button"
          className="icon-button row-button"
          aria-label={t`Remove ${name}`}
          title={t`Remove ${name}`}
          onClick={() => void edit([{ do: "remove", place }])}
        >
          <CloseIcon />
        </button>
      )}
    </span>
  );
}
