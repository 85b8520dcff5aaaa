import { useId, useState } from "react";
import { Switch } from "../../components/Switch.tsx";
import type { Decided, Failure, Study } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import type { AskDecisions } from "./decisions.ts";

export interface DecidingProps {
  /** The study that is decided on, as it was asked. */
  study: Study;
  decide: AskDecisions["decide"];
}

const WAYS: readonly { value: Decided; label: string }[] = [
  { value: "roll_out", label: t`roll it out` },
  { value: "go_on", label: t`go on and look again` },
  { value: "stop", label: t`stop it` },
];

/** What is decided on a study, and why: a step of the history. What was written stays until it was taken. */
export function Deciding({ study, decide }: DecidingProps) {
  const ids = useId();
  const [decided, setDecided] = useState<Decided>("go_on");
  const [words, setWords] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [kept, setKept] = useState(false);
  const [busy, setBusy] = useState(false);

  const keep = async () => {
    setBusy(true);
    const failed = await decide({ ...study, decided, words });
    setBusy(false);
    setFailure(failed);
    setKept(failed === null);
    if (failed === null) setWords("");
  };
  return (
    <form
      className="deciding"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void keep();
      }}
    >
      <h3>{t`Decide on it`}</h3>
      <Switch label={t`Decision`} quiet choices={WAYS} value={decided} onChoose={setDecided} />
      <label htmlFor={`${ids}-words`}>
        <span className="caption">{t`Reason, can be left out`}</span>
      </label>
      <textarea
        id={`${ids}-words`}
        className="field"
        rows={2}
        value={words}
        aria-invalid={failure !== null}
        aria-describedby={failure === null ? undefined : `${ids}-failure`}
        onChange={(event) => {
          setWords(event.target.value);
          setKept(false);
        }}
      />
      {failure !== null && (
        <p id={`${ids}-failure`} className="study-failure" role="alert">
          {failure.sentence} {failure.hint}
        </p>
      )}
      <div className="deciding-end">
        <button type="submit" className="button" disabled={busy}>
          {t`Record the decision`}
        </button>
        <span className="caption" role="status">
          {busy
            ? t`Reading the study once more`
            : kept
              ? t`Recorded in the history. Undo takes it back.`
              : ""}
        </span>
      </div>
    </form>
  );
}
