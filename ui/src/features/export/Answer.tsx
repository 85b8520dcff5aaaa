import { useEffect, useRef } from "react";
import { ErrorIcon, PassIcon } from "../../components/icons.tsx";
import { Message } from "../../components/Message.tsx";
import { Progress } from "../../components/Progress.tsx";
import type { Exported, ExportProof, LastExport, Verification } from "../../host/index.ts";
import { amount, count } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import {
  ALTERED,
  alteredInWords,
  asText,
  filesByFolder,
  inShort,
  isLast,
  notWorkedOut,
  size,
} from "./export.ts";
import { FolderHead } from "./FolderHead.tsx";
import { statusWord } from "./signOff.ts";
import type { Exporting } from "./useExport.ts";
import "./export.css";

export interface AnswerProps {
  exporting: Exporting;
  /** The bundle that the open document exported last. */
  last: LastExport | null;
  onCopy: (text: string) => void;
}

/** How far an export or a check is, and how the last one ended; brought into sight when either begins. */
export function Answer({ exporting, last, onCopy }: AnswerProps) {
  const { work, ended } = exporting;
  const place = useRef<HTMLDivElement>(null);
  const state = work !== null ? "working" : (ended?.how ?? "");
  useEffect(() => {
    if (state === "") return;
    place.current?.scrollIntoView({ block: "nearest" });
    // The button that began it cannot hold the focus meanwhile.
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && state !== "working") place.current?.focus({ preventScroll: true });
  }, [state]);
  if (state === "") return null;
  return (
    <div ref={place} tabIndex={-1} className="export-place">
      <State work={work} ended={ended} exporting={exporting} last={last} onCopy={onCopy} />
    </div>
  );
}

function State({ work, ended, exporting, last, onCopy }: AnswerProps & Pick<Exporting, "work" | "ended">) {
  if (work !== null) {
    return (
      <div className="export-work" role="status">
        <Progress work={work} />
        <button type="button" className="button" data-testid="export-stop" onClick={exporting.stop}>
          {t`Stop`}
        </button>
      </div>
    );
  }
  if (ended === null) return null;
  if (ended.how === "failed") return <Message {...ended.failure} onClose={exporting.dismiss} />;
  if (ended.how === "stopped") {
    return (
      <p className="export-stopped" role="status">
        {ended.words}
      </p>
    );
  }
  if (ended.how === "exported") return <Written exported={ended.exported} onCopy={onCopy} />;
  return <Checked verification={ended.verification} last={last} />;
}

/** What an export wrote and what was proved of it. */
function Written({ exported, onCopy }: { exported: Exported; onCopy: (text: string) => void }) {
  const { folder, files, sample, seal, lines, total, currency, proof, version, status } = exported;
  return (
    <section className="export-answer" aria-label={t`Exported`} data-testid="exported">
      <h2 data-tone="ok">
        <PassIcon /> {proof.payouts > 0 ? t`Exported and proved` : t`Exported; there was no payout to prove`}
      </h2>
      <p className="selectable export-folder">{folder}</p>
      {version !== null && (
        <p>
          {t`Version ${version}, ${statusWord(status).toLowerCase()}.`}{" "}
          {status !== "approved" && t`Its pages are marked as a draft.`}
        </p>
      )}
      {sample && (
        <p className="export-sample">{t`Sample data: every file says that its partners and deals are made up.`}</p>
      )}
      <dl className="export-figures">
        <Figure
          name={t`Worked out again by ${proof.by}`}
          note={plural(proof.of, { one: "of 1 payout", other: "of {n} payouts, zeros included" })}
        >
          {count(proof.payouts)}
        </Figure>
        <Figure
          name={t`Differences`}
          note={proof.payouts === 0 ? t`nothing was compared` : t`each equal to the minor unit`}
        >
          {proof.payouts === 0 ? t`not known` : t`none`}
        </Figure>
        <Figure
          name={t`Paid in all`}
          note={plural(lines, { one: "in 1 line that is not zero", other: "in {n} lines that are not zero" })}
        >
          {amount(total, currency, "whole")}
        </Figure>
        <Figure name={t`Files`} note={size(files.reduce((sum, file) => sum + file.bytes, 0))}>
          {count(files.length + 1)}
        </Figure>
      </dl>
      <Bounds proof={proof} />
      <p className="export-seal">
        <span className="caption">{t`Seal of the bundle`}</span>
        <span className="formula">{seal}</span>
      </p>
      <div className="export-ways">
        <button type="button" className="button" onClick={() => onCopy(folder)}>
          {t`Copy folder`}
        </button>
        <button type="button" className="button" onClick={() => onCopy(seal)}>
          {t`Copy seal`}
        </button>
        <button type="button" className="button" onClick={() => onCopy(asText(exported))}>
          {t`Copy hashes`}
        </button>
      </div>
      <Files exported={exported} />
    </section>
  );
}

