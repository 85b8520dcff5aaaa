import { ExplainButton } from "../../components/ExplainButton.tsx";
import { Difference, Sum } from "../../components/Sum.tsx";
import type { Complexity, Simulation } from "../../host/index.ts";
import { count, direction, percent, percentChange } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";

export interface ProgramHeadProps {
  name: string;
  simulation: Simulation | null;
  /** The figures trail what is typed, or the program cannot be calculated. */
  old: boolean;
  /** How much there is to understand in it. */
  complexity: Complexity;
  rules: number;
  problems: number;
  onExplain: () => void;
  onProblems: () => void;
}

/** What the complexity is counted from; it is advice, and no payout follows from it. */
function complexityInWords({ conditions, exceptions, tables, dates }: Complexity): string {
  return [
    plural(conditions, { one: "1 condition", other: "{n} conditions" }),
    plural(exceptions, { one: "1 limit or exception", other: "{n} limits and exceptions" }),
    plural(tables, { one: "1 rate table", other: "{n} rate tables" }),
    plural(dates, { one: "1 day named", other: "{n} days named" }),
  ].join(", ");
}

/** What the program pays, always in sight while it is edited. */
export function ProgramHead(props: ProgramHeadProps) {
  const { name, simulation, old, complexity, rules, problems } = props;
  return (
    <header className="program-head" data-old={old || undefined}>
      <div className="program-total">
        <h1 className="caption">{t`${simulation?.scenario ?? name}, total payout`}</h1>
        {simulation === null ? (
          <p className="program-hero">{t`Not known yet`}</p>
        ) : (
          <ExplainButton className="text-button program-hero" onExplain={props.onExplain}>
            <span data-testid="program-total">
              <Sum text={simulation.total} currency={simulation.currency} />
            </span>
            <span className="spoken-only">{t`Explain`}</span>
          </ExplainButton>
        )}
        <p className="program-change">
          {simulation === null ? (
            ""
          ) : direction(simulation.change) === "none" ? (
            t`same as ${simulation.baseline}`
          ) : (
            <Difference text={simulation.change} currency={simulation.currency}>
              {simulation.change_rate !== null && ` (${percentChange(simulation.change_rate)})`}
              {` ${t`vs ${simulation.baseline}`}`}
            </Difference>
          )}
        </p>
      </div>
      {simulation !== null && (
        <dl className="program-figures">
          <div>
            <dt className="caption">{t`Effective rate`}</dt>
            <dd>{simulation.effective_rate === null ? t`none` : percent(simulation.effective_rate)}</dd>
          </div>
          <div>
            <dt className="caption">{t`Better / worse off`}</dt>
            <dd>
              {count(simulation.better)} / {count(simulation.worse)}
            </dd>
          </div>
          <div>
            <dt className="caption">{t`Incentives`}</dt>
            <dd>{count(rules)}</dd>
          </div>
          <div title={complexityInWords(complexity)}>
            <dt className="caption">{t`Complexity`}</dt>
            <dd>
              {count(complexity.whole)}
              <span className="caption"> {t`reads in ${count(complexity.minutes)} min`}</span>
              <span className="spoken-only">, {complexityInWords(complexity)}</span>
            </dd>
          </div>
          <div>
            <dt className="caption">{t`Problems`}</dt>
            <dd>
              <button type="button" className="text-button" onClick={props.onProblems}>
                {problems === 0 ? t`none` : count(problems)}
              </button>
            </dd>
          </div>
        </dl>
      )}
    </header>
  );
}
