import type { RefObject } from "react";
import { day } from "../../components/dates.ts";
import { Sum } from "../../components/Sum.tsx";
import type { Deal, Explanation } from "../../host/index.ts";
import { amount, count, percent, plain } from "../../money/format.ts";

export interface ExplainedDealsProps {
  section: RefObject<HTMLElement | null>;
  explanation: Explanation;
  all: Deal[] | null;
  onAll: () => void;
}

/** The deals behind a figure, each down to the file and row it came from. */
export function ExplainedDeals({ section, explanation, all, onAll }: ExplainedDealsProps) {
  const rows = all ?? explanation.deals;
  if (rows.length === 0) return null;
  return (
    <section ref={section} tabIndex={-1} className="deals" aria-label="Deals">
      <table className="figures">
        <caption className="caption">
          {rows.length === explanation.total_deals
            ? `Source rows, ${count(rows.length)}`
            : `Source rows, first ${count(rows.length)} of ${count(explanation.total_deals)}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Deal</th>
            <th scope="col" className="number">
              Counts, {explanation.currency}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((deal) => (
            <tr key={`${deal.file} ${deal.row} ${deal.line ?? ""}`}>
              <th scope="row">
                <span className="deal-name">
                  {deal.customer} <span className="narrow deal-id">{deal.line ?? deal.deal}</span>
                </span>
                <span className="caption">
                  {day(deal.closed)}
                  {working(deal)}
                </span>
                <span className="caption deal-source">
                  {deal.file}, row {count(deal.row)}
                </span>
              </th>
              <td className="number">
                <Sum text={deal.counted} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < explanation.total_deals && (
        <button type="button" className="link-button" onClick={onAll}>
          List all {count(explanation.total_deals)}
        </button>
      )}
    </section>
  );
}

/** How the row's own amount becomes what it counts for: converted, and by share; empty if it counts whole. */
function working(deal: Deal): string {
  const steps = [];
  if (deal.exchange !== null) {
    const original = deal.currency === null ? plain(deal.amount) : amount(deal.amount, deal.currency);
    steps.push(`${original} at ${deal.exchange}`);
  }
  if (deal.share !== null) steps.push(`${percent(deal.share, 0)} share of ${plain(deal.converted)}`);
  return steps.map((step) => `, ${step}`).join("");
}
