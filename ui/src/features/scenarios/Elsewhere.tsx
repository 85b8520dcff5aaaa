import { ExplainButton } from "../../components/ExplainButton.tsx";
import { Difference, Sum } from "../../components/Sum.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import type { ElsewhereList, ElsewhereRow, Figure } from "../../host/index.ts";
import { direction } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import "./elsewhere.css";

export interface ElsewhereProps {
  figure: Figure;
  /** Another object whenever the figures are others. */
  figures: unknown;
  /** The scenario whose figure is explained beside it; null for the program at hand. */
  shown: string | null;
  ask: (figure: Figure, done: (list: ElsewhereList) => void) => void;
  /** Explains the figure in a scenario, or in the program at hand. */
  onOpen: (scenario: string | null) => void;
}

/** The explained figure in the program and in every scenario. */
export function Elsewhere({ figure, figures, shown, ask, onOpen }: ElsewhereProps) {
  const list = useAnswer(ask, figure, figures, JSON.stringify(figure));
  if (list === null || list.rows.length < 2) return null;
  const isShown = ({ id, viewed }: ElsewhereRow) => (shown === null ? viewed : id === shown);
  const amountOf = (row: ElsewhereRow) => {
    if (row.amount === null) return t`none`;
    if (isShown(row)) return <Sum text={row.amount} />;
    return (
      <ExplainButton
        title={t`Explain it in ${row.name} (E or F2)`}
        onExplain={() => onOpen(row.viewed ? null : row.id)}
      >
        <Sum text={row.amount} />
      </ExplainButton>
    );
  };
  return (
    <section aria-labelledby="elsewhere-title" data-testid="elsewhere">
      <h3 className="caption" id="elsewhere-title">
        {t`In the other scenarios`}
      </h3>
      <table className="figures elsewhere">
        <tbody>
          {list.rows.map((row) => (
            <tr key={row.id} data-viewed={isShown(row) || undefined}>
              <th scope="row">
                {row.name}
                {isShown(row) && <span className="spoken-only">{t`, shown here`}</span>}
              </th>
              <td className="number">{amountOf(row)}</td>
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
