import { useEffect, useState } from "react";
import { categories } from "../../charts/category.ts";
import { Sum } from "../../components/Sum.tsx";
import type { Figure, SharedDeal as Shared } from "../../host/index.ts";
import { direction, forDrawing, percent } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { useEditor } from "./editor.ts";
import "./sharing.css";

export interface SharedDealProps {
  incentive: string;
  /** Values that are tried and not kept, by place. */
  moved: Record<string, string>;
  onExplain: (figure: Figure) => void;
}

/** How the incentive shares one deal of the history, in money that the engine worked out. */
export function SharedDeal({ incentive, moved, onExplain }: SharedDealProps) {
  const { ask, document } = useEditor();
  const [deal, setDeal] = useState<Shared | null>(null);
  const changes = JSON.stringify(Object.entries(moved).map(([place, value]) => ({ place, value })));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document shares otherwise
  useEffect(
    () =>
      ask(
        "shared deal",
        "shared_deal",
        { incentive, changes: JSON.parse(changes) },
        (answer) => setDeal(answer.deal),
        () => setDeal(null),
      ),
    [ask, incentive, changes, document],
  );
  if (deal === null) return null;
  const { figure, currency } = deal;
  const colours = categories(deal.parts.map((part) => part.partner));
  return (
    <figure className="share-bar" aria-label={t`One deal as it is shared`} data-testid="shared-deal">
      <div className="worked-head">
        <h3>
          {t`Deal ${deal.deal}`}
          {deal.customer !== "" && `, ${deal.customer}`}
        </h3>
        <button type="button" className="link-button" onClick={() => onExplain(figure)}>
          {t`Explain`}
        </button>
      </div>
      <div className="share-parts" aria-hidden="true">
        {deal.parts.map(({ partner, part }) => (
          <span
            key={partner}
            data-category={colours.get(partner)}
            style={{ flexGrow: Math.max(0, forDrawing(part ?? "0")), flexBasis: 0 }}
          />
        ))}
      </div>
      <table className="figures shared-parts">
        <thead>
          <tr>
            <th scope="col">{t`Partner`}</th>
            <th scope="col">{t`Role on the deal`}</th>
            <th scope="col" className="number">
              {t`Part`}
            </th>
            <th scope="col" className="number">
              {t`Gets`}
            </th>
          </tr>
        </thead>
        <tbody>
          {deal.parts.map(({ partner, roles, part, amount }) => (
            <tr key={partner}>
              <th scope="row">
                <span className="share-key" data-category={colours.get(partner)} aria-hidden="true" />{" "}
                {partner}
              </th>
              <td>{roles.join(", ")}</td>
              <td className="number">{part === null ? "" : percent(part, 1)}</td>
              <td className="number">
                <Sum text={amount} currency={currency} />
              </td>
            </tr>
          ))}
          {direction(deal.unpaid) !== "none" && (
            <tr>
              <th scope="row">{t`Stays unpaid`}</th>
              <td />
              <td />
              <td className="number">
                <Sum text={deal.unpaid} currency={currency} />
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t`Its partners together`}</th>
            <td />
            <td />
            <td className="number">
              <Sum text={deal.paid} currency={currency} />
            </td>
          </tr>
        </tfoot>
      </table>
      <figcaption className="caption">
        {t`Of the deals behind the largest payouts, the one that most partners share`}
      </figcaption>
    </figure>
  );
}
