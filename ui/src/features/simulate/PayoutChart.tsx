import { useId, useState } from "react";
import { StackedBars } from "../../charts/StackedBars.tsx";
import type { Figure, Simulation } from "../../host/index.ts";
import { plain } from "../../money/format.ts";
import { description, scale, stacks } from "./chart.ts";
import "./chart.css";

export interface PayoutChartProps {
  simulation: Simulation;
  sample: boolean;
  dragging: boolean;
  onExplain: (figure: Figure) => void;
}

const HEIGHT = 216;

/** Payout by quarter and incentive, as bars or as the table of the same figures. */
export function PayoutChart({ simulation, sample, dragging, onExplain }: PayoutChartProps) {
  const [asTable, setAsTable] = useState(false);
  const [reading, setReading] = useState<string | null>(null);
  const title = useId();
  return (
    <section className="chart" aria-labelledby={title}>
      <header className="chart-head">
        <h2 id={title}>{simulation.finding}</h2>
        <button
          type="button"
          className="text-button caption"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? "Show as chart" : "Show as table"}
        </button>
      </header>
      <p className="caption chart-note" title={reading ?? undefined}>
        {reading ?? (
          <>
            {simulation.currency} by quarter and incentive{sample && ", sample data"}
            <span className="chart-key" aria-hidden="true" /> Saved program
          </>
        )}
      </p>
      {asTable ? (
        <QuarterTable simulation={simulation} onExplain={onExplain} />
      ) : (
        <StackedBars
          description={description(simulation)}
          groups={stacks(simulation)}
          series={paid(simulation).map(({ id, name }) => ({ id, label: name }))}
          scale={scale(simulation)}
          height={HEIGHT}
          still={dragging}
          onRead={setReading}
          onExplain={(period, incentive) => onExplain({ period, incentive })}
        />
      )}
    </section>
  );
}

/** The incentives that add up to the total; a shadow is no part of it. */
function paid(simulation: Simulation) {
  return simulation.incentives.filter((incentive) => !incentive.shadow);
}

function QuarterTable({ simulation, onExplain }: Pick<PayoutChartProps, "simulation" | "onExplain">) {
  const { quarters } = simulation;
  const incentives = paid(simulation);
  return (
    <div className="chart-table" style={{ height: HEIGHT }}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Quarter</th>
            {incentives.map((incentive) => (
              <th scope="col" key={incentive.id} className="number">
                {incentive.name}
              </th>
            ))}
            <th scope="col" className="number">
              Total
            </th>
            <th scope="col" className="number">
              Baseline
            </th>
          </tr>
        </thead>
        <tbody>
          {quarters.map((quarter) => (
            <tr key={quarter.id}>
              <th scope="row">{quarter.label}</th>
              {incentives.map((incentive) => (
                <td key={incentive.id} className="number">
                  <button
                    type="button"
                    className="text-button"
                    onClick={() => onExplain({ period: quarter.id, incentive: incentive.id })}
                  >
                    {plain(quarter.parts.find((part) => part.incentive === incentive.id)?.amount ?? "0")}
                  </button>
                </td>
              ))}
              <td className="number">
                <button
                  type="button"
                  className="text-button"
                  onClick={() => onExplain({ period: quarter.id })}
                >
                  {plain(quarter.total)}
                </button>
              </td>
              <td className="number">{plain(quarter.baseline_total)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            {incentives.map((incentive) => (
              <td key={incentive.id} className="number">
                {plain(incentive.total)}
              </td>
            ))}
            <td className="number">{plain(simulation.total)}</td>
            <td className="number">{plain(simulation.baseline_total)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
