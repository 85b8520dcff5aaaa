import type { Document } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import "./data.css";

/** What the simulation rests on: rows in each table of facts, and the files they came from. */
export function DataPage({ document }: { document: Document }) {
  return (
    <article className="data">
      <header className="page-head">
        <h1>Data</h1>
        <p className="caption">
          {document.sample
            ? "Sample data: every partner and deal here is made up"
            : "Everything stays on this computer"}
        </p>
      </header>
      <div className="data-tables">
        <section aria-label="Facts">
          <h2>Facts</h2>
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">Table</th>
                <th scope="col" className="number">
                  Rows
                </th>
              </tr>
            </thead>
            <tbody>
              {document.counts.map(({ table, rows }) => (
                <tr key={table}>
                  <th scope="row">{TABLES[table] ?? table}</th>
                  <td className="number">{count(rows)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section aria-label="Source files">
          <h2>Source files</h2>
          {document.files.length === 0 ? (
            <p className="data-none">No file was imported into this document.</p>
          ) : (
            <table className="figures">
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col" className="number">
                    Rows
                  </th>
                  <th scope="col" className="number">
                    Set aside
                  </th>
                </tr>
              </thead>
              <tbody>
                {document.files.map((file) => (
                  <tr key={file.name}>
                    <th scope="row">{file.name}</th>
                    <td className="number">{count(file.rows)}</td>
                    <td className="number">{count(file.set_aside)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      </div>
    </article>
  );
}

/** What a table's rows are called; a table that is named for one row says so in the plural. */
const TABLES: Record<string, string> = {
  partner: "Partners",
  deal: "Deals",
  line: "Deal lines",
  credit: "Credits",
  touch: "Touches",
  registration: "Registrations",
  overlap: "Account overlaps",
  settlement: "Settlements",
  adjustment: "Returns and adjustments",
  activity: "Activities",
  score: "Scores",
  target: "Targets",
  level: "Levels held before",
  fund_event: "MDF events",
  rate: "Exchange rates",
  paid: "Past payouts",
};
