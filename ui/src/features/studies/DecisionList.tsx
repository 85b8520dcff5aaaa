import { moment } from "../../components/dates.ts";
import { t } from "../../text/text.ts";
import { type AskDecisions, useDecisions } from "./decisions.ts";
import "./decisions.css";

export interface DecisionListProps {
  /** Another object whenever the document is another. */
  of: unknown;
  ask: AskDecisions["decisions"];
}

/** What was decided on studies, each with what the study showed then. */
export function DecisionList({ of, ask }: DecisionListProps) {
  const decisions = useDecisions(ask, of);
  if (decisions === null) return <p className="caption">{t`Reading the decisions`}</p>;
  if (decisions.length === 0) {
    return (
      <p className="decisions-none">
        {t`Nothing was decided yet. Look at a pilot or a roll-out under Studies and choose “Record the decision”.`}
      </p>
    );
  }
  return (
    <section className="study-scroll" aria-label={t`Decisions`} data-testid="decisions">
      <table className="figures decisions-table">
        <thead>
          <tr>
            <th scope="col">{t`Step`}</th>
            <th scope="col">{t`On what`}</th>
            <th scope="col">{t`Decided`}</th>
            <th scope="col">{t`What it showed`}</th>
            <th scope="col">{t`When`}</th>
          </tr>
        </thead>
        <tbody>
          {decisions.map((one) => (
            <tr key={one.revision}>
              <td>{`v${one.revision}`}</td>
              <th scope="row">{one.subject}</th>
              <td>
                {one.decided_words}
                {one.words !== "" && <span className="decision-words">{one.words}</span>}
              </td>
              <td>
                {one.finding}
                <span className="caption decision-basis">{one.basis}</span>
              </td>
              <td>
                {moment(one.at)}
                {one.who !== "" && <span className="caption decision-basis">{one.who}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
