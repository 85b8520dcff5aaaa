import { type ReactNode, useState } from "react";
import { moment } from "../../components/dates.ts";
import { Difference, Sum } from "../../components/Sum.tsx";
import { Switch } from "../../components/Switch.tsx";
import type { HistoryEntry, HistoryEvent, RevisionDifferences, RevisionEffect } from "../../host/index.ts";
import { direction } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { Compared } from "./Compared.tsx";
import {
  type AskHistory,
  byWhom,
  type Filter,
  filtered,
  hasProgram,
  standingOf,
  useEffects,
  useHistory,
} from "./history.ts";
import "./history.css";

export interface HistoryPageProps {
  /** The document; another one has another history. */
  of: unknown;
  /** What payouts rest on besides the program. */
  data: unknown;
  ask: AskHistory;
  /** What is shown first. */
  begin: Filter;
  /** The doubts about figures. */
  children: ReactNode;
  /** What was decided on studies. */
  decisions: ReactNode;
  /** Makes a revision hold again, as a new one. */
  onRestore: (number: number) => void;
}

const NONE: HistoryEntry[] = [];

const FILTERS: readonly { value: Filter; label: string }[] = [
  { value: "all", label: t`everything` },
  { value: "program", label: t`program` },
  { value: "scenarios", label: t`scenarios` },
  { value: "data", label: t`data` },
  { value: "sign_off", label: t`sign-off` },
  { value: "doubts", label: t`doubts` },
  { value: "decisions", label: t`decisions` },
];

/** Everything that was done to the document, what it pays, and going back to it. */
export function HistoryPage({ of, data, ask, begin, children, decisions, onRestore }: HistoryPageProps) {
  const history = useHistory(ask.history, of);
  const [filter, setFilter] = useState<Filter>(begin);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [compared, setCompared] = useState<RevisionDifferences | null>(null);
  const effects = useEffects(ask.revision, history?.entries ?? NONE, data);
  if (history === null) return <p className="caption">{t`Reading the history`}</p>;
  const choose = (number: number) => {
    setCompared(null);
    // Two at most: a third takes the place of the one chosen first.
    setChosen(
      chosen.includes(number) ? chosen.filter((one) => one !== number) : [...chosen, number].slice(-2),
    );
  };
  const [from, to] = [...chosen].sort((a, b) => a - b);
  return (
    <article className="history">
      <header className="history-head">
        <h1>{t`History`}</h1>
        <Switch label={t`Show`} choices={FILTERS} value={filter} onChoose={setFilter} />
      </header>
      {filter === "doubts" || filter === "decisions" ? (
        filter === "doubts" ? (
          children
        ) : (
          decisions
        )
      ) : (
        <>
          <p className="caption">
            {t`Payouts are those of each program on today's data. Restoring adds a step and takes nothing away. Names are as they were given; nobody verifies them`}
          </p>
          <div className="history-ways">
            <button
              type="button"
              className="button"
              disabled={from === undefined || to === undefined}
              onClick={() => from !== undefined && to !== undefined && ask.compare({ from, to }, setCompared)}
            >
              {from === undefined || to === undefined ? t`Compare two` : t`Compare v${from} with v${to}`}
            </button>
            <span className="caption">
              {chosen.length < 2 ? t`Mark two steps to see what is different between them` : ""}
            </span>
          </div>
          {compared !== null && <Compared compared={compared} onClose={() => setCompared(null)} />}
          <table className="figures history-table">
            <thead>
              <tr>
                <th scope="col">
                  <span className="spoken-only">{t`Compare`}</span>
                </th>
                <th scope="col">{t`Step`}</th>
                <th scope="col">{t`What was done`}</th>
                <th scope="col">{t`Who`}</th>
                <th scope="col">{t`When`}</th>
                <th scope="col" className="number">
                  {t`Payout`}
                </th>
                <th scope="col" className="number">
                  {t`Changed it by`}
                </th>
                <th scope="col">
                  <span className="spoken-only">{t`Restore`}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {filtered(history, filter).map((done) =>
                "event" in done ? (
                  <Step key={`${done.event.done_at} ${done.event.what}`} event={done.event} />
                ) : (
                  <Entry
                    key={done.entry.number}
                    entry={done.entry}
                    effect={effects.get(done.entry.number)}
                    chosen={chosen.includes(done.entry.number)}
                    onChoose={() => choose(done.entry.number)}
                    onRestore={() => onRestore(done.entry.number)}
                  />
                ),
              )}
            </tbody>
          </table>
        </>
      )}
    </article>
  );
}

interface EntryProps {
  entry: HistoryEntry;
  effect: RevisionEffect | undefined;
  chosen: boolean;
  onChoose: () => void;
  onRestore: () => void;
}

function Entry({ entry, effect, chosen, onChoose, onRestore }: EntryProps) {
  const { number, label, standing } = entry;
  const words = standingOf(standing);
  return (
    <tr data-standing={standing} aria-current={standing === "here" ? "step" : undefined}>
      <td>
        {hasProgram(entry) && (
          <input type="checkbox" aria-label={t`Compare v${number}`} checked={chosen} onChange={onChoose} />
        )}
      </td>
      <td className="history-number">{`v${number}`}</td>
      <th scope="row">
        {label}
        {words !== "" && <span className="history-standing"> {words}</span>}
      </th>
      <td>{entry.who}</td>
      <td>{moment(entry.saved_at)}</td>
      <td className="number" title={effect?.why_not ?? undefined}>
        {hasProgram(entry) && <Total effect={effect} />}
      </td>
      <td className="number">
        {effect?.change != null && direction(effect.change) !== "none" && <Difference text={effect.change} />}
      </td>
      <td>
        {entry.restores && (
          <button
            type="button"
            className="link-button"
            aria-label={t`Restore v${number}`}
            onClick={onRestore}
          >
            {t`Restore`}
          </button>
        )}
      </td>
    </tr>
  );
}

/** A step of the sign-off, or an export: who, when, what, and what was written with it. */
function Step({ event }: { event: HistoryEvent }) {
  return (
    <tr data-standing="step">
      <td />
      <td className="history-number">{`v${event.revision}`}</td>
      <th scope="row" className="selectable">
        {event.what}
        {event.words !== "" && <span className="history-standing"> “{event.words}”</span>}
        {event.sha256 !== "" && (
          <span className="history-standing" title={event.sha256}>
            {" "}
            {event.sha256.slice(0, 12)}
          </span>
        )}
      </th>
      <td>{byWhom(event)}</td>
      <td>{moment(event.done_at)}</td>
      <td />
      <td />
      <td />
    </tr>
  );
}

function Total({ effect }: { effect: RevisionEffect | undefined }) {
  if (effect === undefined) return <span className="caption">…</span>;
  return effect.total === null ? (
    <span className="caption">{t`not calculated`}</span>
  ) : (
    <Sum text={effect.total} />
  );
}
