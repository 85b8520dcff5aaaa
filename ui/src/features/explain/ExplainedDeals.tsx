import type { RefObject } from "react";
import { day } from "../../components/dates.ts";
import { Sum } from "../../components/Sum.tsx";
import type { Deal, Explanation } from "../../host/index.ts";
import { amount, count, percent, plain } from "../../money/format.ts";

export interface ExplainedDealsProps {
  section: RefObject<HTMLElement | null>;
  explanation: Explanation;
  /** The rows that were asked for; until somebody asks, the explanation's own first few. */
  listed: Deal[] | null;
  onMore: () => void;
}

/** The rows behind a figure, each down to the file and row it came from. */
export function ExplainedDeals({ section, explanation, listed, onMore }: ExplainedDealsProps) {
  const rows = listed ?? explanation.deals;
  const { total_deals: total, currency, figure } = explanation;
  if (total === 0) return null;
  return (
    <section ref={section} tabIndex={-1} className="deals" aria-label="Deals">
      <h3 className="caption">
        {rows.length === total || rows.length === 0
          ? `Source rows, ${count(total)}`
          : `Source rows, ${count(rows.length)} of ${count(total)}`}
      </h3>
      {rows.length > 0 && (
        <table className="figures" aria-label="Source rows">
          <thead>
            <tr>
              <th scope="col">Deal</th>
              <th scope="col" className="number">
                Counts, {currency}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((deal, at) => (
              // The same row can stand behind a figure more than once; its place in the list is what tells them apart.
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever added at the end
              <DealLine key={at} deal={deal} withPartner={!figure.partner} />
            ))}
          </tbody>
        </table>
      )}
      {rows.length < total && (
        <button type="button" className="link-button" onClick={onMore}>
          {rows.length === 0 ? "List them" : "List more"}
        </button>
      )}
    </section>
  );
}

function DealLine({ deal, withPartner }: { deal: Deal; withPartner: boolean }) {
  return (
    <tr>
      <th scope="row">
        <span>
          {deal.customer} <span className="narrow deal-id">{deal.line ?? deal.deal}</span>
        </span>
        <span className="caption">
          {withPartner && `${deal.partner}, `}
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
