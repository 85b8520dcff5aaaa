import { useId } from "react";
import { categories } from "../../charts/category.ts";
import { ExplainButton } from "../../components/ExplainButton.tsx";
import { Sum } from "../../components/Sum.tsx";
import { amountWidth } from "../../components/widths.ts";
import type { Figure, Simulation } from "../../host/index.ts";
import { plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { drawnIncentives } from "./chart.ts";

export interface IncentiveTableProps {
  simulation: Simulation;
  onExplain: (figure: Figure) => void;
}

/** Below this, the heads of the columns would lie on each other; in pixels. */
const HEAD_WIDTH = 96;

/** What each incentive pays in all, beside what it paid under the baseline. */
export function IncentiveTable({ simulation, onExplain }: IncentiveTableProps) {
  const title = useId();
  const width = Math.max(
    HEAD_WIDTH,
    amountWidth(plain(simulation.total), 10),
    amountWidth(plain(simulation.baseline_total), 10),
  );
  const colours = categories(drawnIncentives(simulation).map((incentive) => incentive.id));
  return (
    <section className="incentives" aria-labelledby={title}>
      <header className="chart-head">
        <h2 id={title}>{t`Payout by incentive`}</h2>
      </header>
      <p className="caption chart-note">
        {simulation.currency}, {simulation.window}
      </p>
      <div className="incentives-scroll">
        <table className="figures">
          <colgroup>
            <col />
            <col style={{ width }} />
            <col style={{ width }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t`Incentive`}</th>
              <th scope="col" className="number">
                {t`Baseline`}
              </th>
              <th scope="col" className="number">
                {t`Payout`}
              </th>
            </tr>
          </thead>
          <tbody>
            {simulation.incentives.map((incentive) => (
              <tr key={incentive.id} data-shadow={incentive.shadow || undefined}>
                <th scope="row">
                  <span className="incentives-name">
                    <span
                      className="incentives-mark"
                      data-category={colours.get(incentive.id)}
                      aria-hidden="true"
                    />
                    <ExplainButton
                      title={t`${incentive.name}. Explain (E or F2)`}
                      onExplain={() => onExplain({ incentive: incentive.id })}
                    >
                      {incentive.name}
                    </ExplainButton>
                    {incentive.shadow && (
                      <span
                        className="incentives-shadow"
                        title={t`A shadow is evaluated and not paid: it is no part of the total.`}
                      >
                        {t`shadow`}
                      </span>
                    )}
                  </span>
                </th>
                <td className="number">
                  <Sum text={incentive.baseline_total} />
                </td>
                <td className="number">
                  <Sum text={incentive.total} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t`Total`}</th>
              <td className="number">
                <Sum text={simulation.baseline_total} />
              </td>
              <td className="number">
                <Sum text={simulation.total} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}
