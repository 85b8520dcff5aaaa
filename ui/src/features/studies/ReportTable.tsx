import { useId, useState } from "react";
import { useTyping } from "../../components/useTyping.ts";
import type { StudyRow, StudyTable } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { FEW_ROWS, shown } from "./study.ts";

/** What rows lead to, and what can be typed into them. */
export interface RowsOf {
  /** Explains what a partner gets. */
  onPartner: (partner: string) => void;
  /** Opens a place of the program. */
  onPlace: (place: string) => void;
  /** Amounts that are typed for partners; null where none can be. */
  hand: { typed: Record<string, string>; onType: (typed: Record<string, string>) => void } | null;
}

/** The table that amounts by hand stand in, and their column. */
const BY_HAND = { table: "proposals", column: t`By hand` };

/** Rows that a study found: the most important ones first, all of them when asked for. */
export function ReportTable({ table, rows: of }: { table: StudyTable; rows: RowsOf }) {
  const [all, setAll] = useState(false);
  const title = useId();
  const rows = all ? table.rows : table.rows.slice(0, FEW_ROWS);
  const hand = table.id === BY_HAND.table ? of.hand : null;
  const divided = table.columns.findIndex(({ name }) => name === BY_HAND.column);
  const columns = table.columns.map((column, at) => ({ ...column, at }));
  const shownColumns = hand === null ? columns : columns.filter(({ at }) => at !== divided);
  return (
    <section className="study-table" aria-labelledby={title}>
      <header className="chart-head">
        <h3 id={title}>{table.title}</h3>
        {table.rows.length > FEW_ROWS && (
          <button type="button" className="link-button" onClick={() => setAll(!all)}>
            {all ? t`Show fewer` : t`Show all ${table.rows.length}`}
          </button>
        )}
      </header>
      {table.note !== "" && <p className="caption">{table.note}</p>}
      {table.rows.length === 0 ? (
        <p className="study-none">{t`Nothing was found.`}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className="study-scroll" aria-label={t`${table.title}, rows`} tabIndex={0}>
          <table className="figures">
            <thead>
              <tr>
                {shownColumns.map(({ name, unit, at }) => (
                  <th key={at} scope="col" className={unit === "text" ? undefined : "number"}>
                    {name}
                  </th>
                ))}
                {hand !== null && (
                  <th scope="col" className="number">
                    {BY_HAND.column}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and keep their order
                <tr key={at}>
                  {shownColumns.map(({ unit, at: column }) => (
                    <td key={column} className={unit === "text" ? undefined : "number"}>
                      <Cell row={row} column={column} text={shown(row.cells[column] ?? "", unit)} of={of} />
                    </td>
                  ))}
                  {hand !== null && row.partner !== null && (
                    <td className="number">
                      <HandField
                        partner={row.cells[0] ?? row.partner}
                        words={hand.typed[row.partner] ?? ""}
                        otherwise={divided < 0 ? t`by revenue` : shown(row.cells[divided] ?? "", "money")}
                        onKeep={(amount) => hand.onType({ ...hand.typed, [row.partner ?? ""]: amount })}
                      />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

interface CellProps {
  row: StudyRow;
  column: number;
  text: string;
  of: RowsOf;
}

/** A cell; the first of a row leads to what the row is about. */
function Cell({ row, column, text, of }: CellProps) {
  const { partner, place } = row;
  if (column > 0 || text === "" || (partner === null && place === null)) return text;
  return (
    <button
      type="button"
      className="text-button"
      title={partner === null ? t`Open it in the program` : t`Explain what this partner gets`}
      onClick={() => (partner === null ? place !== null && of.onPlace(place) : of.onPartner(partner))}
    >
      {text}
    </button>
  );
}

interface HandFieldProps {
  partner: string;
  words: string;
  otherwise: string;
  onKeep: (amount: string) => void;
}

/** What a partner gets by hand; what it gets without stands in the empty field. */
function HandField({ partner, words, otherwise, onKeep }: HandFieldProps) {
  const { field } = useTyping({ words, read: (text) => text, keep: onKeep });
  return (
    <input
      className="field study-hand"
      inputMode="decimal"
      aria-label={t`By hand, ${partner}`}
      placeholder={otherwise}
      {...field}
    />
  );
}
