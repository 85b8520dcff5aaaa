import { useMemo, useRef, useState } from "react";
import { useRoom } from "../../components/useRoom.ts";
import type { Change, Figure, Simulation, Sort } from "../../host/index.ts";
import { IncentiveTable } from "./IncentiveTable.tsx";
import { Kpis } from "./Kpis.tsx";
import { PartnersTable } from "./PartnersTable.tsx";
import { PayoutChart } from "./PayoutChart.tsx";
import { type AskPartners, columnsFor, usePartners } from "./partners.ts";
import "./simulate.css";

export interface SimulateProps {
  simulation: Simulation;
  /** The changes that the simulation was made with; the table is asked with the same. */
  simulated: Change[];
  /** The figures trail the levers, or the last calculation was refused. */
  old: boolean;
  dragging: boolean;
  sample: boolean;
  explainedPartner: string | null;
  ask: AskPartners;
  onExplain: (figure: Figure, deals?: boolean) => void;
}

/** Widths in CSS pixels from which chart and incentives stand side by side, and every column has room. */
const ROOMS = [
  ["roomy", 740],
  ["full", 896],
] as const;

/** The home of the app: what the program pays, by quarter and incentive, and to whom. */
export function Simulate(props: SimulateProps) {
  const { simulation, simulated, onExplain } = props;
  const [sort, setSort] = useState<Sort>({ by: "payout", descending: true });
  const [filter, setFilter] = useState("");
  const [asTable, setAsTable] = useState(false);
  const page = useRef<HTMLElement>(null);
  const room = useRoom<"tight" | "roomy" | "full">(page, ROOMS, "tight");
  const table = useRef<HTMLDivElement>(null);
  // Another simulation is another listing, even with the same changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const listing = useMemo(
    () => ({ changes: simulated, sort, filter }),
    [simulation, simulated, sort, filter],
  );
  const partners = usePartners(props.ask, listing);

  const showWinners = () => {
    setSort({ by: "change", descending: true });
    table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  };
  return (
    <article ref={page} className="simulate" data-room={room} data-old={props.old || undefined}>
      <h1 className="spoken-only">Simulate</h1>
      <Kpis simulation={simulation} onExplain={onExplain} onWinners={showWinners} />
      <div className="simulate-charts" data-table={asTable || undefined}>
        <PayoutChart
          simulation={simulation}
          asTable={asTable}
          onTable={setAsTable}
          sample={props.sample}
          dragging={props.dragging}
          onExplain={onExplain}
        />
        {!asTable && <IncentiveTable simulation={simulation} onExplain={onExplain} />}
      </div>
      <div className="simulate-partners" ref={table}>
        <PartnersTable
          partners={partners}
          columns={columnsFor(room)}
          sort={sort}
          filter={filter}
          currency={simulation.currency}
          explained={props.explainedPartner}
          onSort={setSort}
          onFilter={setFilter}
          onExplain={(partner, deals) => onExplain({ partner }, deals)}
        />
      </div>
    </article>
  );
}
