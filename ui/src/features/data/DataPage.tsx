import { day, time } from "../../components/dates.ts";
import { Heads } from "../../components/Heads.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import type { DataHealth, Document, Figure, GetDataHealth } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { Conversion } from "./Conversion.tsx";
import type { AskConversion } from "./conversion.ts";
import { Disbursements } from "./Disbursements.tsx";
import type { AskDisbursements } from "./disbursements.ts";
import { AddFiles } from "./FilesStep.tsx";
import { ImportPage } from "./ImportPage.tsx";
import { PastPayouts } from "./PastPayouts.tsx";
import type { AskReconcile } from "./pastPayouts.ts";
import { TABLES } from "./tables.ts";
import type { Importing } from "./useImport.ts";
import "./data.css";

export interface DataPageProps {
  document: Document;
  importing: Importing;
  /** Asks how well the facts serve the program. */
  askHealth: AskHealth;
  /** Asks how past payouts agree with what the program pays. */
  askReconcile: AskReconcile;
  /** Asks how a marketplace's disbursement file matches the deals. */
  askDisbursements: AskDisbursements;
  /** Asks what became of accounts found in common with partners. */
  askConversion: AskConversion;
  /** Explains a payout. */
  onExplain: (figure: Figure) => void;
}

export type AskHealth = (question: GetDataHealth, done: (health: DataHealth) => void) => void;

/** What the simulation rests on: rows in each table of facts, and the files they came from. */
export function DataPage(props: DataPageProps) {
  const { document, importing, askHealth, askReconcile } = props;
  const health = useAnswer(askHealth, {}, document);
  if (importing.open)
    return <ImportPage importing={importing} leavesSample={document.sample && document.path === null} />;
  const filled = document.counts.filter(({ rows }) => rows > 0);
  const none = filled.length === 0;
  const has = (wanted: string) => filled.some(({ table }) => table === wanted);
  return (
    <article className="data">
      <header className="page-head data-head">
        <div>
          <h1>{t`Data`}</h1>
          <p className="caption">
            {document.sample
              ? t`Sample data: every partner and deal here is made up`
              : t`Everything stays on this computer`}
          </p>
        </div>
        {!none && (
          <div className="data-actions">
            <AddFiles importing={importing} label={t`Import files`} />
          </div>
        )}
      </header>
      {none && (
        <section aria-label={t`Import`} className="data-start">
          <p>
            {t`This document has no deals yet. CSV in any encoding, Excel workbooks and SQLite databases come in as they are: drop them on the window, choose them, or paste rows from a spreadsheet.`}
          </p>
          <div className="data-actions">
            <AddFiles importing={importing} label={t`Choose files`} primary />
          </div>
        </section>
      )}
      <div className="data-tables">
        <section aria-label={t`Facts`}>
          <h2>{t`Facts`}</h2>
          <table className="figures">
            <Heads texts={[t`Table`]} figures={[t`Rows`]} />
            <tbody>
              {filled.map(({ table, rows }) => (
                <tr key={table}>
                  <th scope="row">{TABLES[table] ?? table}</th>
                  <td className="number">{count(rows)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section aria-label={t`Source files`}>
          <h2>{t`Source files`}</h2>
          {document.files.length === 0 ? (
            <p className="data-none">{t`No file was imported into this document.`}</p>
          ) : (
            <table className="figures">
              <Heads texts={[t`File`]} figures={[t`Rows`, t`Set aside`]} />
              <tbody>
                {document.files.map((file) => (
                  <tr key={file.name}>
                    <th scope="row">{file.name}</th>
                    <td className="number">{count(file.rows)}</td>
                    <td className="number">{count(file.set_aside)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      </div>
      {has("paid") && <PastPayouts document={document} ask={askReconcile} onExplain={props.onExplain} />}
      {has("overlap") && <Conversion document={document} ask={props.askConversion} />}
      {!none && (
        <Disbursements document={document} ask={props.askDisbursements} chooseFiles={importing.chooseFiles} />
      )}
      {health !== null && !none && <Health health={health} />}
    </article>
  );
}

/** Which incentives ask for something that deals lack, and facts that do not hold now. */
function Health({ health }: { health: DataHealth }) {
  return (
    <>
      <section aria-label={t`Data health`}>
        <h2>{t`Data health`}</h2>
        {health.from !== null && health.until !== null && (
          <p className="data-none">{t`Deals close from ${day(health.from)} to ${day(health.until)}.`}</p>
        )}
        {health.lacks.length === 0 ? (
          <p className="data-none">{t`Every incentive and tier finds what it asks for.`}</p>
        ) : (
          <ul className="data-lacks selectable">
            {health.lacks.map((lack) => (
              <li key={lack.sentence}>{lack.sentence}</li>
            ))}
          </ul>
        )}
      </section>
      {health.snapshots.length > 0 && (
        <section aria-label={t`Former data`}>
          <h2>{t`Former data`}</h2>
          <table className="figures">
            <Heads texts={[t`Files`, t`Replaced`]} figures={[t`Deals`]} />
            <tbody>
              {health.snapshots.map((snapshot) => (
                <tr key={`${snapshot.kept_at} ${snapshot.label}`}>
                  <th scope="row">{snapshot.label === "" ? t`No file` : snapshot.label}</th>
                  <td>
                    {day(snapshot.kept_at)}, {time(snapshot.kept_at)}
                  </td>
                  <td className="number">{count(snapshot.deals)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="caption">{t`Undo brings the data back that the last import replaced.`}</p>
        </section>
      )}
    </>
  );
}
