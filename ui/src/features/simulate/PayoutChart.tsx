import { useId, useState, useSyncExternalStore } from "react";
import { RowBars } from "../../charts/RowBars.tsx";
import { StackedBars } from "../../charts/StackedBars.tsx";
import { SaveButton } from "../../components/SaveButton.tsx";
import { asTitle } from "../../components/words.ts";
import type { Breakdown, Dimension, Figure, Simulation, Table } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { BreakdownTable } from "./BreakdownTable.tsx";
import { DIMENSIONS, describe, rowsOf, tableOf } from "./breakdown.ts";
import { description, drawnIncentives, scale, stacks, title } from "./chart.ts";
import "./chart.css";

export interface PayoutChartProps {
  simulation: Simulation;
  by: Dimension;
  /** The groups where they are no quarters; null until they are known. */
  breakdown: Breakdown | null;
  asTable: boolean;
  onTable: (asTable: boolean) => void;
  sample: boolean;
  dragging: boolean;
  onExplain: (figure: Figure) => void;
  /** Shows the partners of a group that no single figure explains. */
  onGroup: (id: string, name: string) => void;
  onSave: (table: Table, name: string) => Promise<string | null>;
}

/** The drawing's height, more of it beside a long list of incentives, and what is left in a low window. */
const HEIGHT = 216;
const MOST_HEIGHT = 300;
const LOW_HEIGHT = 176;
const LOW_WINDOW = matchMedia("(max-height: 779px)");

/** Payout by one of its sides and incentive, as bars or as the table of the same figures. */
export function PayoutChart(props: PayoutChartProps) {
  const { simulation, by, breakdown, asTable } = props;
  const [reading, setReading] = useState<string | null>(null);
  const titleId = useId();
  const low = useSyncExternalStore(heedWindow, () => LOW_WINDOW.matches);
  const height = low
    ? LOW_HEIGHT
    : Math.min(MOST_HEIGHT, Math.max(HEIGHT, simulation.incentives.length * 26 + 62));
  const waiting = by !== "quarter" && breakdown === null;
  const finding = breakdown === null ? title(simulation) : asTitle(breakdown.finding);
  return (
    <section className="chart" aria-labelledby={titleId}>
      <header className="chart-head">
        <h2 id={titleId} title={finding}>
          {finding}
        </h2>
        <span className="chart-ways">
          <button
            type="button"
            className="link-button"
            aria-pressed={asTable}
            onClick={() => props.onTable(!asTable)}
          >
            {asTable ? t`Show as chart` : t`Show as table`}
          </button>
          <SaveButton
            words={t`Save CSV`}
            onSave={() =>
              props.onSave(
                { of: "breakdown", by },
                t`payout by ${DIMENSIONS.find((each) => each.value === by)?.label ?? by}`,
              )
            }
          />
        </span>
      </header>
      <p className="caption chart-note" title={reading ?? undefined}>
        {reading ?? (
          <>
            {simulation.currency} {breakdown?.note ?? t`by quarter and incentive`}
            {props.sample && t`, sample data`}
            {simulation.ground && `, ${simulation.ground}`}
            <span className="chart-key" aria-hidden="true" /> {simulation.baseline}
          </>
        )}
      </p>
      {waiting ? (
        <div style={{ height }} />
      ) : asTable ? (
        <BreakdownTable
          table={tableOf(by, simulation, breakdown)}
          height={height}
          onExplain={props.onExplain}
          onGroup={props.onGroup}
        />
      ) : (
        <Bars {...props} height={height} onRead={setReading} />
      )}
    </section>
  );
}

type BarsProps = PayoutChartProps & { height: number; onRead: (words: string | null) => void };

/** Time stands in columns, named groups in rows. */
function Bars({ simulation, breakdown, dragging, height, onRead, onExplain, onGroup }: BarsProps) {
  if (breakdown === null) {
    return (
      <StackedBars
        description={description(simulation)}
        groups={stacks(simulation)}
        series={drawnIncentives(simulation).map(({ id, name }) => ({ id, label: name }))}
        scale={scale(simulation)}
        height={height}
        still={dragging}
        onRead={onRead}
        onExplain={(period, incentive) => onExplain({ period, incentive })}
      />
    );
  }
  return (
    <RowBars
      description={describe(breakdown)}
      rows={rowsOf(breakdown)}
      series={drawnIncentives(simulation).map(({ id }) => id)}
      scale={scale(breakdown)}
      height={height}
      still={dragging}
      onRead={onRead}
      onExplain={(id, incentive) => {
        const group = breakdown.groups.find((each) => each.id === id);
        if (group?.figure) onExplain({ ...group.figure, incentive });
        else if (group !== undefined && breakdown.by !== "partner") onGroup(id, group.name);
      }}
    />
  );
}

function heedWindow(changed: () => void): () => void {
  LOW_WINDOW.addEventListener("change", changed);
  return () => LOW_WINDOW.removeEventListener("change", changed);
}
