import { useId } from "react";
import { day } from "../../components/dates.ts";
import { Sideways } from "../../components/Sideways.tsx";
import { Sum } from "../../components/Sum.tsx";
import { capital } from "../../components/words.ts";
import type { Budget, OpenRequest } from "../../host/index.ts";
import { plural, t } from "../../text/text.ts";
import { stageNote } from "./budget.ts";

/** Requests for MDF from asked for to paid. */
export function Requests({ budget }: { budget: Budget }) {
  const title = useId();
  const { funnel, currency, other_currencies: others } = budget;
  if (funnel.every((stage) => stage.count === 0)) return null;
  return (
    <section aria-labelledby={title} className="budget-section">
      <h2 id={title}>{t`MDF requests`}</h2>
      <ol className="budget-funnel">
        {funnel.map((stage, at) => (
          <li key={stage.step}>
            <span className="caption">{capital(stage.step)}</span>
            <span className="budget-stage">
              <Sum text={stage.amount} currency={currency} />
            </span>
            <span className="caption">{stageNote(stage, funnel[at - 1]?.step)}</span>
          </li>
        ))}
      </ol>
      <p className="caption">
        {t`What was requested, approved, claimed and paid in the replay, each by its own day and amount`}
        {others > 0 &&
          plural(others, {
            one: "; 1 in another currency is left out",
            other: "; {n} in other currencies are left out",
          })}
      </p>
    </section>
  );
}

const key = ({ partner, request }: OpenRequest) => `${partner} ${request}`;

/** Requests that were approved and wait for their claim. */
export function OpenRequests({ budget: { open } }: { budget: Budget }) {
  const title = useId();
  if (open.length === 0) return null;
  // One that is approved in several currencies has a row for each.
  const requests = new Set(open.map(key)).size;
  const deadlines = open.some((request) => request.claim_until !== null);
  return (
    <section aria-labelledby={title} className="budget-section">
      <h2 id={title}>
        {plural(requests, {
          one: "1 request approved and not claimed",
          other: "{n} requests approved and not claimed",
        })}
      </h2>
      <p className="caption">{t`Oldest first`}</p>
      <Sideways label={t`Requests approved and not claimed`}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t`Request`}</th>
              <th scope="col">{t`Partner`}</th>
              <th scope="col">{t`Activity`}</th>
              <th scope="col">{t`Approved on`}</th>
              {deadlines && <th scope="col">{t`Claim until`}</th>}
              <th scope="col">{t`Source`}</th>
              <th scope="col" className="number">
                {t`Approved`}
              </th>
            </tr>
          </thead>
          <tbody>
            {open.map((request) => (
              <tr key={`${key(request)} ${request.currency}`}>
                <th scope="row">{request.request}</th>
                <td>{request.partner_name}</td>
                <td>{capital(request.activity)}</td>
                <td>{day(request.approved_on)}</td>
                {deadlines && <td>{request.claim_until === null ? "" : day(request.claim_until)}</td>}
                <td className="budget-quiet">{request.source}</td>
                <td className="number">
                  <Sum text={request.approved} currency={request.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </section>
  );
}
