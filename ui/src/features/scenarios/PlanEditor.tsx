import { type ReactNode, useId } from "react";
import { useAnswer } from "../../components/useAnswer.ts";
import type { ChangeGround, GetPlan, PlanView } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { BudgetRateLine, GrowthLine, JoinLine, PipelineLine } from "./PlanLines.tsx";
import { NEW_GROWTH, NEW_PIPELINE, newBudgetRate, newPartners, replaced } from "./plan.ts";
import "./plan.css";

/** Asks for the plan. */
export type AskPlan = (question: GetPlan, done: (view: PlanView) => void) => void;

export interface PlanEditorProps {
  /** Another object whenever the plan may be another. */
  figures: unknown;
  ask: AskPlan;
  onChange: (change: ChangeGround) => void;
}

/** What the history is grown by, who joins, and which open deals are won. Every commit is one step of undo. */
export function PlanEditor({ figures, ask, onChange }: PlanEditorProps) {
  const title = useId();
  const view = useAnswer(ask, {}, figures);
  if (view === null) return null;
  const { growth, new_partners: joining, pipeline, budget_rates: rates } = view;
  const rate = newBudgetRate(view);
  return (
    <section className="plan" aria-labelledby={title}>
      <h2 id={title}>{t`Plan`}</h2>
      <p className="caption plan-method">{view.methods[1]}</p>
      <Lines
        heads={[t`Deals grow`, t`When`, t`By`]}
        none={t`Nothing grows yet: grown to plan, the deals are those of the history.`}
        add={t`Add growth`}
        onAdd={() => onChange({ growth: [...growth, NEW_GROWTH] })}
      >
        {growth.map((rule, at) => (
          <GrowthLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the list
            key={at}
            rule={rule}
            view={view}
            onRule={(one) => onChange({ growth: replaced(growth, at, one) })}
          />
        ))}
      </Lines>
      <Lines
        heads={[t`Partners join`, t`Like the median`, t`Ramp by quarter`]}
        none={t`Nobody joins.`}
        add={t`Add partners`}
        onAdd={() => onChange({ new_partners: [...joining, newPartners(view)] })}
      >
        {joining.map((rule, at) => (
          <JoinLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the list
            key={at}
            rule={rule}
            view={view}
            onRule={(one) => onChange({ new_partners: replaced(joining, at, one) })}
          />
        ))}
      </Lines>
      <Lines
        heads={[t`Open deals are won`, t`At the end of`, t`Chance`]}
        none={
          view.open_deals === 0
            ? t`The data has no open deals.`
            : t`No open deal is taken in: grown to plan, only deals that were won count.`
        }
        add={t`Add open deals`}
        onAdd={view.open_deals === 0 ? null : () => onChange({ pipeline: [...pipeline, NEW_PIPELINE] })}
      >
        {pipeline.map((rule, at) => (
          <PipelineLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the list
            key={at}
            rule={rule}
            view={view}
            onRule={(one) => onChange({ pipeline: replaced(pipeline, at, one) })}
          />
        ))}
      </Lines>
      <Lines
        heads={[t`Budget rates`, t`In`, t`Worth`]}
        none={
          view.currencies.length === 0
            ? t`Every deal is in ${view.currency}.`
            : t`No budget rates: deals are converted as the program says.`
        }
        add={t`Add a budget rate`}
        onAdd={rate === null ? null : () => onChange({ budget_rates: [...rates, rate] })}
      >
        {rates.map((rule, at) => (
          <BudgetRateLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the list
            key={at}
            rule={rule}
            view={view}
            onRule={(one) => onChange({ budget_rates: replaced(rates, at, one) })}
          />
        ))}
      </Lines>
    </section>
  );
}

interface LinesProps {
  heads: [string, string, string];
  /** What to say where there are none. */
  none: string;
  add: string;
  /** Adds a line; null where there is nothing that could be added. */
  onAdd: (() => void) | null;
  children: ReactNode[];
}

/** The lines of one kind, and a way to add another. */
function Lines({ heads, none, add, onAdd, children }: LinesProps) {
  const [what, when, much] = heads;
  return (
    <div className="plan-lines">
      <table className="figures plan-table">
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col">{when}</th>
            <th scope="col" className="number">
              {much}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {children}
          {children.length === 0 && (
            <tr>
              <td colSpan={4} className="plan-none">
                {none}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {onAdd !== null && (
        <button type="button" className="link-button" onClick={onAdd}>
          {add}
        </button>
      )}
    </div>
  );
}
