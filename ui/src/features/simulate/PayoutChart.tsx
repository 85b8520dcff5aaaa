import { useId, useState, useSyncExternalStore } from "react";
import { StackedBars } from "../../charts/StackedBars.tsx";
import type { Figure, Simulation } from "../../host/index.ts";
import { plain } from "../../money/format.ts";
import { description, drawnIncentives, scale, stacks, title } from "./chart.ts";
import "./chart.css";

export interface PayoutChartProps {
  simulation: Simulation;
  asTable: boolean;
  onTable: (asTable: boolean) => void;
  sample: boolean;
  dragging: boolean;
  onExplain: (figure: Figure) => void;
}

/** The drawing's height, more of it beside a long list of incentives, and what is left in a low window. */
const HEIGHT = 216;
const MOST_HEIGHT = 300;
const LOW_HEIGHT = 176;
const LOW_WINDOW = matchMedia("(max-height: 779px)");

/** Payout by quarter and incentive, as bars or as the table of the same figures. */
export function PayoutChart(props: PayoutChartProps) {
  const { simulation, asTable, onExplain } = props;
  const [reading, setReading] = useState<string | null>(null);
  const titleId = useId();
  const low = useSyncExternalStore(heedWindow, () => LOW_WINDOW.matches);
  const height = low
    ? LOW_HEIGHT
    : Math.min(MOST_HEIGHT, Math.max(HEIGHT, simulation.incentives.length * 26 + 62));
  return (
    <section className="chart" aria-labelledby={titleId}>
      <header className="chart-head">
        <h2 id={titleId}>{title(simulation)}</h2>
        <button
          type="button"
          className="link-button"
          aria-pressed={asTable}
          onClick={() => props.onTable(!asTable)}
        >
          {asTable ? "Show as chart" : "Show as table"}
        </button>
      </header>
      <p className="caption chart-note" title={reading ?? undefined}>
        {reading ?? (
          <>
            {simulation.currency} by quarter and incentive{props.sample && ", sample data"}
            <span className="chart-key" aria-hidden="true" /> {simulation.baseline}
          </>
        )}
      </p>
      {asTable ? (
        <QuarterTable simulation={simulation} height={height} onExplain={onExplain} />
      ) : (
        <StackedBars
          description={description(simulation)}
          groups={stacks(simulation)}
          series={drawnIncentives(simulation).map(({ id, name }) => ({ id, label: name }))}
          scale={scale(simulation)}
          height={height}
          still={props.dragging}
          onRead={setReading}
          onExplain={(period, incentive) => onExplain({ period, incentive })}
        />
      )}
    </section>
  );
}

function heedWindow(changed: () => void): () => void {
  LOW_WINDOW.addEventListener("change", changed);
  return () => LOW_WINDOW.removeEventListener("change", changed);
}

/** The incentives that add up to the total; a shadow is no part of it. */
function paid(simulation: Simulation) {
  return simulation.incentives.filter((incentive) => !incentive.shadow);
}

type QuarterTableProps = Pick<PayoutChartProps, "simulation" | "onExplain"> & { height: number };

function QuarterTable({ simulation, height, onExplain }: QuarterTableProps) {
  const { quarters } = simulation;
  const incentives = paid(simulation);
  return (
    <div className="chart-table" style={{ height }}>
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
              <th scope="row" className="chart-quarter">
                {quarter.label}
              </th>
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
