import { type FormEvent, useId, useState } from "react";
import type { Failure } from "../../host/index.ts";
import { t } from "../../text/text.ts";

export interface YourNameProps {
  you: string;
  /** Who edited last; null where nobody gave a name. */
  edited: string | null;
  name: (name: string) => Promise<Failure | null>;
  onDone: () => void;
}

/** Under which name edits are made from now on, and under which the last one was. */
export function YourName({ you, edited, name, onDone }: YourNameProps) {
  const id = useId();
  const [text, setText] = useState(you);
  const [failure, setFailure] = useState<Failure | null>(null);
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === you) return;
    const failed = await name(text);
    setFailure(failed);
    if (failed === null) onDone();
  };
  return (
    <form className="sign-name" onSubmit={(event) => void keep(event)}>
      <label htmlFor={id}>{t`Name kept with your edits`}</label>
      <input
        id={id}
        className="field"
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button" disabled={text.trim() === you}>
        {t`Keep`}
      </button>
      <span className="caption selectable">
        {edited === null ? t`The last edit has no name` : t`Edited last by ${edited}`}
      </span>
      {failure !== null && (
        <span className="sign-failure" role="alert">
          {failure.sentence} {failure.hint}
        </span>
      )}
    </form>
  );
}
