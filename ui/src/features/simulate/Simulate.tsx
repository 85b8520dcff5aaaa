import { type ReactNode, useMemo, useRef, useState } from "react";
import { Switch } from "../../components/Switch.tsx";
import { useRoom } from "../../components/useRoom.ts";
import type { Change, Dimension, Figure, Simulation, Sort, Table } from "../../host/index.ts";
import { plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { type AskBreakdown, DIMENSIONS, useBreakdown } from "./breakdown.ts";
import { IncentiveTable } from "./IncentiveTable.tsx";
import { Kpis } from "./Kpis.tsx";
import { PartnersTable } from "./PartnersTable.tsx";
import { PayoutChart } from "./PayoutChart.tsx";
import {
  type AskPartners,
  type Columns,
  columnsFor,
  type Grouping,
  type Room,
  sortAmong,
  usePartners,
} from "./partners.ts";
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
  askBreakdown: AskBreakdown;
  /** What is owed, in place of charts and partners while it is looked at. */
  liability: ReactNode;
  view: View;
  onView: (view: View) => void;
  onSave: (table: Table, name: string) => Promise<string | null>;
  /** Opens a partner's own page. */
  onPage: (partner: string) => void;
  onExplain: (figure: Figure, deals?: boolean) => void;
  /** Whether the document has any deals. */
  imported: boolean;
  onImport: () => void;
  onData: () => void;
}

/** What is seen under the key figures. */
export type View = "payout" | "liability";

const VIEWS: readonly { value: View; label: string }[] = [
  { value: "payout", label: t`Payout` },
  { value: "liability", label: t`Liability` },
];

/** Widths in CSS pixels from which chart and incentives stand side by side, and every column has room. */
const ROOMS = [
  ["roomy", 740],
  ["full", 896],
  ["ample", 1040],
] as const;

/** The home of the app: what the program pays, by each of its sides, to whom, and what is owed. */
export function Simulate(props: SimulateProps) {
  const { simulation, onExplain, view } = props;
  const [sort, setSort] = useState<Sort>({ by: "payout", descending: true });
  const [shown, setShown] = useState<Columns>("payout");
  const [by, setBy] = useState<Dimension>("quarter");
  const page = useRef<HTMLElement>(null);
  const room = useRoom<Room>(page, ROOMS, "tight");

  const showWinners = () => {
    setShown("payout");
    setSort({ by: "change", descending: true });
    props.onView("payout");
    page.current?.querySelector<HTMLElement>('.partners [tabindex="0"]')?.focus();
  };
  return (
    <article ref={page} className="simulate" data-room={room} data-old={props.old || undefined}>
      <h1 className="spoken-only">{t`Simulate`}</h1>
      <Kpis simulation={simulation} onExplain={onExplain} onWinners={showWinners} />
      {simulation.deals === 0 ? (
        <NoDeals {...props} />
      ) : (
        <>
          <div className="simulate-views">
            <Switch label={t`Show`} quiet choices={VIEWS} value={view} onChoose={props.onView} />
            {view === "payout" && <Switch label={t`By`} choices={DIMENSIONS} value={by} onChoose={setBy} />}
          </div>
          {view === "payout" ? (
            <Payout
              {...props}
              by={by}
              room={room}
              sort={sort}
              onSort={setSort}
              shown={shown}
              onShown={setShown}
            />
          ) : (
            props.liability
          )}
        </>
      )}
    </article>
  );
}

interface PayoutProps extends SimulateProps {
  by: Dimension;
  room: Room;
  sort: Sort;
  onSort: (sort: Sort) => void;
  shown: Columns;
  onShown: (shown: Columns) => void;
}

/** Why there is nothing to see, and where to go from here. */
function NoDeals({ imported, onImport, onData }: Pick<SimulateProps, "imported" | "onImport" | "onData">) {
  return (
    <section className="simulate-none">
      <h2>{t`There is no won deal to replay`}</h2>
      <p>
        {imported
          ? t`Deals are there, but none of them is won and closed in the quarters that are replayed. Data shows which days they close on and what was set aside.`
          : t`This document has no deals yet. Import last year's export from your CRM, and every figure here follows.`}
      </p>
      <p className="simulate-ways">
        {!imported && (
          <button type="button" className="button" data-primary onClick={onImport}>
            {t`Import deals…`}
          </button>
        )}
        <button type="button" className="button" onClick={onData}>
          {t`Open Data`}
        </button>
      </p>
    </section>
  );
}

/** Charts and partners. */
function Payout(props: PayoutProps) {
  const { simulation, simulated, by, sort, shown, onExplain } = props;
  const [filter, setFilter] = useState("");
  const longest = plain(simulation.total);
  const columns = columnsFor(props.room, shown, longest);
  const [asTable, setAsTable] = useState(false);
  const [grouping, setGrouping] = useState<Grouping>({ group: null, within: null });
  const breakdown = useBreakdown(props.askBreakdown, by, simulation, simulated);
  // Another simulation is another listing, even with the same changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const listing = useMemo(
    () => ({
      changes: simulated,
      sort,
      filter,
      economics: shown === "economics",
      ...questionOf(grouping),
    }),
    [simulation, simulated, sort, filter, shown, grouping],
  );
  const partners = usePartners(props.ask, listing);
  return (
    <>
      <div className="simulate-charts" data-table={asTable || undefined}>
        <PayoutChart
          simulation={simulation}
          by={by}
          breakdown={breakdown}
          asTable={asTable}
          onTable={setAsTable}
          sample={props.sample}
          dragging={props.dragging}
          onExplain={onExplain}
          onGroup={(id, name) => setGrouping({ ...grouping, within: { by, id, name } })}
          onSave={props.onSave}
        />
        {!asTable && <IncentiveTable simulation={simulation} onExplain={onExplain} />}
      </div>
      <div className="simulate-partners">
        <PartnersTable
          partners={partners}
          columns={columns}
          shown={shown}
          onShown={(now) => {
            props.onShown(now);
            props.onSort(sortAmong(columnsFor(props.room, now, longest), sort));
          }}
          sort={sort}
          filter={filter}
          grouping={grouping}
          currency={simulation.currency}
          explained={props.explainedPartner}
          onSort={props.onSort}
          onFilter={setFilter}
          onGrouping={setGrouping}
          onSave={() =>
            props.onSave(
              {
                of: "partners",
                filter,
                within: questionOf(grouping).within,
                economics: shown === "economics",
              },
              "partners",
            )
          }
          onExplain={(partner, deals) => onExplain({ partner }, deals)}
          onPage={props.onPage}
        />
      </div>
    </>
  );
}

/** The grouping as Rust is asked for it: a group by its id, without the name people read. */
function questionOf({ group, within }: Grouping) {
  return { group, within: within === null ? null : { by: within.by, id: within.id } };
}
