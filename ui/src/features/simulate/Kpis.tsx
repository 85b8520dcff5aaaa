import type { ReactNode } from "react";
import { Difference, Sum } from "../../components/Sum.tsx";
import type { Figure, Simulation } from "../../host/index.ts";
import { amount, count, direction, percent, percentChange } from "../../money/format.ts";
import "./kpis.css";

export interface KpisProps {
  simulation: Simulation;
  /** The incentives that go into MDF balances, explained together or alone. */
  onExplain: (figure: Figure) => void;
  /** Shows the partners in the order of their change. */
  onWinners: () => void;
}

/** The figures that answer first: a rule above, hairlines between, and each opens what is behind it. */
export function Kpis({ simulation, onExplain, onWinners }: KpisProps) {
  const { currency } = simulation;
  const explainAll = () => onExplain({});
  return (
    <ul className="kpis" aria-label="Key figures">
      <Kpi
        hero
        label={`Total payout, ${simulation.window}`}
        spoken={`Total payout ${amount(simulation.total, currency)}. Explain`}
        figure={<Sum text={simulation.total} currency={currency} />}
        testId="total-payout"
        onChoose={explainAll}
      >
        <TotalBasis simulation={simulation} />
      </Kpi>
      <Kpi
        label="Effective rate"
        spoken={`Effective rate ${rate(simulation.effective_rate)} of revenue. Explain`}
        figure={rate(simulation.effective_rate)}
        onChoose={explainAll}
      >
        {simulation.effective_rate === simulation.baseline_effective_rate
          ? "payout by revenue"
          : `was ${rate(simulation.baseline_effective_rate)}`}
      </Kpi>
      <Kpi
        label="Better / worse off"
        spoken={`${simulation.better} partners better off, ${simulation.worse} worse off. Show them first`}
        figure={`${count(simulation.better)} / ${count(simulation.worse)}`}
        onChoose={onWinners}
      >
        {`${count(simulation.unchanged)} unchanged`}
      </Kpi>
      <Kpi
        label="Eligible revenue"
        spoken={`Eligible revenue ${amount(simulation.revenue, currency)}. Explain`}
        figure={amount(simulation.revenue, currency, "compact")}
        onChoose={explainAll}
      >
        {`${count(simulation.deals)} deals, net`}
      </Kpi>
      <Kpi
        label="MDF accrued"
        spoken={`MDF accrued ${amount(simulation.mdf, currency)}. Explain`}
        figure={amount(simulation.mdf, currency, "compact")}
        onChoose={() => onExplain(mdfFigure(simulation))}
      >
        {simulation.mdf === simulation.baseline_mdf
          ? "part of the total"
          : `was ${amount(simulation.baseline_mdf, currency, "compact")}`}
      </Kpi>
    </ul>
  );
}

function TotalBasis({ simulation }: { simulation: Simulation }) {
  if (direction(simulation.change) === "none") return "same as the saved program";
  return (
    <Difference text={simulation.change} currency={simulation.currency}>
      {simulation.change_rate !== null && ` (${percentChange(simulation.change_rate)})`}
      {" vs saved program"}
    </Difference>
  );
}

function rate(text: string | null): string {
  return text === null ? "none" : percent(text);
}

/** MDF has a figure of its own where one incentive accrues it; several are seen within the whole. */
function mdfFigure(simulation: Simulation): Figure {
  const [only, ...more] = simulation.incentives.filter((incentive) => incentive.mdf && !incentive.shadow);
  return only !== undefined && more.length === 0 ? { incentive: only.id } : {};
}

interface KpiProps {
  label: string;
  spoken: string;
  figure: ReactNode;
  children: ReactNode;
  onChoose: () => void;
  hero?: boolean;
  testId?: string;
}

function Kpi({ label, spoken, figure, children, onChoose, hero = false, testId }: KpiProps) {
  return (
    <li className="kpi" data-hero={hero || undefined}>
      <button type="button" onClick={onChoose} aria-label={spoken}>
        <span className="kpi-label caption">{label}</span>
        <span className="kpi-figure" data-testid={testId}>
          {figure}
        </span>
        <span className="kpi-basis">{children}</span>
      </button>
    </li>
  );
}
