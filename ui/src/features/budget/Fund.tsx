import { useId, useState } from "react";
import { day } from "../../components/dates.ts";
import { SaveButton } from "../../components/SaveButton.tsx";
import { Sideways } from "../../components/Sideways.tsx";
import { Sum } from "../../components/Sum.tsx";
import type { Change, FundRow, FundState } from "../../host/index.ts";
import { amount, count } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { type AskBudget, useEntries } from "./budget.ts";

export interface FundProps {
  fund: FundState;
  currency: string;
  changes: Change[];
  of: unknown;
  ask: AskBudget;
  onSave: () => Promise<string | null>;
}

/** Partners listed at first. */
const AT_FIRST = 12;

/** A fund: its rules, every partner's balance, and what happened to the money of one of them. */
export function Fund({ fund, currency, changes, of, ask, onSave }: FundProps) {
  const title = useId();
  const [all, setAll] = useState(false);
  const [partner, setPartner] = useState<FundRow | null>(null);
  const [whole, ...partners] = fund.rows;
  const shown = all ? partners : partners.slice(0, AT_FIRST);
  return (
    <section aria-labelledby={title} className="budget-section">
      <header className="budget-head">
        <h2 id={title}>{t`${fund.name}: ${amount(whole?.closing ?? "0", currency)} unspent`}</h2>
        <SaveButton words={t`Save CSV`} onSave={onSave} />
      </header>
      <p className="budget-rules">{fund.sentences.join(" ")}</p>
      <p className="caption">
        {t`${currency}. Opening + came in − claimed − expired − paid as rebate = balance. A partner opens its ledger`}
      </p>
      <Sideways label={t`Partners of the fund`}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t`Partner`}</th>
              {[t`Opening`, t`Came in`, t`Claimed`, t`Expired`, t`As rebate`, t`Refused`, t`Balance`].map(
                (words) => (
                  <th scope="col" key={words} className="number">
                    {words}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.partner} aria-selected={row.partner === partner?.partner || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="text-button"
                    aria-pressed={row.partner === partner?.partner}
                    onClick={() => setPartner(row.partner === partner?.partner ? null : row)}
                  >
                    {row.name}
                  </button>
                </th>
                <Amounts row={row} />
              </tr>
            ))}
          </tbody>
          {whole !== undefined && (
            <tfoot>
              <tr>
                <th scope="row">
                  {plural(partners.length, { one: "The one partner", other: "All {n} partners" })}
                </th>
                <Amounts row={whole} />
              </tr>
            </tfoot>
          )}
        </table>
      </Sideways>
      {shown.length < partners.length && (
        <button type="button" className="link-button budget-more" onClick={() => setAll(true)}>
          {plural(partners.length, { one: "Show the one partner", other: "Show all {n} partners" })}
        </button>
      )}
      {partner !== null && (
        <Ledger
          key={partner.partner}
          question={{ fund: fund.id, partner: partner.partner ?? "" }}
          name={partner.name}
          changes={changes}
          of={of}
          ask={ask}
        />
      )}
    </section>
  );
}

function Amounts({ row }: { row: FundRow }) {
  const { opening, came_in, claimed, expired, as_rebate, refused, closing } = row;
  return (
    <>
      {[opening, came_in, claimed, expired, as_rebate].map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places
        <td key={at} className="number">
          <Sum text={text} />
        </td>
      ))}
      <td className="number">{count(refused)}</td>
      <td className="number">
        <Sum text={closing} />
      </td>
    </>
  );
}

interface LedgerProps extends Pick<FundProps, "changes" | "of" | "ask"> {
  question: { fund: string; partner: string };
  name: string;
}

/** What happened to a partner's money, entry by entry. */
function Ledger({ question, name, changes, of, ask }: LedgerProps) {
  const title = useId();
  const page = useEntries(ask.funds, question, changes, of);
  if (page === null) return <p className="caption">{t`Reading the ledger`}</p>;
  return (
    <section aria-labelledby={title} className="budget-ledger">
      <h3 id={title}>{t`Ledger of ${name}`}</h3>
      <Sideways label={t`Entries of the ledger`}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t`Day`}</th>
              <th scope="col">{t`What`}</th>
              <th scope="col">{t`Why`}</th>
              <th scope="col">{t`Source`}</th>
              <th scope="col" className="number">
                {t`Amount`}
              </th>
              <th scope="col" className="number">
                {t`Balance`}
              </th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((entry, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id and never change places
              <tr key={at}>
                <th scope="row">{day(entry.on)}</th>
                <td>{entry.label}</td>
                <td className="budget-why">{entry.detail}</td>
                <td className="budget-quiet">{entry.source ?? ""}</td>
                <td className="number">
                  <Sum text={entry.amount} />
                </td>
                <td className="number">
                  <Sum text={entry.balance} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
      {page.rows.length < page.total_rows && (
        <p className="caption">
          {plural(
            page.total_rows,
            { one: "1 entry", other: "The first {shown} of {n} entries; the file has all of them" },
            { shown: page.rows.length },
          )}
        </p>
      )}
    </section>
  );
}
