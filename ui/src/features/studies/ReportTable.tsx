import { useId, useState } from "react";
import type { StudyTable } from "../../host/index.ts";
import { FEW_ROWS, shown } from "./study.ts";

/** Rows that a study found: the most important ones first, all of them when asked for. */
export function ReportTable({ table }: { table: StudyTable }) {
  const [all, setAll] = useState(false);
  const title = useId();
  const rows = all ? table.rows : table.rows.slice(0, FEW_ROWS);
  return (
    <section className="study-table" aria-labelledby={title}>
      <header className="chart-head">
        <h3 id={title}>{table.title}</h3>
        {table.rows.length > FEW_ROWS && (
          <button type="button" className="link-button" onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${table.rows.length}`}
          </button>
        )}
      </header>
      {table.note !== "" && <p className="caption">{table.note}</p>}
      {table.rows.length === 0 ? (
        <p className="study-none">Nothing was found.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className="study-scroll" aria-label={`${table.title}, rows`} tabIndex={0}>
          <table className="figures">
            <thead>
              <tr>
                {table.columns.map(({ name, unit }, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns can be called alike
                  <th key={column} scope="col" className={unit === "text" ? undefined : "number"}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and keep their order
                <tr key={at}>
                  {table.columns.map(({ unit }, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two columns can be called alike
                    <td key={column} className={unit === "text" ? undefined : "number"}>
                      {shown(row.cells[column] ?? "", unit)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
