import { ExplainButton } from "../../components/ExplainButton.tsx";
import { ChangeGlyph } from "../../components/icons.tsx";
import { amountWidth } from "../../components/widths.ts";
import type { Compared, ComparedColumn, Figure } from "../../host/index.ts";
import { plural, rich, t } from "../../text/text.ts";
import { type ShownRow, shownRows, type Variance } from "./scenarios.ts";
import "./compared.css";

export interface ComparedTableProps {
  compared: Compared;
  variance: Variance;
  all: boolean;
  chosen: string | null;
  onChoose: (id: string) => void;
  onAll: (all: boolean) => void;
  onExplain: (figure: Figure, column: ComparedColumn) => void;
}

/** The width of the names of the rows in CSS pixels. */
const FIRST = 168;

/** The width that the longest figure needs. */
function widest(rows: readonly ShownRow[]): number {
  return Math.max(...rows.flatMap(({ cells }) => cells.map(({ text }) => amountWidth(text, 16))), 96);
}

/** The figures of each program in a column; what differs from the baseline is marked as a cell. */
export function ComparedTable(props: ComparedTableProps) {
  const { compared, variance, all, chosen } = props;
  const rows = shownRows(compared, variance, all);
  return (
    <div className="compared">
      <table
        className="figures compared-table"
        data-testid="compared"
        style={{ minWidth: FIRST + compared.columns.length * widest(rows) }}
      >
        <caption className="spoken-only">
          {t`Scenarios side by side with ${compared.columns[0]?.name ?? t`the baseline`}`}
        </caption>
        <thead>
          <tr>
            <td />
            {compared.columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className="number"
                data-chosen={column.id === chosen || undefined}
              >
                <Heading column={column} chosen={column.id === chosen} onChoose={props.onChoose} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-row={row.id} data-first={row.first || undefined}>
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, at) => (
                <td
                  key={compared.columns[at]?.id}
                  className="number"
                  data-differs={cell.differs || undefined}
                  data-chosen={compared.columns[at]?.id === chosen || undefined}
                  title={cell.exact === "" ? undefined : cell.exact}
                >
                  <Value row={row} at={at} compared={compared} onExplain={props.onExplain} />
                  {cell.change !== "" && (
                    <span className="compared-change">
                      <span className="difference" data-way={cell.way}>
                        {cell.way !== "none" && <ChangeGlyph way={cell.way} />}
                        <span>{cell.change}</span>
                      </span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {compared.columns
        .filter((column) => column.failure !== "")
        .map((column) => (
          <p key={column.id} className="scenarios-failure">
            {rich`${<strong>{column.name}</strong>} has no figures. ${column.failure}`}
          </p>
        ))}
      <button type="button" className="link-button" aria-expanded={all} onClick={() => props.onAll(!all)}>
        {all ? t`Hide incentives and tiers` : t`Show incentives and tiers`}
      </button>
    </div>
  );
}

interface ValueProps extends Pick<ComparedTableProps, "compared" | "onExplain"> {
  row: ShownRow;
  /** The column it stands in. */
  at: number;
}

/** A figure, which opens its explanation where it is one of payouts. */
function Value({ row, at, compared, onExplain }: ValueProps) {
  const { figure, cells } = row;
  const [cell, column] = [cells[at], compared.columns[at]];
  if (figure === null || column === undefined || cell === undefined || cell.exact === "")
    return <span className="compared-value">{cell?.text}</span>;
  return (
    <ExplainButton
      className="text-button compared-value"
      title={t`${cell.exact}. Explain in ${column.name} (E or F2)`}
      onExplain={() => onExplain(figure, column)}
    >
      {cell.text}
    </ExplainButton>
  );
}

interface HeadingProps {
  column: ComparedColumn;
  chosen: boolean;
  onChoose: (id: string) => void;
}

function Heading({ column, chosen, onChoose }: HeadingProps) {
  const { differences } = column;
  const note = column.baseline
    ? t`Baseline`
    : differences === 0
      ? t`no difference`
      : plural(differences, { one: "1 difference", other: "{n} differences" });
  return (
    <>
      {column.baseline || column.id === "program" || column.id === "opened" ? (
        <span className="compared-name">{column.name}</span>
      ) : (
        <button
          type="button"
          className="text-button compared-name"
          aria-pressed={chosen}
          title={t`Look into ${column.name}`}
          onClick={() => onChoose(column.id)}
        >
          {column.name}
        </button>
      )}
      <span className="caption compared-note">
        {note}
        {column.edited && t`, edits go here`}
      </span>
    </>
  );
}
