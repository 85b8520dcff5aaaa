import { useState } from "react";
import { day } from "../../components/dates.ts";
import { Heads } from "../../components/Heads.tsx";
import { Sideways } from "../../components/Sideways.tsx";
import type { Document, Failure, MatchedDisbursement, MatchedDisbursements } from "../../host/index.ts";
import { amount, plain } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { type AskDisbursements, DISBURSED, disbursedStandings, MATCHED_BY } from "./disbursements.ts";
import { type OpenRow, OpenRows, Pager, Parts } from "./OpenRows.tsx";
import { PAGE, shownRows } from "./pastPayouts.ts";

interface DisbursementsProps {
  document: Document;
  ask: AskDisbursements;
  chooseFiles: () => Promise<string[] | null>;
}

/** A marketplace's file against the deals: what agrees, differs, or stands on one side only. */
export function Disbursements({ document, ask, chooseFiles }: DisbursementsProps) {
  const [path, setPath] = useState<string | null>(null);
  const [offset, setOffset] = useState(0);
  const [found, setFound] = useState<{ of: Document; answer: MatchedDisbursements } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const match = (of: string, from: number) => {
    setPath(of);
    setOffset(from);
    setFailure(null);
    ask(
      { path: of, offset: from, limit: PAGE },
      (answer) => setFound({ of: document, answer }),
      (reason) => {
        setFound(null);
        setFailure(reason);
      },
    );
  };
  const choose = async () => {
    const [first] = (await chooseFiles()) ?? [];
    if (first !== undefined) match(first, 0);
  };
  const answer = found?.answer ?? null;
  const isOld = found !== null && found.of !== document;
  return (
    <section aria-label={t`Marketplace disbursements`} className="past-payouts" data-testid="disbursements">
      <h2>{t`Marketplace disbursements`}</h2>
      {answer === null && failure === null && (
        <p className="data-none">
          {t`A marketplace's file is matched with the deals by id, buyer, amount and day. Nothing is loaded.`}
        </p>
      )}
      {failure !== null && (
        <p className="data-none selectable" role="alert">
          {failure.sentence} {failure.hint}
        </p>
      )}
      {answer !== null && (
        <>
          <p className="data-none selectable">
            {answer.file}: {disbursedStandings(answer)}
            {isOld && ` ${t`The document has changed since.`}`}
          </p>
          <Sums found={answer} />
          <p className="caption">{shownRows(offset, answer.rows.length, answer.total_rows, allRows)}</p>
          {answer.rows.length > 0 && (
            <OpenRows
              label={t`Disbursements and deals`}
              texts={[t`Deal`, t`Buyer`, t`Disbursed`, t`Standing`, t`Matched by`]}
              figures={[t`Deal amount`, t`Gross`, t`Fee`, t`Net`, t`Off`, t`Net off`]}
              rows={answer.rows.map((row) => openRow(row, answer.file))}
            />
          )}
          {answer.set_aside.length > 0 && (
            <ul className="data-lacks selectable">
              {answer.set_aside.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          )}
          <p className="caption selectable">
            {t`${answer.reading} Off is gross less the deal; net off is net less what gross leaves after the fee.`}
          </p>
        </>
      )}
      <div className="data-actions">
        <button type="button" className="button" data-testid="disbursements-choose" onClick={choose}>
          {answer === null ? t`Match a file` : t`Match another file`}
        </button>
        {path !== null && isOld && (
          <button type="button" className="button" onClick={() => match(path, 0)}>
            {t`Match again`}
          </button>
        )}
        {path !== null && answer !== null && (
          <Pager offset={offset} size={PAGE} total={answer.total_rows} onGo={(from) => match(path, from)} />
        )}
      </div>
    </section>
  );
}

function Sums({ found }: { found: MatchedDisbursements }) {
  return (
    <Sideways label={t`Sums of the disbursements`}>
      <table className="figures selectable">
        <Heads
          texts={[t`Currency`]}
          figures={[t`Deals`, t`Gross`, t`Fees`, t`Net`, t`Off`, t`Without a deal`, t`Not disbursed`]}
        />
        <tbody>
          {found.sums.map((sum) => (
            <tr key={sum.currency}>
              <th scope="row">{sum.currency}</th>
              <td className="number">{plain(sum.amount)}</td>
              <td className="number">{plain(sum.gross)}</td>
              <td className="number">{plain(sum.fee)}</td>
              <td className="number">{plain(sum.net)}</td>
              <td className="number">{plain(sum.difference)}</td>
              <td className="number">{plain(sum.only_disbursed)}</td>
              <td className="number">{plain(sum.only_deals)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

/** The deal's amount, in its own currency. */
function dealAmount(row: MatchedDisbursement): string {
  return row.amount === null || row.amount_currency === null ? "" : amount(row.amount, row.amount_currency);
}

const allRows = (many: number) =>
  many === 0 ? t`No rows` : plural(many, { one: "1 row", other: "{n} rows" });

function openRow(row: MatchedDisbursement, file: string): OpenRow {
  const figure = (text: string | null) => (text === null ? "" : plain(text));
  return {
    key: `${row.deal ?? ""} ${row.parts[0]?.row ?? ""}`,
    texts: [
      row.deal ?? row.named,
      row.buyer,
      row.disbursed === null ? "" : day(row.disbursed),
      DISBURSED[row.standing],
      row.matched_by === null ? "" : MATCHED_BY[row.matched_by],
    ],
    figures: [
      dealAmount(row),
      figure(row.gross),
      figure(row.fee),
      figure(row.net),
      figure(row.difference),
      figure(row.net_difference),
    ],
    inside: (
      <div className="open-columns">
        <Parts
          title={t`Deal`}
          all={row.deal_source === null ? 0 : 1}
          parts={[
            {
              key: "deal",
              what: (
                <>
                  {row.deal_source}
                  {row.closed !== null && <span className="caption"> {t`closed ${day(row.closed)}`}</span>}
                </>
              ),
              amount: dealAmount(row),
            },
          ]}
        />
        <Parts
          title={t`Disbursed`}
          all={row.part_count}
          parts={row.parts.map((part) => ({
            key: String(part.row),
            what: (
              <>
                {t`${file}, row ${part.row}`} <span className="caption">{day(part.on)}</span>
              </>
            ),
            amount: figure(part.gross),
          }))}
        />
      </div>
    ),
  };
}
