import type { ReactNode } from "react";
import { ExplainButton } from "../../components/ExplainButton.tsx";
import { Difference, Sum } from "../../components/Sum.tsx";
import type { Figure, Simulation } from "../../host/index.ts";
import { amount, count, direction, percent, percentChange } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { inTwoLines } from "./chart.ts";
import "./kpis.css";

export interface KpisProps {
  simulation: Simulation;
  onExplain: (figure: Figure) => void;
  /** Shows the partners in the order of their change. */
  onWinners: () => void;
}

/** The figures that answer first: a rule above, hairlines between, and each opens what is behind it. */
export function Kpis({ simulation, onExplain, onWinners }: KpisProps) {
  const { currency } = simulation;
  const explainAll = () => onExplain({});
  return (
    <ul className="kpis" aria-label={t`Key figures`}>
      <Kpi
        hero
        label={t`Total payout, ${[inTwoLines(simulation.window)[0], simulation.ground].filter(Boolean).join(", ")}`}
        figure={<Sum text={simulation.total} currency={currency} />}
        testId="total-payout"
        onChoose={explainAll}
      >
        <TotalBasis simulation={simulation} />
      </Kpi>
      <Kpi label={t`Effective rate`} figure={rate(simulation.effective_rate)} onChoose={explainAll}>
        {simulation.effective_rate === simulation.baseline_effective_rate
          ? t`payout by revenue`
          : t`was ${rate(simulation.baseline_effective_rate)}`}
      </Kpi>
      <Kpi
        label={t`Better / worse off`}
        figure={`${count(simulation.better)} / ${count(simulation.worse)}`}
        onChoose={onWinners}
        opens={t`Show the largest changes first`}
      >
        {t`${count(simulation.unchanged)} unchanged`}
      </Kpi>
      <Kpi
        label={t`Eligible revenue`}
        figure={amount(simulation.revenue, currency, "compact")}
        onChoose={explainAll}
      >
        {plural(simulation.deals, { one: "1 deal, net", other: "{n} deals, net" })}
      </Kpi>
      <Kpi
        label={t`MDF accrued`}
        figure={amount(simulation.mdf, currency, "compact")}
        onChoose={() => onExplain(mdfFigure(simulation))}
      >
        {simulation.mdf === simulation.baseline_mdf
          ? t`part of the total`
          : t`was ${amount(simulation.baseline_mdf, currency, "compact")}`}
      </Kpi>
    </ul>
  );
}

function TotalBasis({ simulation }: { simulation: Simulation }) {
  if (direction(simulation.change) === "none") return t`same as ${simulation.baseline}`;
  return (
    <Difference text={simulation.change} currency={simulation.currency}>
      {simulation.change_rate !== null && ` (${percentChange(simulation.change_rate)})`}
      {` ${t`vs ${simulation.baseline}`}`}
    </Difference>
  );
}

function rate(text: string | null): string {
  return text === null ? t`none` : percent(text);
}

/** MDF has a figure of its own where one incentive accrues it; several are seen within the whole. */
function mdfFigure(simulation: Simulation): Figure {
  const [only, ...more] = simulation.incentives.filter((incentive) => incentive.mdf && !incentive.shadow);
  return only !== undefined && more.length === 0 ? { incentive: only.id } : {};
}

interface KpiProps {
  label: string;
  figure: ReactNode;
  children: ReactNode;
  onChoose: () => void;
  /** What choosing it does, said after the figure. */
  opens?: string;
  hero?: boolean;
  testId?: string;
}

function Kpi({ label, figure, children, onChoose, opens, hero = false, testId }: KpiProps) {
  return (
    <li className="kpi" data-hero={hero || undefined}>
      <ExplainButton className="kpi-open" title={opens} onExplain={onChoose}>
        <span className="kpi-label caption">{label}</span>
        <span className="kpi-figure" data-testid={testId}>
          {figure}
        </span>
        <span className="kpi-basis">{children}</span>
        <span className="spoken-only">{opens ?? t`Explain`}</span>
      </ExplainButton>
    </li>
  );
}
