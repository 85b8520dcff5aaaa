import { ErrorIcon, NoteIcon, WarningIcon } from "../../components/icons.tsx";
import type { Document, Finding, Incentive, Program, Severity, Track } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { placeInWords } from "./place.ts";
import "./program.css";

/** The program in words: its ladders, its incentives in stacking order, and what the check found. */
export function ProgramPage({ document }: { document: Document }) {
  const { program, findings } = document;
  return (
    <article className="program">
      <header className="page-head">
        <h1>{program.name}</h1>
        <p className="caption">
          Amounts in {program.currency}, rounded {program.rounding}
        </p>
      </header>
      {program.tracks.map((track) => (
        <Ladder
          key={track.id}
          track={track}
          title={program.tracks.length > 1 ? `Tiers: ${track.name}` : "Tiers"}
        />
      ))}
      <Incentives incentives={program.incentives} />
      <Findings program={program} findings={findings} />
    </article>
  );
}

function Ladder({ track, title }: { track: Track; title: string }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <table className="figures program-ladder">
        <thead>
          <tr>
            <th scope="col">Level</th>
            <th scope="col">Asks for</th>
            <th scope="col" className="number">
              Partners
            </th>
          </tr>
        </thead>
        <tbody>
          {track.levels.map((level) => (
            <tr key={level.id}>
              <th scope="row">{level.name}</th>
              <td>{level.sentence}</td>
              <td className="number">{level.partners === null ? "not known" : count(level.partners)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {track.sentences.map((sentence) => (
        <p key={sentence} className="program-aside selectable">
          {sentence}
        </p>
      ))}
    </section>
  );
}

/** What is said of an incentive that is not simply on. */
const STATES: Record<string, string> = { on: "", shadow: "Shadow: evaluated, not paid", off: "Off" };

function Incentives({ incentives }: { incentives: Incentive[] }) {
  return (
    <section aria-label="Incentives">
      <h2>Incentives</h2>
      <ol className="program-incentives">
        {incentives.map((incentive, at) => (
          <li key={incentive.id} data-state={incentive.state}>
            <span className="program-order">{at + 1}</span>
            <h3>{incentive.name}</h3>
            <span className="caption program-state">{STATES[incentive.state] ?? incentive.state}</span>
            <p className="selectable">{incentive.sentence}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

const SEVERITIES: Record<Severity, { name: string; icon: typeof ErrorIcon }> = {
  error: { name: "Error", icon: ErrorIcon },
  warning: { name: "Warning", icon: WarningIcon },
  note: { name: "Note", icon: NoteIcon },
};

function Findings({ program, findings }: { program: Program; findings: Finding[] }) {
  return (
    <section aria-label="Findings">
      <h2>Findings</h2>
      {findings.length === 0 ? (
        <p className="program-aside">The check found nothing to say about this program.</p>
      ) : (
        <ul className="program-findings">
          {findings.map((finding) => {
            const { name, icon: SeverityIcon } = SEVERITIES[finding.severity];
            return (
              <li key={`${finding.code} ${finding.place}`} data-severity={finding.severity}>
                <span className="program-severity">
                  <SeverityIcon />
                  {name}
                </span>
                <div className="selectable">
                  <p>
                    {finding.sentence} <span className="program-hint">{finding.hint}</span>
                  </p>
                  <p className="caption">{placeInWords(program, finding.place)}</p>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
