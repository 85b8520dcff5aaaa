import { time } from "../components/dates.ts";
import { count } from "../money/format.ts";
import type { SessionState } from "./session.ts";

/** What the figures rest on: how many deals, which data, which rounding, and when it was saved. */
export function StatusBar({ state }: { state: SessionState }) {
  return (
    <footer className="status" data-testid="status">
      {state.document === null ? <span>{state.busy ?? "No document is open"}</span> : <Facts state={state} />}
    </footer>
  );
}

function Facts({ state }: { state: SessionState }) {
  const { document, busy } = state;
  if (document === null) return null;
  const { program } = document;
  return (
    <>
      <span className="status-fresh">{busy ?? freshness(state)}</span>
      <span className="status-data">{source(document)}</span>
      <span>
        {program.currency}, {program.rounding}, {count(program.decimals)} places
      </span>
      <span className="status-saved">
        {document.saved_at === null ? "Not saved yet" : `Saved ${time(document.saved_at)}`}
      </span>
    </>
  );
}

function freshness({ simulation, figures }: SessionState): string {
  if (figures === "late") return "updating";
  if (figures === "refused") return "Not recalculated: the last good figures";
  if (simulation === null) return "";
  const { deals, calculated_in_ms: ms } = simulation;
  return `Recalculated ${count(deals)} deals in ${ms === 0 ? "under 1" : count(ms)} ms`;
}

/** The data in a few words; the sample says that it is one. */
function source({ sample, files }: NonNullable<SessionState["document"]>): string {
  const [first, ...more] = files;
  const names =
    first === undefined
      ? "none imported"
      : `${first.name}${more.length > 0 ? ` and ${count(more.length)} more` : ""}`;
  const aside = files.reduce((sum, file) => sum + file.set_aside, 0);
  const rows = aside === 1 ? "1 row set aside" : `${count(aside)} rows set aside`;
  if (sample) return first === undefined ? "Sample data" : `Sample data, ${rows}`;
  return first === undefined ? `Data: ${names}` : `Data: ${names}, ${rows}`;
}
