import { useId, useState } from "react";
import { RunLine } from "../../charts/RunLine.tsx";
import { Switch } from "../../components/Switch.tsx";
import { asTitle } from "../../components/words.ts";
import type { Budget, BudgetPeriod, Change, Figure, Simulation, Table } from "../../host/index.ts";
import { amount, direction } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { type AskBudget, describe, pointsOf, useBudget } from "./budget.ts";
import { Fund } from "./Fund.tsx";
import { Pools } from "./Pools.tsx";
import { OpenRequests, Requests } from "./Requests.tsx";
import { Returns } from "./Returns.tsx";
import "./budget.css";

export interface BudgetPageProps {
  /** The changes that the figures on screen were made with. */
  changes: Change[];
  /** The simulation that the figures follow. */
  of: Simulation;
  sample: boolean;
  ask: AskBudget;
  /** Makes a pool hold another amount in a period: one step of undo. */
  onPool: (pool: string, period: string, amount: string) => void;
  /** Puts a budget that fits what is paid into the program: one step of undo. */
  onBudget: () => void;
  /** Puts a fund over the MDF accruals into the program: one step of undo. */
  onFund: () => void;
  onSave: (table: Table, name: string) => Promise<string | null>;
  onExplain: (figure: Figure) => void;
}

/** What may be spent, what is spent of it, and what became of MDF. */
export function BudgetPage(props: BudgetPageProps) {
  const { changes, of: simulation, ask } = props;
  const budget = useBudget(ask.budget, changes, simulation);
  if (budget === null) return <p className="caption">{t`Calculating`}</p>;
  return (
    <article className="budget">
      <header className="page-head">
        <h1>{t`Budget and MDF`}</h1>
        <p className="caption">
          {t`What may be spent, what is spent of it, and what became of the money for marketing`}
        </p>
      </header>
      {budget.periods.length === 0 ? (
        <NoBudget onBudget={props.onBudget} />
      ) : (
        <Periods {...props} budget={budget} />
      )}
      <Requests budget={budget} />
      {budget.funds.length === 0 ? (
        <NoFund
          accrues={simulation.incentives.some(({ mdf }) => mdf)}
          budget={budget}
          onFund={props.onFund}
        />
      ) : (
        budget.funds.map((fund) => (
          <Fund
            key={fund.id}
            fund={fund}
            currency={budget.currency}
            changes={changes}
            of={simulation}
            ask={ask}
            onSave={() => props.onSave({ of: "funds", fund: fund.id }, t`fund ${fund.name}`)}
          />
        ))
      )}
      <Returns ask={ask} changes={changes} of={simulation} />
      <OpenRequests budget={budget} />
    </article>
  );
}

function Periods(props: BudgetPageProps & { budget: Budget }) {
  const { budget, onPool, onExplain } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const title = useId();
  const period = budget.periods.find((each) => each.label === chosen) ?? budget.periods.at(-1);
  if (period === undefined) return null;
  return (
    <section aria-labelledby={title} className="budget-section">
      <header className="budget-head">
        <h2 id={title}>{asTitle(period.finding)}</h2>
        {budget.periods.length > 1 && (
          <Switch
            label={t`Period`}
            choices={budget.periods.map(({ label }) => ({ value: label, label }))}
            value={period.label}
            onChoose={setChosen}
          />
        )}
      </header>
      <p className="caption">
        {t`${budget.currency}, ${period.label}: a budget of ${amount(period.amount, budget.currency, "whole")}`}
        {direction(period.reserve) !== "none" &&
          t`, of it ${amount(period.reserve, budget.currency, "whole")} in reserve`}
        {props.sample && t`, sample data`}
      </p>
      <div className="budget-charts">
        <Pools
          period={period}
          onPool={(pool, held) => onPool(pool, period.label, held)}
          onExplain={onExplain}
        />
        <Run period={period} currency={budget.currency} />
      </div>
      {direction(period.outside) !== "none" && (
        <p className="caption">
          {t`${amount(period.outside, budget.currency)} more is paid by incentives that draw on no pool`}
        </p>
      )}
    </section>
  );
}

const HEIGHT = 208;

function Run({ period, currency }: { period: BudgetPeriod; currency: string }) {
  const [read, setRead] = useState<string | null>(null);
  return (
    <figure className="budget-run">
      <RunLine
        description={describe(period, currency)}
        points={pointsOf(period, currency)}
        ticks={period.axis.ticks.map((tick) => ({
          at: tick.at,
          label: amount(tick.amount, currency, "tick"),
        }))}
        line={{
          size: period.holds_size,
          label: t`In the pools ${amount(period.holds, currency, "compact")}`,
        }}
        from={period.run_from}
        height={HEIGHT}
        onRead={setRead}
      />
      <figcaption className="caption">
        {read ??
          (period.run_from === 0
            ? t`Used by the end of each month, beside an even pace to what the pools hold`
            : t`Used by the end of each month that is replayed`)}
      </figcaption>
    </figure>
  );
}

function NoBudget({ onBudget }: { onBudget: () => void }) {
  return (
    <section className="budget-section budget-none">
      <h2>{t`The program has no budget`}</h2>
      <p>
        {t`A budget splits what may be spent in a year into pools of incentives. Once a pool has run out, what is settled later is cut, and what was cut is shown beside it.`}
      </p>
      <button type="button" className="button" onClick={onBudget}>
        {t`Set up a budget`}
      </button>
      <p className="caption">
        {t`It begins with room above what this program pays, so that nothing is cut; then set each pool as you plan it`}
      </p>
    </section>
  );
}

interface NoFundProps {
  /** Whether an incentive pays into MDF balances. */
  accrues: boolean;
  budget: Budget;
  onFund: () => void;
}

function NoFund({ accrues, budget, onFund }: NoFundProps) {
  const asked = budget.funnel.some((stage) => stage.count > 0);
  return (
    <section className="budget-section budget-none">
      <h2>{t`The program has no fund`}</h2>
      <p>
        {t`A fund keeps each partner's MDF balance, pays claims out of it and lets what is old expire.`}{" "}
        {accrues
          ? t`MDF accrues to partners, but no fund says how it is claimed.`
          : t`No incentive accrues MDF.`}{" "}
        {asked && t`Partners have asked for money all the same.`}
      </p>
      {accrues ? (
        <button type="button" className="button" onClick={onFund}>
          {t`Set up a fund`}
        </button>
      ) : (
        <p className="caption">{t`Add an incentive that pays into MDF in Program, then set up the fund here`}</p>
      )}
    </section>
  );
}
