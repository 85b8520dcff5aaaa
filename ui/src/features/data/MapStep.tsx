import { Fragment } from "react";
import type { Field, ImportQuestion, Inspection, Meaning } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { plural, rich, t } from "../../text/text.ts";
import {
  asAttribute,
  type Feed,
  feeds,
  fieldName,
  folded,
  unusedColumns,
  withAnswer,
  withEdit,
} from "./importing.ts";
import { TABLES } from "./tables.ts";
import type { Importing } from "./useImport.ts";

/** Which column is what, how it is read, and what only a person knows. */
export function MapStep({ importing }: { importing: Importing }) {
  const { inspection } = importing;
  if (inspection === null) return <p className="import-empty">{t`There are no files yet.`}</p>;
  const all = feeds(inspection);
  const table = (feed: Feed) => (
    <FeedTable
      key={feed.place}
      feed={feed}
      several={all.filter((other) => other.table === feed.table).length > 1}
      inspection={inspection}
      importing={importing}
    />
  );
  return (
    <>
      <ul className="import-readings">
        {inspection.files.map((file) => (
          <li key={file.path}>
            <strong>{file.file}</strong> <span className="selectable">{file.sentence}</span>
          </li>
        ))}
      </ul>
      <Questions questions={inspection.questions} importing={importing} />
      {folded(all).map(({ shown, more }) => (
        <Fragment key={shown[0]?.place}>
          {shown.map(table)}
          {more.length > 0 && (
            <details className="import-unread">
              <summary>
                {plural(more.length, {
                  one: "1 more table, read like the one above",
                  other: "{n} more tables, read like the one above",
                })}
              </summary>
              {more.map(table)}
            </details>
          )}
        </Fragment>
      ))}
      <Meanings inspection={inspection} importing={importing} />
      <Unused inspection={inspection} importing={importing} />
    </>
  );
}

