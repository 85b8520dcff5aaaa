import { useState } from "react";
import type { InspectedFile, Inspection } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { FormFields } from "./FormFields.tsx";
import { withoutFile } from "./importing.ts";
import type { Importing } from "./useImport.ts";

/** Which files, and how each is read. */
export function FilesStep({ importing }: { importing: Importing }) {
  const { inspection, decisions } = importing;
  return (
    <>
      {inspection === null ? (
        <p className="import-empty">
          {t`CSV and tab-separated text in any encoding, Excel workbooks and SQLite databases. Drop files on the window, choose them, or paste rows from a spreadsheet.`}
        </p>
      ) : (
        <section aria-label={t`Files`}>
          <h2>{t`Files`}</h2>
          <table className="figures import-files">
            <thead>
              <tr>
                <th scope="col">{t`File`}</th>
                <th scope="col" className="number">
                  {t`Rows`}
                </th>
                <th scope="col">{t`How it is read`}</th>
                <th scope="col">
                  <span className="spoken-only">{t`Actions`}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {inspection.files.map((file) => (
                <FileRow key={file.path} file={file} importing={importing} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <div className="import-add">
        <AddFiles
          importing={importing}
          label={inspection === null ? t`Choose files` : t`Add files`}
          primary={inspection === null}
        />
      </div>
      {inspection !== null && inspection.saved.length > 0 && (
        <SavedMappings inspection={inspection} importing={importing} />
      )}
      {decisions.files.length > 0 && inspection !== null && inspection.notes.length > 0 && (
        <section aria-label={t`Assumed`}>
          <h2>{t`Assumed`}</h2>
          <ul className="import-notes">
            {inspection.notes.map((note) => (
              <li key={note} className="selectable">
                {note}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface AddFilesProps {
  importing: Importing;
  label: string;
  primary?: boolean;
}

/** The ways in: the dialog and the clipboard. Dropping works everywhere. */
export function AddFiles({ importing, label, primary = false }: AddFilesProps) {
  const [pasting, setPasting] = useState(false);
  const [text, setText] = useState("");
  return (
    <>
      <button
        type="button"
        className="button"
        data-primary={primary || undefined}
        data-testid="import-choose"
        onClick={() => importing.start()}
      >
        {label}
      </button>
      <button type="button" className="button" aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
        {t`Paste rows`}
      </button>
      {pasting && (
        <form
          className="import-paste"
          onSubmit={(event) => {
            event.preventDefault();
            importing.paste(text);
          }}
        >
          <label htmlFor="import-paste-text">{t`Rows copied from a spreadsheet, with their header`}</label>
          <textarea
            id="import-paste-text"
            className="field"
            data-typing
            rows={6}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" className="button" disabled={text.trim() === ""}>
            {t`Take these rows`}
          </button>
        </form>
      )}
    </>
  );
}

function FileRow({ file, importing }: { file: InspectedFile; importing: Importing }) {
  const [changing, setChanging] = useState(false);
  return (
    <>
      <tr>
        <th scope="row">
          {file.file}
          {file.family !== "" && <span className="import-family">{file.family}</span>}
        </th>
        <td className="number">{count(file.rows)}</td>
        <td>{file.sentence}</td>
        <td className="import-row-actions">
          <button
            type="button"
            className="link-button"
            aria-expanded={changing}
            onClick={() => setChanging(!changing)}
          >
            {t`Change`}
          </button>
          <button
            type="button"
            className="link-button"
            onClick={() => importing.decide(withoutFile(importing.decisions, file))}
          >
            {t`Remove`}
          </button>
        </td>
      </tr>
      {changing && (
        <tr>
          <td colSpan={4} className="import-form-cell">
            <FormFields file={file} importing={importing} />
          </td>
        </tr>
      )}
    </>
  );
}

function SavedMappings({ inspection, importing }: { inspection: Inspection; importing: Importing }) {
  const { decisions } = importing;
  const choose = (saved: string | null) => importing.decide({ ...decisions, saved, edits: [] });
  return (
    <section aria-label={t`Mapping`}>
      <h2>{t`Mapping`}</h2>
      <fieldset className="import-choices">
        <legend className="spoken-only">{t`Which mapping to begin with`}</legend>
        <label>
          <input
            type="radio"
            name="mapping"
            checked={decisions.saved === null}
            onChange={() => choose(null)}
          />
          {t`Guess from the names of columns and what stands in them`}
        </label>
        {inspection.saved.map(({ name, matched, of }) => (
          <label key={name}>
            <input
              type="radio"
              name="mapping"
              checked={decisions.saved === name}
              onChange={() => choose(name)}
            />
            {name}
            <span className="caption">
              {plural(
                of,
                { one: "{matched} of 1 column is here", other: "{matched} of {n} columns are here" },
                { matched },
              )}
            </span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}
