import { time } from "../components/dates.ts";
import { plural, t } from "../text/text.ts";
import type { SessionState } from "./session.ts";

/** What the figures rest on: how many deals, which data, which rounding, and when it was saved. */
export function StatusBar({ state }: { state: SessionState }) {
  return (
    <footer className="status" data-testid="status">
      {state.document === null ? (
        <span>{state.busy ?? t`No document is open`}</span>
      ) : (
        <Facts state={state} />
      )}
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
        {plural(
          program.decimals,
          { one: "{currency}, {rounding}, 1 place", other: "{currency}, {rounding}, {n} places" },
          { currency: program.currency, rounding: program.rounding },
        )}
      </span>
      <span className="status-saved">
        {document.saved_at === null ? t`Not saved yet` : t`Saved ${time(document.saved_at)}`}
      </span>
    </>
  );
}

function freshness({ simulation, figures }: SessionState): string {
  if (figures === "late") return t`updating`;
  if (figures === "refused") return t`Not recalculated: these are the last good figures`;
  if (simulation === null) return "";
  const { deals, calculated_in_ms: ms } = simulation;
  return plural(
    deals,
    { one: "Recalculated 1 deal in {time} ms", other: "Recalculated {n} deals in {time} ms" },
    { time: ms === 0 ? t`under 1` : ms },
  );
}

/** The data in a few words; the sample says that it is one. */
function source({ sample, files }: NonNullable<SessionState["document"]>): string {
  const [first, ...more] = files;
  const names =
    first === undefined
      ? t`none imported`
      : more.length === 0
        ? first.name
        : t`${first.name} and ${more.length} more`;
  const aside = files.reduce((sum, file) => sum + file.set_aside, 0);
  const rows = plural(aside, { one: "1 row set aside", other: "{n} rows set aside" });
  if (sample) return first === undefined ? t`Sample data` : t`Sample data, ${rows}`;
  return first === undefined ? t`Data: ${names}` : t`Data: ${names}, ${rows}`;
}
