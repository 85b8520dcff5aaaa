import { useEffect, useRef } from "react";
import { ExplainButton } from "../../components/ExplainButton.tsx";
import { BackIcon } from "../../components/icons.tsx";
import { Difference, Sum } from "../../components/Sum.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import type { Change, Figure, GetPartnerSheet, PartnerSheet } from "../../host/index.ts";
import { amount, direction, percent } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import "./partner.css";

export interface PartnerPageProps {
  partner: string;
  /** The changes that the figures on screen were made with. */
  changes: Change[];
  /** What the page follows. */
  of: unknown;
  ask: (question: GetPartnerSheet, done: (answer: PartnerSheet) => void) => void;
  onExplain: (figure: Figure) => void;
  onBack: () => void;
}

/** The program as one partner reads it: tier, what it earned, what comes next, and every rule in words. */
export function PartnerPage({ partner, changes, of, ask, onExplain, onBack }: PartnerPageProps) {
  const sheet = useAnswer(ask, { partner, changes }, of, partner);
  const page = useRef<HTMLElement>(null);
  // What opened it is gone, and the keys go on from here.
  useEffect(() => page.current?.focus({ preventScroll: true }), []);
  return (
    <article ref={page} className="partner-sheet" tabIndex={-1} aria-label={t`Partner view`}>
      {sheet === null ? (
        <p className="caption">{t`Reading the program as this partner`}</p>
      ) : (
        <Sheet sheet={sheet} onExplain={onExplain} onBack={onBack} />
      )}
    </article>
  );
}

function Sheet({ sheet, onExplain, onBack }: PartProps & Pick<PartnerPageProps, "onBack">) {
  return (
    <>
      <button type="button" className="link-button sheet-back" onClick={onBack}>
        <BackIcon /> {t`All partners`}
      </button>
      <header>
        <h1>{sheet.name}</h1>
        <p className="caption">
          {[sheet.id, sheet.kind, sheet.region].filter((words) => words !== "").join(", ")}. {sheet.caption}
        </p>
      </header>
      <Earned sheet={sheet} onExplain={onExplain} />
      <Standing sheet={sheet} />
      <Rules sheet={sheet} onExplain={onExplain} />
      <Cost sheet={sheet} />
    </>
  );
}

type PartProps = Pick<PartnerPageProps, "onExplain"> & { sheet: PartnerSheet };

function Earned({ sheet, onExplain }: PartProps) {
  const { currency } = sheet;
  return (
    <section aria-label={t`What you earned`} className="sheet-earned">
      <ExplainButton className="sheet-total" onExplain={() => onExplain({ partner: sheet.id })}>
        <span className="caption">{t`Earned, ${sheet.window}`}</span>
        <span className="sheet-hero">
          <Sum text={sheet.earned} currency={currency} />
        </span>
        <span>
          {direction(sheet.change) === "none" ? (
            t`the same as with the baseline`
          ) : (
            <Difference text={sheet.change} currency={currency}>
              {` ${t`against ${amount(sheet.baseline, currency)} with the baseline`}`}
            </Difference>
          )}
          {sheet.rate !== null && t`, ${percent(sheet.rate)} of ${amount(sheet.revenue, currency, "whole")}`}
        </span>
      </ExplainButton>
      <table className="figures sheet-quarters">
        <thead>
          <tr>
            {sheet.quarters.map((quarter) => (
              <th scope="col" key={quarter.label} className="number">
                {quarter.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {sheet.quarters.map((quarter) => (
              <td key={quarter.label} className="number">
                <ExplainButton onExplain={() => onExplain(quarter.figure)}>
                  <Sum text={quarter.amount} />
                </ExplainButton>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function Standing({ sheet }: { sheet: PartnerSheet }) {
  if (sheet.tier === null) return null;
  return (
    <section className="sheet-section">
      <h2>{t`Your tier is ${sheet.tier}`}</h2>
      {sheet.tier_sentence !== null && <p className="selectable">{sheet.tier_sentence}</p>}
      <p className="selectable">
        {sheet.next_tier === null ? t`There is no higher tier.` : t`Next: ${sheet.next_tier}`}
      </p>
    </section>
  );
}

function Rules({ sheet, onExplain }: PartProps) {
  return (
    <section className="sheet-section">
      <h2>{t`What you can earn, and what you earned`}</h2>
      <ul className="sheet-rules">
        {sheet.incentives.map((incentive) => (
          <li key={incentive.id} data-quiet={direction(incentive.amount) === "none" || undefined}>
            <h3>{incentive.name}</h3>
            <ExplainButton className="text-button number" onExplain={() => onExplain(incentive.figure)}>
              <Sum text={incentive.amount} currency={sheet.currency} />
            </ExplainButton>
            <p className="selectable">{incentive.rule}</p>
            <p className="selectable sheet-worked">{t`Last quarter: ${incentive.worked}`}</p>
            {incentive.next_threshold !== null && (
              <p className="selectable sheet-next">{incentive.next_threshold}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Cost({ sheet }: { sheet: PartnerSheet }) {
  const { economics: of } = sheet;
  const rows = [
    [t`Front-end rewards`, of.front_end],
    [t`Back-end rewards`, of.back_end],
    [t`Co-sell rewards`, of.co_sell],
    ["MDF", of.mdf],
    [t`Benefits, at planning cost`, of.benefits],
  ] as const;
  return (
    <section className="sheet-section">
      <h2>{t`What the program spends on this partner`}</h2>
      <table className="figures sheet-cost">
        <tbody>
          {rows.map(([words, text]) => (
            <tr key={words}>
              <th scope="row">{words}</th>
              <td className="number">
                <Sum text={text} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t`In all, ${sheet.currency}`}</th>
            <td className="number">
              <Sum text={of.whole} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="caption">
        {t`Benefits are not money: their planning cost is for a fiscal year, and no part of what the partner is paid`}
      </p>
    </section>
  );
}
