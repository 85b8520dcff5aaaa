import { useId } from "react";
import { t } from "../../text/text.ts";
import { columnsBy } from "./columns.ts";
import { useEditor } from "./editor.ts";
import { AnyField } from "./fields/AnyField.tsx";
import { brief, membersOfDefinition, resolve } from "./schema.ts";
import { at, inWords, wordOf } from "./tree.ts";

/** What picks the column of the sheet; the sheet itself adds and removes columns. */
export function ColumnsField({ place }: { place: string }) {
  const { schema, tree, values, edit } = useEditor();
  const id = useId();
  const { shape, help } = resolve(schema, { $ref: "#/$defs/Columns" }, "columns");
  const choices = shape.kind === "choice" ? shape.choices : [];
  const by = wordOf(at(tree, `${place}/columns`));
  const now = choices.find((choice) => choice.word === by);
  const definition = by === "level" ? "LevelColumns" : by === "field" ? "FieldColumns" : "";
  const members = membersOfDefinition(schema, definition).filter(
    ({ key }) => key !== "levels" && key !== "values",
  );
  return (
    <div className="any-field" data-place={`${place}/columns`}>
      <div className="any-label">
        <label htmlFor={id}>{t`Column picked by`}</label>
      </div>
      <div className="any-value">
        <select
          id={id}
          className="field"
          value={by}
          onChange={(event) =>
            void edit(columnsBy(tree, place, event.currentTarget.value, values), t`Columns picked otherwise`)
          }
        >
          <option value="">{t`One rate for everybody`}</option>
          {choices.map((choice) => (
            <option key={choice.word} value={choice.word}>
              {inWords(choice.word)}
            </option>
          ))}
        </select>
        <p className="caption field-help">
          {by === "" ? t`The same column holds for all of them.` : brief(now?.help ?? help)}
        </p>
        {members.length > 0 && (
          <div className="inside">
            {members.map((member) => (
              <AnyField
                key={member.key}
                node={member.node}
                place={`${place}/columns/${by}/${member.key}`}
                name={member.key}
                label={member.words}
                optional={member.optional}
              />
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
