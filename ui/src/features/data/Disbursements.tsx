import { useState } from "react";
import { day } from "../../components/dates.ts";
import { Heads } from "../../components/Heads.tsx";
import { Sideways } from "../../components/Sideways.tsx";
import type { Document, Failure, MatchedDisbursement, MatchedDisbursements } from "../../host/index.ts";
import { amount, plain } from "../../money/format.ts";
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
    <section aria-label="Marketplace disbursements" className="past-payouts" data-testid="disbursements">
      <h2>Marketplace disbursements</h2>
      {answer === null && failure === null && (
        <p className="data-none">
          A marketplace's file is matched with the deals by id, buyer, amount and day. Nothing is loaded.
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
            {isOld && " The document has changed since."}
          </p>
          <Sums found={answer} />
          <p className="caption">{shownRows(offset, answer.rows.length, answer.total_rows, "row")}</p>
          {answer.rows.length > 0 && (
            <OpenRows
              label="Disbursements and deals"
              texts={["Deal", "Buyer", "Disbursed", "Standing", "Matched by"]}
              figures={["Deal amount", "Gross", "Fee", "Net", "Off", "Net off"]}
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
            {answer.reading} Off is gross less the deal; net off is net less what gross leaves after the fee.
          </p>
        </>
      )}
      <div className="data-actions">
        <button type="button" className="button" data-testid="disbursements-choose" onClick={choose}>
          {answer === null ? "Match a file" : "Match another file"}
        </button>
        {path !== null && isOld && (
          <button type="button" className="button" onClick={() => match(path, 0)}>
            Match again
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
    <Sideways label="Sums of the disbursements">
      <table className="figures selectable">
        <Heads
          texts={["Currency"]}
          figures={["Deals", "Gross", "Fees", "Net", "Off", "Without a deal", "Not disbursed"]}
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

/** The deal's amount; its currency is only known where the disbursement has the same. */
function dealAmount(row: MatchedDisbursement): string {
  if (row.amount === null) return "";
  return row.standing === "other_currency" ? plain(row.amount) : amount(row.amount, row.currency);
}

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
          title="Deal"
          all={row.deal_source === null ? 0 : 1}
          parts={[
            {
              key: "deal",
              what: (
                <>
                  {row.deal_source}
                  {row.closed !== null && <span className="caption"> closed {day(row.closed)}</span>}
                </>
              ),
              amount: dealAmount(row),
            },
          ]}
        />
        <Parts
          title="Disbursed"
          all={row.part_count}
          parts={row.parts.map((part) => ({
            key: String(part.row),
            what: (
              <>
                {file}, row {part.row} <span className="caption">{day(part.on)}</span>
              </>
            ),
            amount: figure(part.gross),
          }))}
        />
      </div>
    ),
  };
}
