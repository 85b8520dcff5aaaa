import { type FormEvent, useId, useState } from "react";
import { Dialog } from "../components/Dialog.tsx";
import { t } from "../text/text.ts";

export interface PathQuestion {
  title: string;
  label: string;
  verb: string;
  suggested: string;
  answer: (path: string | null) => void;
}

/** Asks for a path in words, where no desktop dialog is to be had. */
export function PathDialog({ question }: { question: PathQuestion }) {
  const [path, setPath] = useState(question.suggested);
  const id = useId();
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() !== "") question.answer(path.trim());
  };
  return (
    <Dialog title={question.title} onClose={() => question.answer(null)}>
      <form className="dialog-body" onSubmit={submitted}>
        <div className="path">
          <label htmlFor={id}>{question.label}</label>
          <input
            id={id}
            className="field"
            data-typing
            autoComplete="off"
            spellCheck={false}
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={() => question.answer(null)}>
            {t`Cancel`}
          </button>
          <button type="submit" className="button" data-primary disabled={path.trim() === ""}>
            {question.verb}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
