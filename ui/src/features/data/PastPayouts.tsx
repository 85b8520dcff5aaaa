import { useState } from "react";
import { day } from "../../components/dates.ts";
import { Switch } from "../../components/Switch.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import type { Document, Figure, ReconciledPayout } from "../../host/index.ts";
import { amount, plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { type OpenRow, OpenRows, Pager, Parts } from "./OpenRows.tsx";
import { type AskReconcile, PAGE, STANDING, shownRows, standings } from "./pastPayouts.ts";

const SHOWN = [
  { value: "differing", label: t`What does not agree` },
  { value: "all", label: t`All` },
] as const;

type Shown = (typeof SHOWN)[number]["value"];

interface PastPayoutsProps {
  document: Document;
  ask: AskReconcile;
  onExplain: (figure: Figure) => void;
}

/** What was really paid against what the program pays, those that differ most first. */
export function PastPayouts({ document, ask, onExplain }: PastPayoutsProps) {
  const [shown, setShown] = useState<Shown>("differing");
  const [offset, setOffset] = useState(0);
  const question = { only_differing: shown === "differing", offset, limit: PAGE };
  const found = useAnswer(ask, question, document);
  return (
    <section aria-label={t`Past payouts`} className="past-payouts" data-testid="past-payouts">
      <h2>{t`Past payouts`}</h2>
      {found === null ? (
        <p className="data-none">{t`Comparing`}</p>
      ) : (
        <>
          <p className="data-none selectable">
            {t`From ${day(found.from)} to ${day(found.until)} the program pays ${amount(found.calculated, found.currency)} where ${amount(found.paid, found.currency)} was paid: ${amount(found.difference, found.currency)} difference. ${standings(found)}`}
          </p>
          <div className="past-head">
            <Switch
              label={t`Show`}
              quiet
              choices={SHOWN}
              value={shown}
              onChoose={(value) => {
                setShown(value);
                setOffset(0);
              }}
            />
            <span className="caption">{shownRows(offset, found.rows.length, found.total_rows)}</span>
          </div>
          {found.rows.length > 0 && (
            <OpenRows
              label={t`Past payouts and what is calculated`}
              texts={[t`Partner`, t`Incentive`, t`Period`, t`Standing`]}
              figures={[t`Paid`, t`Calculated`, t`Difference`]}
              rows={found.rows.map((row) => openRow(row, found.currency, onExplain))}
            />
          )}
          {found.total_rows > PAGE && (
            <div className="data-actions">
              <Pager offset={offset} size={PAGE} total={found.total_rows} onGo={setOffset} />
            </div>
          )}
          <p className="caption">{t`${found.compared_by} The difference is calculated less paid.`}</p>
        </>
      )}
    </section>
  );
}

function openRow(row: ReconciledPayout, currency: string, onExplain: (figure: Figure) => void): OpenRow {
  const figure = (text: string | null) =>
    text === null ? "" : row.currency === currency ? plain(text) : amount(text, row.currency);
  return {
    key: `${row.partner} ${row.label} ${row.from} ${row.until} ${row.currency} ${row.standing}`,
    texts: [
      row.partner_name,
      row.label,
      <span key="period" className="past-period">
        {t`${day(row.from)} to ${day(row.until)}`}
      </span>,
      STANDING[row.standing],
    ],
    figures: [figure(row.paid), figure(row.calculated), figure(row.difference)],
    inside: (
      <div className="open-columns">
        <Parts
          title={t`Paid`}
          all={row.paid_count}
          parts={row.paid_rows.map((part) => ({
            key: part.source,
            what: (
              <>
                {part.source} <span className="caption">{part.label}</span>
              </>
            ),
            amount: figure(part.amount),
          }))}
        />
        <Parts
          title={t`Calculated`}
          all={row.line_count}
          parts={row.lines.map((line) => ({
            key: `${line.incentive} ${line.from}`,
            what: (
              <>
                {t`${line.incentive_name}, ${day(line.from)} to ${day(line.until)}`}{" "}
                <button
                  type="button"
                  className="link-button"
                  aria-label={t`Why ${line.incentive_name}, ${day(line.from)} to ${day(line.until)}`}
                  onClick={() =>
                    onExplain({ partner: row.partner, period: line.until, incentive: line.incentive })
                  }
                >
                  {t`Why`}
                </button>
              </>
            ),
            amount: plain(line.amount),
          }))}
        />
      </div>
    ),
  };
}
