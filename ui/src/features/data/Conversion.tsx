import { useState } from "react";
import { day } from "../../components/dates.ts";
import { Heads } from "../../components/Heads.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import type { ConversionStep, ConvertedOverlap, Document } from "../../host/index.ts";
import { amount, count } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { type AskConversion, STEP, sources, sums } from "./conversion.ts";
import { type OpenRow, OpenRows, Pager } from "./OpenRows.tsx";
import { PAGE, shownRows } from "./pastPayouts.ts";

interface ConversionProps {
  document: Document;
  ask: AskConversion;
}

/** What became of accounts found in common with partners, step by step; each count opens to its accounts. */
export function Conversion({ document, ask }: ConversionProps) {
  const [step, setStep] = useState<ConversionStep>("registered");
  const [offset, setOffset] = useState(0);
  const found = useAnswer(ask, { step, offset, limit: PAGE }, document);
  return (
    <section aria-label={t`Accounts in common`} className="past-payouts" data-testid="conversion">
      <h2>{t`Accounts in common`}</h2>
      {found === null ? (
        <p className="data-none">{t`Following the accounts`}</p>
      ) : (
        <>
          <table className="figures selectable">
            <Heads
              texts={[t`Step`]}
              figures={[t`Accounts`, t`Days to registered`, t`Days to closed`, t`Days in all`, t`Deals`]}
            />
            <tbody>
              {found.steps
                .filter((sum) => sum.accounts > 0)
                .map((sum) => (
                  <tr key={sum.step} aria-current={sum.step === step ? "true" : undefined}>
                    <th scope="row">
                      <button
                        type="button"
                        className="text-button"
                        aria-pressed={sum.step === step}
                        onClick={() => {
                          setStep(sum.step);
                          setOffset(0);
                        }}
                      >
                        {STEP[sum.step]}
                      </button>
                    </th>
                    <td className="number">{count(sum.accounts)}</td>
                    <td className="number">{sum.days_to_registered ?? ""}</td>
                    <td className="number">{sum.days_to_closed ?? ""}</td>
                    <td className="number">{sum.days_in_all ?? ""}</td>
                    <td className="number">{sums(sum.money)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
          <p className="caption">
            {t`An account counts once a partner, from the day it was first mapped; a deal counts once. Days are those of the middle account.`}
          </p>
          <div className="past-head">
            <h3>{STEP[step]}</h3>
            <span className="caption">
              {shownRows(offset, found.rows.length, found.total_rows, accounts)}
            </span>
          </div>
          {found.rows.length > 0 && (
            <OpenRows
              label={t`Accounts in common`}
              texts={[t`Account`, t`Partner`, t`Mapped`, t`Registered`, t`Closed`, t`Came to`]}
              figures={[t`Days in all`, t`Deal amount`]}
              rows={found.rows.map(openRow)}
            />
          )}
          {found.total_rows > PAGE && (
            <div className="data-actions">
              <Pager offset={offset} size={PAGE} total={found.total_rows} onGo={setOffset} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

const accounts = (many: number) =>
  many === 0 ? t`No accounts` : plural(many, { one: "1 account", other: "{n} accounts" });

function openRow(row: ConvertedOverlap): OpenRow {
  const on = (text: string | null) => (text === null ? "" : day(text));
  return {
    key: `${row.partner} ${row.account} ${row.deal ?? ""}`,
    texts: [
      row.account,
      row.partner_name,
      day(row.mapped_on),
      on(row.registered_on),
      on(row.closed_on),
      STEP[row.step],
    ],
    figures: [
      row.days_in_all === null ? "" : count(row.days_in_all),
      row.amount === null || row.currency === null ? "" : amount(row.amount, row.currency),
    ],
    inside: (
      <ul className="open-sources">
        {sources(row).map(({ of, what, rows }) => (
          <li key={of}>
            <span className="caption">{what}</span> {rows}
            {of === "deal" && row.deal !== null && ` (${row.deal})`}
            {of === "registered" &&
              row.days_to_registered !== null &&
              plural(row.days_to_registered, {
                one: ", 1 day after it was mapped",
                other: ", {n} days after it was mapped",
              })}
            {of === "deal" &&
              row.days_to_closed !== null &&
              plural(row.days_to_closed, {
                one: ", closed 1 day after it was registered",
                other: ", closed {n} days after it was registered",
              })}
          </li>
        ))}
      </ul>
    ),
  };
}
