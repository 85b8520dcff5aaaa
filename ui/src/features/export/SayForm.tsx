import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { written } from "../../components/keys.ts";
import type { Failure } from "../../host/index.ts";
import { t } from "../../text/text.ts";

/** What was said in a form. */
export interface Said {
  who: string;
  role: string;
  words: string;
}

export interface SayFormProps {
  /** What the button that ends it says. */
  verb: string;
  /** What the words are; none asked for where left out. */
  words?: { label: string; needed: boolean };
  /** What the role is called; none asked for where left out. */
  role?: { label: string; hint?: string };
  /** The name to begin with. */
  you: string;
  act: (said: Said) => Promise<Failure | null>;
  onClose: () => void;
}

const NAMELESS: Failure = {
  code: "name_missing",
  kind: "wrong_use",
  sentence: t`Your name is missing.`,
  hint: t`Write who does this, so that others can read it later.`,
};

/** Who does a step, in which role and with which words; what was written stays until it was taken. */
export function SayForm({ verb, words, role, you, act, onClose }: SayFormProps) {
  const ids = useId();
  const form = useRef<HTMLFormElement>(null);
  const busy = useRef(false);
  const [said, setSaid] = useState<Said>({ who: you, role: "", words: "" });
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("input, textarea")?.focus(), []);

  const end = async (event: FormEvent) => {
    event.preventDefault();
    if (busy.current) return;
    if (said.who.trim() === "") {
      setFailure(NAMELESS);
      form.current?.querySelector<HTMLElement>("[data-who]")?.focus();
      return;
    }
    busy.current = true;
    const failed = await act(said);
    busy.current = false;
    setFailure(failed);
    if (failed === null) onClose();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  };
  return (
    <form ref={form} className="sign-form" onSubmit={(event) => void end(event)} onKeyDown={pressed}>
      {role !== undefined && (
        <>
          <label htmlFor={`${ids}-role`}>
            {role.label} {role.hint !== undefined && <span className="caption">{role.hint}</span>}
          </label>
          <input
            id={`${ids}-role`}
            className="field"
            value={said.role}
            autoComplete="off"
            onChange={(event) => setSaid({ ...said, role: event.target.value })}
          />
        </>
      )}
      {words !== undefined && (
        <>
          <label htmlFor={`${ids}-words`}>
            {words.label} {!words.needed && <span className="caption">{t`can be left out`}</span>}
          </label>
          <textarea
            id={`${ids}-words`}
            className="field"
            rows={2}
            value={said.words}
            onChange={(event) => setSaid({ ...said, words: event.target.value })}
          />
        </>
      )}
      <label htmlFor={`${ids}-who`}>
        {t`Your name`} <span className="caption">{t`nobody verifies it`}</span>
      </label>
      <input
        id={`${ids}-who`}
        className="field"
        data-who
        value={said.who}
        autoComplete="off"
        onChange={(event) => setSaid({ ...said, who: event.target.value })}
      />
      {failure !== null && (
        <p className="sign-failure" role="alert">
          {failure.sentence} {failure.hint}
        </p>
      )}
      <div className="export-ways">
        <button type="submit" className="button" data-primary title={`${verb} (${written("mod+enter")})`}>
          {verb}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t`Cancel`}
        </button>
      </div>
    </form>
  );
}
