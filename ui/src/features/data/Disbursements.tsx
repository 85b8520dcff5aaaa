import { useState } from "react";
import { day } from "../../components/dates.ts";
import type { Document, Failure, MatchedDisbursement, MatchedDisbursements } from "../../host/index.ts";
import { amount, plain } from "../../money/format.ts";
import { type AskDisbursements, DISBURSED, disbursedStandings, MATCHED_BY } from "./disbursements.ts";
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
          {answer.rows.length > 0 && <Rows rows={answer.rows} />}
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
        {path !== null && answer !== null && answer.total_rows > PAGE && (
          <>
            <button
              type="button"
              className="button"
              disabled={offset === 0}
              onClick={() => match(path, Math.max(0, offset - PAGE))}
            >
              Previous
            </button>
            <button
              type="button"
              className="button"
              disabled={offset + PAGE >= answer.total_rows}
              onClick={() => match(path, offset + PAGE)}
            >
              Next
            </button>
          </>
        )}
      </div>
    </section>
  );
}

function Sums({ found }: { found: MatchedDisbursements }) {
  return (
    <table className="figures selectable">
      <thead>
        <tr>
          <th scope="col">Currency</th>
          {["Deals", "Gross", "Fees", "Net", "Off", "Without a deal", "Not disbursed"].map((head) => (
            <th key={head} scope="col" className="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
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
  );
}

function Rows({ rows }: { rows: MatchedDisbursement[] }) {
  const figure = (text: string | null) => (text === null ? "" : plain(text));
  return (
    <table className="figures selectable">
      <thead>
        <tr>
          <th scope="col">Deal</th>
          <th scope="col">Buyer</th>
          <th scope="col">Disbursed</th>
          <th scope="col">Standing</th>
          <th scope="col">Matched by</th>
          {["Deal amount", "Gross", "Fee", "Net", "Off", "Net off"].map((head) => (
            <th key={head} scope="col" className="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.deal ?? ""} ${row.source ?? ""}`} title={row.source ?? undefined}>
            <th scope="row">{row.deal ?? row.named}</th>
            <td>{row.buyer}</td>
            <td className="past-period">{row.disbursed === null ? "" : day(row.disbursed)}</td>
            <td>{DISBURSED[row.standing]}</td>
            <td>{row.matched_by === null ? "" : MATCHED_BY[row.matched_by]}</td>
            <td className="number">{row.amount === null ? "" : amount(row.amount, row.currency)}</td>
            <td className="number">{figure(row.gross)}</td>
            <td className="number">{figure(row.fee)}</td>
            <td className="number">{figure(row.net)}</td>
            <td className="number">{figure(row.difference)}</td>
            <td className="number">{figure(row.net_difference)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