function Figure({ name, note, children }: { name: string; note: string; children: string }) {
  return (
    <div>
      <dt className="caption">{name}</dt>
      <dd>{children}</dd>
      <dd className="export-note">{note}</dd>
    </div>
  );
}

/** What the second engine did not work out. */
function Bounds({ proof }: { proof: ExportProof }) {
  const incentives = notWorkedOut(proof.refused);
  if (incentives.length === 0 && proof.given_levels.length === 0) return null;
  return (
    <ul className="export-bounds selectable">
      {incentives.map((incentive) => (
        <li key={incentive}>{t`Not worked out again: ${incentive}.`}</li>
      ))}
      {proof.given_levels.length > 0 && (
        <li>{t`Tiers are given to ${proof.by} as facts in: ${proof.given_levels.join(", ")}.`}</li>
      )}
    </ul>
  );
}

function Files({ exported }: { exported: Exported }) {
  return (
    <table className="figures export-files">
      <thead>
        <tr>
          <th scope="col">{t`File`}</th>
          <th scope="col" className="number">
            {t`Size`}
          </th>
          <th scope="col" className="export-hash">
            {t`SHA-256`}
          </th>
        </tr>
      </thead>
      {filesByFolder(exported.files).map((folder) => (
        <tbody key={folder.name}>
          <FolderHead name={folder.name} readers={folder.readers} />
          {folder.rows.map((file) => (
            <tr key={file.name}>
              <th scope="row">{file.name}</th>
              <td className="number">{size(file.bytes)}</td>
              <td className="formula export-hash" title={file.sha256 ?? undefined}>
                {file.sha256 === null ? "" : inShort(file.sha256)}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** What checking a bundle found. */
function Checked({ verification, last }: { verification: Verification; last: LastExport | null }) {
  return (
    <section
      className="export-answer"
      aria-label={t`Checked bundle`}
      data-testid="checked"
      data-agrees={verification.agrees}
    >
      {verification.agrees ? (
        <Agrees verification={verification} last={last} />
      ) : (
        <Differs verification={verification} />
      )}
    </section>
  );
}

function Agrees({ verification, last }: { verification: Verification; last: LastExport | null }) {
  const { folder, bundle, proof } = verification;
  if (bundle === null) return null;
  return (
    <>
      <h2 data-tone="ok">
        <PassIcon /> {t`The bundle is as it was exported`}
      </h2>
      <p className="selectable export-folder">{folder}</p>
      <dl className="export-figures">
        <Figure
          name={t`Worked out again`}
          note={proof === null ? t`it has no facts for that` : t`by ${proof.by}, each equal`}
        >
          {count(proof?.payouts ?? 0)}
        </Figure>
        <Figure name={t`Files unchanged`} note={t`every byte looked at`}>
          {count(bundle.files)}
        </Figure>
        <Figure
          name={t`Paid in all`}
          note={plural(bundle.lines, {
            one: "in 1 line that is not zero",
            other: "in {n} lines that are not zero",
          })}
        >
          {amount(bundle.total, bundle.currency, "whole")}
        </Figure>
        <Figure
          name={t`Program`}
          note={[
            bundle.version === null ? null : t`version ${bundle.version}`,
            statusWord(bundle.status).toLowerCase(),
            bundle.sample
              ? t`by Tierwright ${bundle.engine}, on sample data`
              : t`by Tierwright ${bundle.engine}`,
          ]
            .filter((each) => each !== null)
            .join(", ")}
        >
          {bundle.program}
        </Figure>
      </dl>
      {proof !== null && <Bounds proof={proof} />}
      <p className="export-seal">
        <span className="caption">{t`Seal of the bundle`}</span>
        <span className="formula">{bundle.seal}</span>
      </p>
      <p className="export-about">
        {isLast(verification, last)
          ? t`It is the bundle that this document exported last.`
          : t`Compare the seal with the one that was handed over: a bundle that somebody made again has another seal.`}
      </p>
    </>
  );
}

/** Every file that is not as it was, or where none can be named, what differs first. */
function Differs({ verification }: { verification: Verification }) {
  const { folder, altered, difference } = verification;
  return (
    <>
      <h2 data-tone="danger">
        <ErrorIcon /> {alteredInWords(verification)}
      </h2>
      <p className="selectable export-folder">{folder}</p>
      {difference !== null && (
        <p className="selectable" role="alert">
          {altered.length === 0 && <strong>{difference.sentence} </strong>}
          {difference.hint}
        </p>
      )}
      {altered.length > 0 && (
        <table className="figures export-altered">
          <thead>
            <tr>
              <th scope="col">{t`File`}</th>
              <th scope="col">{t`It is`}</th>
              <th scope="col">{t`Where`}</th>
            </tr>
          </thead>
          <tbody>
            {altered.map((file) => (
              <tr key={file.name}>
                <th scope="row">{file.name}</th>
                <td>{ALTERED[file.altered]}</td>
                <td>
                  {file.detail ??
                    (file.altered === "changed"
                      ? t`Its content has another hash than the bundle's list of files says.`
                      : "")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
