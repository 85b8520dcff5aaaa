import { ExplainedSum } from "../../components/ExplainButton.tsx";
import { Sum } from "../../components/Sum.tsx";
import type { Figure, LiabilityPart, LiabilityTable } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { accruedFigure, columnsOf, sectionsOf } from "./liability.ts";

export interface RollForwardProps {
  found: LiabilityTable;
  /** The quarter whose lines are listed. */
  period: string | null;
  onPeriod: (period: string | null) => void;
  onExplain: (figure: Figure) => void;
}

/** A row for each quarter and currency, from opening to closing. */
export function RollForward({ found, period, onPeriod, onExplain }: RollForwardProps) {
  const { shown, empty } = columnsOf(found.cells);
  const currencies = new Set(found.cells.map((cell) => cell.currency));
  return (
    <>
      <div className="liability-scroll">
        <table className="figures liability-table">
          <thead>
            <tr>
              <th scope="col">{t`Quarter`}</th>
              {currencies.size > 1 && <th scope="col">{t`Currency`}</th>}
              {shown.map((column) => (
                <th scope="col" key={column.id} className="number" data-beside={!column.rolls || undefined}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.cells.map((cell) => (
              <tr key={`${cell.period} ${cell.currency}`} aria-selected={period === cell.period || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="text-button"
                    aria-pressed={period === cell.period}
                    title={t`List its lines`}
                    onClick={() => onPeriod(period === cell.period ? null : cell.period)}
                  >
                    {cell.period}
                  </button>
                </th>
                {currencies.size > 1 && <td>{cell.currency}</td>}
                {shown.map((column) => (
                  <td key={column.id} className="number" data-beside={!column.rolls || undefined}>
                    <ExplainedSum
                      text={cell[column.id]}
                      figure={column.id === "accrued" ? accruedFigure(found, cell) : null}
                      onExplain={onExplain}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {empty.length > 0 && (
        <p className="caption">
          {t`${found.currency}. Without an amount in any quarter, and not shown: ${empty.join(", ")}`}
        </p>
      )}
    </>
  );
}

export interface PartsProps {
  of: "account" | "incentive" | "pool";
  parts: readonly LiabilityPart[];
  onExplain: (figure: Figure) => void;
}

/** The same by account, incentive or pool: a section each, with a row for each quarter and currency. */
export function Parts({ of, parts, onExplain }: PartsProps) {
  const rolls = of === "account";
  return (
    <>
      <div className="liability-scroll">
        <table className="figures liability-table">
          <thead>
            <tr>
              <th scope="col">{{ account: t`Account`, incentive: t`Incentive`, pool: t`Pool` }[of]}</th>
              <th scope="col">{t`Quarter`}</th>
              <th scope="col">{t`Currency`}</th>
              {rolls && <Head words={t`Opening`} />}
              <Head words={t`Accrued`} />
              {rolls && <Head words={t`Paid`} />}
              {rolls && <Head words={t`Expired`} />}
              <Head words={t`Clawed back`} />
              {rolls && <Head words={t`Exchange`} />}
              {rolls && <Head words={t`Closing`} />}
              <Head words={t`Capped away`} />
            </tr>
          </thead>
          {sectionsOf(parts).map((section) => (
            <tbody key={section.id}>
              {section.parts.map((part, at) => (
                <tr key={`${part.period} ${part.currency}`}>
                  <th scope="row">
                    {at === 0 ? section.name : <span className="spoken-only">{section.name}</span>}
                  </th>
                  <td>{part.period}</td>
                  <td>{part.currency}</td>
                  {rolls && <Cell text={part.opening} />}
                  <td className="number">
                    <ExplainedSum text={part.accrued} figure={part.figure} onExplain={onExplain} />
                  </td>
                  {rolls && <Cell text={part.paid} />}
                  {rolls && <Cell text={part.expired} />}
                  <Cell text={part.clawed_back} />
                  {rolls && <Cell text={part.exchange_difference} />}
                  {rolls && <Cell text={part.closing} />}
                  <Cell text={part.capped_away} />
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {!rolls && (
        <p className="caption">
          {t`A partner's account is paid as a whole, so payments have no incentive: opening, paid and closing stand by quarter and by account`}
        </p>
      )}
    </>
  );
}

function Head({ words }: { words: string }) {
  return (
    <th scope="col" className="number">
      {words}
    </th>
  );
}

function Cell({ text }: { text: string | null }) {
  return <td className="number">{text === null ? "" : <Sum text={text} />}</td>;
}
