import { Message } from "../../components/Message.tsx";
import { Progress } from "../../components/Progress.tsx";
import { t } from "../../text/text.ts";
import { CheckStep } from "./CheckStep.tsx";
import { FilesStep } from "./FilesStep.tsx";
import { canGoOn, STEPS, type Step } from "./importing.ts";
import { LoadStep, type LoadStepProps } from "./LoadStep.tsx";
import { MapStep } from "./MapStep.tsx";
import "./import.css";

/** An import in four steps: which files, which column is what, what is wrong, and loading. */
export function ImportPage({ importing, leavesSample }: LoadStepProps) {
  const { step, inspection, check, work, failure } = importing;
  const ready = work === null && canGoOn(step, inspection, check);
  return (
    <article className="import" aria-label={t`Import`}>
      <header className="import-head">
        <h1>{t`Import`}</h1>
        <ol className="import-steps">
          {STEPS.map((name, at) => (
            <li key={name} aria-current={at === step ? "step" : undefined}>
              <span className="import-step-number">{at + 1}</span> {name}
            </li>
          ))}
        </ol>
        <div className="import-actions">
          <button type="button" className="button" onClick={importing.cancel}>
            {work === null ? t`Cancel` : t`Stop`}
          </button>
          <button
            type="button"
            className="button"
            disabled={step === 0 || work !== null}
            onClick={() => importing.go((step - 1) as Step)}
          >
            {t`Back`}
          </button>
          {step < 3 && (
            <button
              type="button"
              className="button"
              data-primary
              data-testid="import-next"
              disabled={!ready}
              onClick={importing.next}
            >
              {t`Next`}
            </button>
          )}
        </div>
      </header>
      <Progress work={work} />
      {failure !== null && <Message {...failure} onClose={importing.dismiss} />}
      {step === 0 && <FilesStep importing={importing} />}
      {step === 1 && <MapStep importing={importing} />}
      {step === 2 && <CheckStep importing={importing} />}
      {step === 3 && <LoadStep importing={importing} leavesSample={leavesSample} />}
    </article>
  );
}
