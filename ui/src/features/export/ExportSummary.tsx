import { Dialog } from "../../components/Dialog.tsx";
import type { Exported } from "../../host/index.ts";
import { amount, count } from "../../money/format.ts";
import "./export.css";

/** The folder with two files for each partner, too many to read one by one. */
const STATEMENTS = "partners/statements/";

export interface ExportSummaryProps {
  exported: Exported;
  onCopy: (text: string) => void;
  onClose: () => void;
}

/** What an export wrote: every file with its size and hash, and the seal that names them as a whole. */
export function ExportSummary({ exported, onCopy, onClose }: ExportSummaryProps) {
  const { folder, files, sample, seal, lines, total, currency, proof } = exported;
  const listed = files.filter((file) => !file.name.startsWith(STATEMENTS));
  const statements = files.length - listed.length;
  return (
    <Dialog title={`Exported ${count(files.length)} files`} onClose={onClose}>
      <div className="dialog-body">
        <p className="selectable export-folder">{folder}</p>
        <p>
          {count(lines)} payout lines that add up to {amount(total, currency)}.
        </p>
        <p>
          Worked out again by {proof.by}: {count(proof.payouts)} of {count(proof.of)} payouts, each equal.
        </p>
        {sample && (
          <p className="export-sample">
            Sample data: every file says that its partners and deals are made up.
          </p>
        )}
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col" className="number">
                Bytes
              </th>
              <th scope="col">SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((file) => (
              <tr key={file.name}>
                <th scope="row">{file.name}</th>
                <td className="number">{count(file.bytes)}</td>
                <td className="formula export-hash" title={file.sha256}>
                  {`${file.sha256.slice(0, 8)}…${file.sha256.slice(-6)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {statements > 0 && (
          <p>
            And {count(statements)} files of partner statements, under {STATEMENTS}
          </p>
        )}
        <div className="selectable">
          <h3 className="caption">Seal of the bundle</h3>
          <p className="formula export-seal">{seal}</p>
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={() => onCopy(asText(exported))}>
            Copy file list
          </button>
          <button type="button" className="button" data-primary onClick={onClose}>
            Done
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** The list in the form that `sha256sum --check` reads. */
export function asText({ files }: Exported): string {
  return files.map((file) => `${file.sha256}  ${file.name}\n`).join("");
}
