import type { Step } from "../../host/index.ts";
import { t } from "../../text/text.ts";

/** What was done, in order: each with what came out of it. */
export function Steps({ steps }: { steps: Step[] }) {
  const done = steps.filter((step) => step.kind !== "why_not" && step.kind !== "next_threshold");
  if (done.length === 0) return null;
  return (
    <section aria-label={t`Steps`}>
      <h3 className="caption">{t`Steps`}</h3>
      <ol className="steps">
        {done.map((step) => (
          <li key={`${step.kind} ${step.label} ${step.detail} ${step.value}`} data-kind={step.kind}>
            <span className="step-label">{step.label}</span>
            <span className="step-value selectable">{step.value}</span>
            {step.detail !== "" && <span className="step-detail caption">{step.detail}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
