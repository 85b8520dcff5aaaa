import { useEffect, useState } from "react";
import { useAnswer } from "../../components/useAnswer.ts";
import type {
  CompareRevisions,
  GetHistory,
  GetRevision,
  History,
  HistoryEntry,
  HistoryEvent,
  HistoryStanding,
  RevisionDifferences,
  RevisionEffect,
} from "../../host/index.ts";
import { t } from "../../text/text.ts";

export interface AskHistory {
  history: (question: GetHistory, done: (answer: History) => void) => void;
  revision: (question: GetRevision, done: (answer: RevisionEffect) => void) => void;
  compare: (question: CompareRevisions, done: (answer: RevisionDifferences) => void) => void;
}

/** The history, asked anew whenever `of` is another object; null until the first answer. */
export function useHistory(ask: AskHistory["history"], of: unknown): History | null {
  return useAnswer(ask, {}, of);
}

/**
 * What the listed revisions pay, one asked after the other so that nothing else waits for all of them; a
 * person who leaves asks no more. Answers stay until the data is another.
 */
export function useEffects(
  ask: AskHistory["revision"],
  entries: readonly HistoryEntry[],
  data: unknown,
): ReadonlyMap<number, RevisionEffect> {
  const [known, setKnown] = useState<{ of: unknown; effects: Map<number, RevisionEffect> }>({
    of: data,
    effects: new Map(),
  });
  const effects = known.of === data ? known.effects : new Map<number, RevisionEffect>();
  const next = nextUnknown(entries, effects);
  useEffect(() => {
    if (next === null) return;
    ask({ number: next }, (effect) =>
      setKnown((before) => {
        const kept = before.of === data ? before.effects : new Map<number, RevisionEffect>();
        return { of: data, effects: new Map(kept).set(effect.number, effect) };
      }),
    );
  }, [ask, next, data]);
  return effects;
}

/** Whether a step may have made another program, which pays something of its own. */
export function hasProgram({ changed }: HistoryEntry): boolean {
  return changed === "program" || changed === "scenarios";
}

/** The latest revision of a program that is not known yet; null when all are. */
export function nextUnknown(
  entries: readonly HistoryEntry[],
  known: ReadonlyMap<number, unknown>,
): number | null {
  return entries.find((entry) => hasProgram(entry) && !known.has(entry.number))?.number ?? null;
}

/** Where an entry stands, in words; empty for what simply led to here. */
export function standingOf(standing: HistoryStanding): string {
  const words: Record<HistoryStanding, string> = {
    here: t`You are here`,
    before: "",
    undone: t`Undone, can be redone`,
    left: t`Left behind`,
    import: "",
  };
  return words[standing];
}

export type Filter = "all" | "program" | "scenarios" | "data" | "sign_off" | "doubts" | "decisions";

/** Something that was done: an entry, or a step that undo leaves alone. */
export type Done = { entry: HistoryEntry } | { event: HistoryEvent };

/** What was done of a kind, latest first; in one second a step comes after the entry it is about. */
export function filtered({ entries, events }: History, filter: Filter): Done[] {
  const kept = entries.filter((entry) => filter === "all" || entry.changed === filter);
  const steps = filter === "all" || filter === "sign_off" ? events : [];
  const all: Done[] = [...steps.map((event) => ({ event })), ...kept.map((entry) => ({ entry }))];
  return all.sort((one, other) => (doneAt(one) < doneAt(other) ? 1 : doneAt(one) > doneAt(other) ? -1 : 0));
}

function doneAt(done: Done): string {
  return "entry" in done ? done.entry.saved_at : done.event.done_at;
}

/** By whom, with the role that was given; empty where nobody gave a name. */
export function byWhom({ who, role }: { who: string; role: string }): string {
  return who !== "" && role !== "" ? `${who}, ${role}` : who || role;
}
