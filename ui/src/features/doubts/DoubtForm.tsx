import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Failure } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import type { Said } from "./doubts.ts";

export interface DoubtFormProps {
  /** What the text is, such as "What is doubted". */
  label: string;
  /** The buttons that end it, the first also by Ctrl or Cmd with Enter. */
  ways: readonly { label: string; needsText: boolean; act: (said: Said) => Promise<Failure | null> }[];
  /** What was written before, to go on with. */
  begin?: Said | undefined;
  /** Hears of every letter. */
  onWrite?: ((said: Said) => void) | undefined;
  onClose: () => void;
}

/** A text and a name; what was written stays until it was taken. */
export function DoubtForm({ label, ways, begin, onWrite, onClose }: DoubtFormProps) {
  const ids = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const busy = useRef(false);
  const [said, setSaid] = useState<Said>(begin ?? { text: "", who: "" });
  const { text, who } = said;
  const write = (part: Partial<Said>) => {
    const next = { ...said, ...part };
    setSaid(next);
    onWrite?.(next);
  };
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => field.current?.focus(), []);

  const end = async (way: DoubtFormProps["ways"][number]) => {
    if (way.needsText && text.trim() === "") {
      setFailure({
        code: "text_not_usable",
        kind: "wrong_use",
        sentence: t`${label} is empty.`,
        hint: t`Say it in a sentence or two.`,
      });
      field.current?.focus();
      return;
    }
    // One press too many reports nothing twice.
    if (busy.current) return;
    busy.current = true;
    const failed = await way.act({ text, who });
    busy.current = false;
    setFailure(failed);
    if (failed === null) onClose();
  };
  const first = ways[0];
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    if (first !== undefined) void end(first);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && first !== undefined) {
      event.preventDefault();
      void end(first);
    }
  };
  return (
    <form className="doubt-form" onSubmit={submitted} onKeyDown={pressed}>
      <label htmlFor={`${ids}-text`}>{label}</label>
      <textarea
        ref={field}
        id={`${ids}-text`}
        className="field"
        rows={3}
        value={text}
        aria-invalid={failure !== null}
        aria-describedby={failure === null ? undefined : `${ids}-failure`}
        onChange={(event) => write({ text: event.target.value })}
      />
      <label htmlFor={`${ids}-who`}>
        {t`Your name`} <span className="caption">{t`can be left out`}</span>
      </label>
      <input
        id={`${ids}-who`}
        className="field"
        value={who}
        autoComplete="off"
        onChange={(event) => write({ who: event.target.value })}
      />
      {failure !== null && (
        <p className="doubt-failure" id={`${ids}-failure`} role="alert">
          {failure.sentence} {failure.hint}
        </p>
      )}
      <div className="doubt-ways">
        {ways.map((way, at) => (
          <button
            key={way.label}
            type={at === 0 ? "submit" : "button"}
            className="button"
            data-primary={at === 0 || undefined}
            onClick={at === 0 ? undefined : () => void end(way)}
          >
            {way.label}
          </button>
        ))}
        <button type="button" className="button" onClick={onClose}>
          {t`Cancel`}
        </button>
      </div>
    </form>
  );
}
