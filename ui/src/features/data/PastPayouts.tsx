import { useState } from "react";
import { day } from "../../components/dates.ts";
import { Switch } from "../../components/Switch.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import type { Document, ReconciledPayout } from "../../host/index.ts";
import { amount, plain } from "../../money/format.ts";
import { type AskReconcile, PAGE, STANDING, shownRows, standings } from "./pastPayouts.ts";

const SHOWN = [
  { value: "differing", label: "What does not agree" },
  { value: "all", label: "All" },
] as const;

type Shown = (typeof SHOWN)[number]["value"];

interface PastPayoutsProps {
  document: Document;
  ask: AskReconcile;
}

/** What was really paid against what the program pays, those that differ most first. */
export function PastPayouts({ document, ask }: PastPayoutsProps) {
  const [shown, setShown] = useState<Shown>("differing");
  const [offset, setOffset] = useState(0);
  const question = { only_differing: shown === "differing", offset, limit: PAGE };
  const found = useAnswer(ask, question, document);
  return (
    <section aria-label="Past payouts" className="past-payouts" data-testid="past-payouts">
      <h2>Past payouts</h2>
      {found === null ? (
        <p className="data-none">Comparing</p>
      ) : (
        <>
          <p className="data-none selectable">
            From {day(found.from)} to {day(found.until)} the program pays{" "}
            {amount(found.calculated, found.currency)} where {amount(found.paid, found.currency)} was paid:{" "}
            {amount(found.difference, found.currency)} difference. {standings(found)}
          </p>
          <div className="past-head">
            <Switch
              label="Show"
              quiet
              choices={SHOWN}
              value={shown}
              onChoose={(value) => {
                setShown(value);
                setOffset(0);
              }}
            />
            <span className="caption">{shownRows(offset, found.rows.length, found.total_rows)}</span>
          </div>
          {found.rows.length > 0 && <Rows rows={found.rows} currency={found.currency} />}
          {found.total_rows > PAGE && (
            <div className="data-actions">
              <button
                type="button"
                className="button"
                disabled={offset === 0}
                onClick={() => setOffset(Math.max(0, offset - PAGE))}
              >
                Previous
              </button>
              <button
                type="button"
                className="button"
                disabled={offset + PAGE >= found.total_rows}
                onClick={() => setOffset(offset + PAGE)}
              >
                Next
              </button>
            </div>
          )}
          <p className="caption">{found.compared_by} The difference is calculated less paid.</p>
        </>
      )}
    </section>
  );
}

function Rows({ rows, currency }: { rows: ReconciledPayout[]; currency: string }) {
  const figure = (text: string | null, of: string) =>
    text === null ? "" : of === currency ? plain(text) : amount(text, of);
  return (
    <table className="figures selectable">
      <thead>
        <tr>
          <th scope="col">Partner</th>
          <th scope="col">Incentive</th>
          <th scope="col">Period</th>
          <th scope="col">Standing</th>
          <th scope="col" className="number">
            Paid
          </th>
          <th scope="col" className="number">
            Calculated
          </th>
          <th scope="col" className="number">
            Difference
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={`${row.partner} ${row.label} ${row.from} ${row.until} ${row.currency} ${row.standing}`}
            title={row.source ?? undefined}
          >
            <th scope="row">{row.partner_name}</th>
            <td>{row.label}</td>
            <td className="past-period">
              {day(row.from)} to {day(row.until)}
            </td>
            <td>{STANDING[row.standing]}</td>
            <td className="number">{figure(row.paid, row.currency)}</td>
            <td className="number">{figure(row.calculated, row.currency)}</td>
            <td className="number">{figure(row.difference, row.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
