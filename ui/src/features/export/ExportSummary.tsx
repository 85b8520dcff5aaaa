import { Dialog } from "../../components/Dialog.tsx";
import type { Exported } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import "./export.css";

export interface ExportSummaryProps {
  exported: Exported;
  sample: boolean;
  onCopy: (text: string) => void;
  onClose: () => void;
}

/** What an export wrote: every file with its size and hash, so that a receiver can check them. */
export function ExportSummary({ exported, sample, onCopy, onClose }: ExportSummaryProps) {
  const { folder, files } = exported;
  return (
    <Dialog title={`Exported ${count(files.length)} files`} onClose={onClose}>
      <div className="dialog-body">
        <p className="selectable export-folder">{folder}</p>
        {sample && (
          <p className="export-sample">Sample data: the partners and deals in these files are made up.</p>
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
            {files.map((file) => (
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
