import type { RefObject } from "react";
import { day } from "../../components/dates.ts";
import { Sum } from "../../components/Sum.tsx";
import type { Deal, Explanation } from "../../host/index.ts";
import { amount, count, percent, plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";

export interface ExplainedDealsProps {
  section: RefObject<HTMLElement | null>;
  explanation: Explanation;
  /** The rows that were asked for; until somebody asks, the explanation's own first few. */
  listed: Deal[] | null;
  /** The deal whose rows alone are listed; null for all. */
  deal: string | null;
  onMore: () => void;
}

/** The rows behind a figure, each down to the file and row it came from. */
export function ExplainedDeals({ section, explanation, listed, deal, onMore }: ExplainedDealsProps) {
  const rows = listed ?? explanation.deals;
  const { total_deals: total, currency, figure } = explanation;
  if (total === 0) return null;
  return (
    <section ref={section} tabIndex={-1} className="deals" aria-label={t`Deals`}>
      <h3 className="caption">
        {rows.length === total || rows.length === 0
          ? t`Source rows, ${count(total)}`
          : t`Source rows, ${count(rows.length)} of ${count(total)}`}
      </h3>
      {deal !== null && listed?.length === 0 && (
        <p className="caption">{t`Nothing of deal ${deal} counts here.`}</p>
      )}
      {rows.length > 0 && (
        <table className="figures" aria-label={t`Source rows`}>
          <thead>
            <tr>
              <th scope="col">{t`Deal`}</th>
              <th scope="col" className="number">
                {t`Counts, ${currency}`}
              </th>
            </tr>
          </thead>
          {rows.map((deal, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row can come twice, and rows are only added at the end
            <DealLine key={at} deal={deal} withPartner={!figure.partner} />
          ))}
        </table>
      )}
      {rows.length < total && (
        <button type="button" className="link-button" onClick={onMore}>
          {rows.length === 0 ? t`List them` : t`List more`}
        </button>
      )}
    </section>
  );
}

function DealLine({ deal, withPartner }: { deal: Deal; withPartner: boolean }) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup">
          {deal.customer} <span className="narrow deal-id">{identity(deal)}</span>
        </th>
        <td className="number">
          <Sum text={deal.counted} />
        </td>
      </tr>
      <tr>
        <td colSpan={2} className="caption">
          {withPartner && `${deal.partner}, `}
          {t`${day(deal.closed)}${working(deal)}. ${deal.file}, row ${deal.row}`}
        </td>
      </tr>
    </tbody>
  );
}

const ISO_DAY = /\d{4}-\d{2}-\d{2}/g;

function identity({ deal, line }: Deal): string {
  return line === null ? deal : t`${deal} line ${line}`;
}

/** How the row's own amount becomes what it counts for: converted, and by share; empty if it counts whole. */
function working(deal: Deal): string {
  const steps = [];
  if (deal.exchange !== null) {
    const original = deal.currency === null ? plain(deal.amount) : amount(deal.amount, deal.currency);
    steps.push(`${original} ${deal.exchange.replace(ISO_DAY, day)}`);
  }
  if (deal.share !== null && deal.counted !== deal.converted)
    steps.push(t`${percent(deal.share, 0)} share of ${plain(deal.converted)}`);
  return steps.map((step) => `, ${step}`).join("");
}
