import { Difference, Sum } from "../../components/Sum.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import type { ElsewhereList, Figure } from "../../host/index.ts";
import { direction } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import "./elsewhere.css";

export interface ElsewhereProps {
  figure: Figure;
  /** Another object whenever the figures are others. */
  figures: unknown;
  ask: (figure: Figure, done: (list: ElsewhereList) => void) => void;
}

/** The explained figure in the program and in every scenario. */
export function Elsewhere({ figure, figures, ask }: ElsewhereProps) {
  const list = useAnswer(ask, figure, figures, JSON.stringify(figure));
  if (list === null || list.rows.length < 2) return null;
  return (
    <section aria-labelledby="elsewhere-title" data-testid="elsewhere">
      <h3 className="caption" id="elsewhere-title">
        {t`In the other scenarios`}
      </h3>
      <table className="figures elsewhere">
        <tbody>
          {list.rows.map((row) => (
            <tr key={row.id} data-viewed={row.viewed || undefined}>
              <th scope="row">
                {row.name}
                {row.viewed && <span className="spoken-only">{t`, shown here`}</span>}
              </th>
              <td className="number">{row.amount === null ? t`none` : <Sum text={row.amount} />}</td>
              <td className="number">
                {row.change !== null && direction(row.change) !== "none" && <Difference text={row.change} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
