import { useId } from "react";
import { day } from "../../components/dates.ts";
import { ExplainedSum } from "../../components/ExplainButton.tsx";
import type { Figure, LiabilityTable } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { LINES, MOST_LINES, movementOf } from "./liability.ts";

export interface LinesProps {
  found: LiabilityTable;
  period: string | null;
  onAll: () => void;
  onMore: (lines: number) => void;
  onExplain: (figure: Figure) => void;
}

/** Every amount behind the roll-forward, the first of them listed. */
export function Lines({ found, period, onAll, onMore, onExplain }: LinesProps) {
  const title = useId();
  const { lines, total_lines: total } = found;
  const next = Math.min(MOST_LINES, lines.length + LINES);
  return (
    <section aria-labelledby={title} className="liability-lines">
      <header className="liability-head">
        <h2 id={title}>{period === null ? t`Amounts behind it` : t`Amounts behind ${period}`}</h2>
        {period !== null && (
          <button type="button" className="link-button" onClick={onAll}>
            {t`Show all quarters`}
          </button>
        )}
      </header>
      <p className="caption">
        {plural(
          total,
          {
            one: "1 line. An amount with a payout behind it opens its explanation",
            other:
              "{shown} of {n} lines, by quarter and partner. An amount with a payout behind it opens its explanation",
          },
          { shown: lines.length },
        )}
      </p>
      <table className="figures liability-table">
        <thead>
          <tr>
            <th scope="col">{t`Partner`}</th>
            <th scope="col">{t`Quarter`}</th>
            <th scope="col">{t`Day`}</th>
            <th scope="col">{t`What`}</th>
            <th scope="col">{t`From`}</th>
            <th scope="col" className="number">
              {t`Amount`}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and never change places
            <tr key={at}>
              <th scope="row">
                {line.partner_name} <span className="narrow liability-id">{line.partner}</span>
              </th>
              <td>{line.period}</td>
              <td>{day(line.on)}</td>
              <td>{movementOf(line.movement)}</td>
              <td>{line.from}</td>
              <td className="number">
                <ExplainedSum text={line.amount} figure={line.figure} onExplain={onExplain} />
                {line.currency !== found.currency && ` ${line.currency}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length < Math.min(total, MOST_LINES) ? (
        <button type="button" className="link-button" onClick={() => onMore(next)}>
          {t`Show more lines`}
        </button>
      ) : (
        total > lines.length && (
          <p className="caption">{t`The file of all lines has the other ${count(total - lines.length)}`}</p>
        )
      )}
    </section>
  );
}