/** Both readings side by side, and a choice between them. */
function Questions({ questions, importing }: { questions: ImportQuestion[]; importing: Importing }) {
  if (questions.length === 0) return null;
  const answer = (id: string, choice: string) =>
    importing.decide(withAnswer(importing.decisions, id, choice));
  return (
    <section aria-label={t`Questions`}>
      <h2>{t`Only you know`}</h2>
      <div className="import-questions">
        {questions.map((question) => (
          <fieldset key={question.id} data-open={question.answer === null || undefined}>
            <legend>{question.sentence}</legend>
            <div className="import-answers">
              {question.choices.map((choice) => (
                <label key={choice.id}>
                  <input
                    type="radio"
                    name={question.id}
                    checked={question.answer === choice.id}
                    onChange={() => answer(question.id, choice.id)}
                  />
                  <span>
                    {choice.label}
                    {choice.examples.map((example) => (
                      <span key={example.text} className="import-example">
                        {rich`${example.text} is ${<b>{example.read}</b>}`}
                      </span>
                    ))}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </section>
  );
}

interface FeedProps {
  feed: Feed;
  /** Whether another feed fills the same table. */
  several: boolean;
  inspection: Inspection;
  importing: Importing;
}

function FeedTable({ feed, several, inspection, importing }: FeedProps) {
  const file = inspection.files.find((each) => each.file === feed.file);
  const columns = file?.columns.map((column) => column.name).filter((name) => name !== "") ?? [];
  const choose = (field: Field, column: string) =>
    importing.decide(
      withEdit(importing.decisions, {
        place: feed.place,
        field: field.field,
        column: column === "" ? null : column,
      }),
    );
  const table = TABLES[feed.table] ?? feed.table;
  // Partners or currencies in several columns are several feeds: what each is read by tells them apart.
  const named = (name: string) => feed.read.find((field) => field.field === name);
  const by = (named("partner") ?? named("rate") ?? named("id"))?.source;
  const from = several && by !== undefined ? t`from ${feed.file} by ${by}` : t`from ${feed.file}`;
  return (
    <section aria-label={`${table} ${from}`}>
      <h2>
        {table} <span className="import-from">{from}</span>
      </h2>
      <table className="figures import-map">
        <thead>
          <tr>
            <th scope="col">{t`Our field`}</th>
            <th scope="col">{t`Need`}</th>
            <th scope="col">{t`Your column`}</th>
            <th scope="col">{t`First values`}</th>
            <th scope="col">{t`How read`}</th>
          </tr>
        </thead>
        <tbody>
          {feed.read.map((field) => (
            <FieldRow key={field.field} field={field} columns={columns} onChoose={choose} />
          ))}
        </tbody>
      </table>
      {feed.unread.length > 0 && (
        <details className="import-unread">
          <summary>
            {t`Not filled (${count(feed.unread.length)}): ${feed.unread.map((field) => fieldName(field.field)).join(", ")}`}
          </summary>
          <table className="figures import-map">
            <tbody>
              {feed.unread.map((field) => (
                <FieldRow key={field.field} field={field} columns={columns} onChoose={choose} />
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}

interface FieldRowProps {
  field: Field;
  columns: string[];
  onChoose: (field: Field, column: string) => void;
}

function FieldRow({ field, columns, onChoose }: FieldRowProps) {
  const [only] = field.columns.length === 1 ? field.columns : [];
  const own = only !== undefined && columns.includes(only);
  const name = fieldName(field.field);
  return (
    <tr data-open={field.question !== null || undefined}>
      <th scope="row">{name}</th>
      <td>{field.must ? t`must` : ""}</td>
      <td>
        <select
          className="field import-column"
          aria-label={t`Column for ${name}`}
          value={own ? only : "="}
          onChange={(event) => onChoose(field, event.currentTarget.value)}
        >
          {!own && <option value="=">{field.source === "" ? t`Not read` : field.source}</option>}
          {!field.must && own && <option value="">{t`Not read`}</option>}
          {columns.map((column) => (
            <option key={column} value={column}>
              {column}
            </option>
          ))}
        </select>
      </td>
      <td className="import-values">
        {field.firsts.map((first, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first values have no other identity
          <span key={at} title={first}>
            {first}
          </span>
        ))}
      </td>
      <td className="import-how">
        {field.question === null ? <Read field={field} /> : <b>{t`Two readings fit: answer above`}</b>}
      </td>
    </tr>
  );
}

/** How a field is read, with the first value as it comes out where that differs. */
function Read({ field }: { field: Field }) {
  const at = field.read.findIndex((read, index) => read !== "" && read !== field.firsts[index]);
  return (
    <>
      {field.how}
      {at >= 0 && <span className="import-example">{field.read[at]}</span>}
    </>
  );
}

/** Texts of the files matched with ours: stages, types and roles. */
function Meanings({ inspection, importing }: { inspection: Inspection; importing: Importing }) {
  if (inspection.meanings.length === 0) return null;
  const choose = (meaning: Meaning, means: string) => {
    const { place, field, text } = meaning;
    if (means !== meaning.means)
      importing.decide(withEdit(importing.decisions, { place, field, text, means }));
  };
  return (
    <section aria-label={t`What texts mean`}>
      <h2>{t`What texts mean`}</h2>
      <table className="figures import-meanings">
        <thead>
          <tr>
            <th scope="col">{t`Field`}</th>
            <th scope="col">{t`In your file`}</th>
            <th scope="col" className="number">
              {t`Rows`}
            </th>
            <th scope="col">{t`Means`}</th>
          </tr>
        </thead>
        <tbody>
          {inspection.meanings.map((meaning) => (
            <tr key={`${meaning.place} ${meaning.field} ${meaning.text}`}>
              <th scope="row">{fieldName(meaning.field)}</th>
              <td>{meaning.text}</td>
              <td className="number">{count(meaning.rows)}</td>
              <td>
                <Means meaning={meaning} onChoose={choose} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Means({ meaning, onChoose }: { meaning: Meaning; onChoose: (m: Meaning, to: string) => void }) {
  const label = t`What ${meaning.text} means`;
  if (meaning.choices.length > 0) {
    return (
      <select
        className="field"
        aria-label={label}
        value={meaning.means}
        onChange={(event) => onChoose(meaning, event.currentTarget.value)}
      >
        {!meaning.choices.includes(meaning.means) && <option value={meaning.means}>{meaning.means}</option>}
        {meaning.choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      className="field"
      data-typing
      aria-label={label}
      defaultValue={meaning.means}
      onBlur={(event) => onChoose(meaning, event.currentTarget.value.trim() || meaning.means)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") event.currentTarget.value = meaning.means;
      }}
    />
  );
}

/** Columns that nothing is read from; those in files of deals and partners can be kept as attributes. */
function Unused({ inspection, importing }: { inspection: Inspection; importing: Importing }) {
  const unused = unusedColumns(inspection);
  if (unused.length === 0) return null;
  const keep = (feed: Feed | undefined, column: string) => {
    if (feed !== undefined) importing.decide(asAttribute(importing.decisions, feed, column));
  };
  return (
    <section aria-label={t`Not used`}>
      <h2>{t`Not used`}</h2>
      {unused.map(({ file, columns, keepers }) =>
        keepers.length === 0 ? (
          <p key={file} className="import-notes selectable">
            {file} ({count(columns.length)}): {columns.map((column) => column.name).join(", ")}
          </p>
        ) : (
          <details key={file} className="import-unread">
            <summary>
              {file} ({count(columns.length)}): {columns.map((column) => column.name).join(", ")}
            </summary>
            <p className="caption">
              {t`A column kept as an attribute can be asked for by name in the program's conditions.`}
            </p>
            <table className="figures import-map">
              <tbody>
                {columns.map((column) => (
                  <tr key={column.name}>
                    <th scope="row">{column.name}</th>
                    <td>
                      <select
                        className="field import-column"
                        aria-label={t`What becomes of ${column.name}`}
                        value=""
                        onChange={(event) =>
                          keep(keepers[Number.parseInt(event.currentTarget.value, 10)], column.name)
                        }
                      >
                        <option value="">{t`Not read`}</option>
                        {keepers.map((feed, at) => (
                          <option key={feed.place} value={at}>
                            {t`Attribute of ${feed.table === "deal" ? t`deals` : t`partners`}`}
                          </option>
                        ))}
                      </select>
                    </td>
                    <td className="import-values">{column.firsts.join(", ")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        ),
      )}
    </section>
  );
}
