import type { Finding } from "../../host/index.ts";
import { useEditor } from "./editor.ts";
import { SeverityGlyph } from "./Outline.tsx";
import { placeInWords } from "./place.ts";

export interface FindingListProps {
  findings: readonly Finding[];
  /** Goes to the place of a finding; shown with its words. */
  onGo?: (finding: Finding) => void;
  /** What is known of a finding besides: partners and money. */
  note?: (finding: Finding) => string;
  /** The finding that was gone to last. */
  current?: number | null;
}

/** What the check found, worst first: what is wrong, and what to do about it. */
export function FindingList({ findings, onGo, note, current = null }: FindingListProps) {
  const { document } = useEditor();
  return (
    <ul className="findings">
      {findings.map((finding, at) => (
        <li
          key={`${finding.code} ${finding.place}`}
          data-severity={finding.severity}
          data-current={at === current || undefined}
        >
          <SeverityGlyph severity={finding.severity} />
          <div className="selectable">
            <p>
              {finding.sentence} <span className="finding-hint">{finding.hint}</span>
            </p>
            {note !== undefined && note(finding) !== "" && <p className="finding-money">{note(finding)}</p>}
            {onGo !== undefined && (
              <button type="button" className="link-button" onClick={() => onGo(finding)}>
                {placeInWords(document.program, finding.place)}
              </button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
