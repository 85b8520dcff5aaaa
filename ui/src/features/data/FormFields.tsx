import { useId, useState } from "react";
import type { FormChoice, InspectedFile } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { withForm } from "./importing.ts";
import type { Importing } from "./useImport.ts";

const DELIMITERS = [
  { id: ",", name: t`Commas` },
  { id: ";", name: t`Semicolons` },
  { id: "\t", name: t`Tabs` },
  { id: "|", name: t`Vertical bars` },
];
const QUOTES = [
  { id: "double", name: t`Double quotes` },
  { id: "single", name: t`Single quotes` },
  { id: "none", name: t`None` },
];

/** The parts of the sentence that says how a file is read, each to be changed by itself. */
export function FormFields({ file, importing }: { file: InspectedFile; importing: Importing }) {
  const { form } = file;
  const change = (part: FormChoice) => importing.decide(withForm(importing.decisions, file.file, part));
  return (
    <div className="import-form">
      {file.sheets.length > 0 && (
        <Pick
          label={file.kind === "workbook" ? t`Sheet` : t`Table or view`}
          value={form.sheet ?? ""}
          options={file.sheets.map((name) => ({ id: name, name }))}
          onPick={(sheet) => change({ sheet })}
        />
      )}
      {file.kind === "text" && (
        <>
          <Pick
            label={t`Encoding`}
            value={form.encoding ?? ""}
            options={file.encodings.map((name) => ({ id: name, name: name.toUpperCase() }))}
            onPick={(encoding) => change({ encoding })}
          />
          <Pick
            label={t`Between columns`}
            value={form.delimiter ?? ""}
            options={DELIMITERS}
            onPick={(delimiter) => change({ delimiter })}
          />
          <Pick
            label={t`Around texts`}
            value={form.quote ?? ""}
            options={QUOTES}
            onPick={(quote) => change({ quote })}
          />
        </>
      )}
      <HeaderRow
        key={form.header_row}
        row={form.header_row ?? 1}
        onChange={(header_row) => change({ header_row })}
      />
      <label className="import-check">
        <input
          type="checkbox"
          checked={form.footer ?? false}
          onChange={(event) => change({ footer: event.currentTarget.checked })}
        />
        {t`Leave out lines after the data`}
      </label>
      {file.footer.length > 0 && (
        <p className="caption import-footer selectable">{t`Left out: ${file.footer.join(" / ")}`}</p>
      )}
    </div>
  );
}

interface PickProps {
  label: string;
  value: string;
  options: readonly { id: string; name: string }[];
  onPick: (id: string) => void;
}

export function Pick({ label, value, options, onPick }: PickProps) {
  const id = useId();
  return (
    <div className="import-pick">
      <label htmlFor={id} className="caption">
        {label}
      </label>
      <select id={id} className="field" value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The row with the names of the columns; 0 where there is none. */
function HeaderRow({ row, onChange }: { row: number; onChange: (row: number) => void }) {
  const id = useId();
  const [text, setText] = useState(String(row));
  const commit = () => {
    if (/^\d{1,6}$/.test(text) && text !== String(row)) onChange(Number.parseInt(text, 10));
    else setText(String(row));
  };
  return (
    <div className="import-pick">
      <label htmlFor={id} className="caption">
        {t`Header in row, 0 for none`}
      </label>
      <input
        id={id}
        className="field import-number"
        data-typing
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "Escape") setText(String(row));
        }}
      />
    </div>
  );
}
