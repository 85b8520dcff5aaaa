import { day } from "../../components/dates.ts";
import type { GivenDeal, ProgramTest } from "../../host/index.ts";
import { count, plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { Cell } from "./Cell.tsx";
import { TABLES } from "./tests.ts";

interface GivenProps {
  test: ProgramTest;
  onEdit: (place: string, value: string) => void;
}

/** What happened, in a test: its deals with who is on them, and what is known of the partners. */
export function Given({ test, onEdit }: GivenProps) {
  const others = test.others.map(({ table, rows }) => `${count(rows)} ${TABLES[table] ?? table}`);
  return (
    <div>
      <h2 className="test-part">{t`Given`}</h2>
      <p className="caption">
        {test.window}
        {others.length > 0 && t`; also ${others.join(", ")}`}
      </p>
      {test.deals.length === 0 ? (
        <p className="tests-none">{t`No deals.`}</p>
      ) : (
        <table className="figures tests-given">
          <thead>
            <tr>
              <th scope="col">{t`Deal`}</th>
              <th scope="col">{t`Closed`}</th>
              <th scope="col">{t`Partners and their roles`}</th>
              <th scope="col" className="number">
                {t`Amount`}
              </th>
            </tr>
          </thead>
          <tbody>
            {test.deals.map((deal) => (
              <DealRow key={deal.id} deal={deal} onEdit={onEdit} />
            ))}
          </tbody>
        </table>
      )}
      <details className="tests-partners">
        <summary className="caption">
          {test.partners.length === 1 ? t`What is known of the partner` : t`What is known of the partners`}
        </summary>
        <ul>
          {test.partners.map((partner) => (
            <li key={partner.id} className="caption selectable">
              {partner.name} {partner.id}
              {partner.detail !== "" && `: ${partner.detail}`}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function DealRow({ deal, onEdit }: { deal: GivenDeal; onEdit: GivenProps["onEdit"] }) {
  return (
    <tr>
      <th scope="row">
        {deal.customer === "" ? deal.id : deal.customer}
        <span className="caption tests-more">
          {[deal.customer === "" ? "" : deal.id, deal.detail].filter(Boolean).join(", ")}
        </span>
      </th>
      <td>
        <Cell
          label={t`Closing day of deal ${deal.id}`}
          kind="day"
          value={deal.closed}
          words={day(deal.closed)}
          onCommit={(value) => onEdit(`${deal.place}/closed`, value)}
        />
      </td>
      <td>{deal.partners === "" ? t`nobody` : deal.partners}</td>
      <td className="number">
        <span className="tests-amount">
          <Cell
            label={t`Amount of deal ${deal.id}, ${deal.currency}`}
            kind="amount"
            value={deal.amount}
            words={plain(deal.amount)}
            onCommit={(value) => onEdit(`${deal.place}/amount`, value)}
          />
          <span className="caption">{deal.currency}</span>
        </span>
      </td>
    </tr>
  );
}
