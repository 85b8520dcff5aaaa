import { useState } from "react";
import { useAnswer } from "../../components/useAnswer.ts";
import type {
  Doubt,
  DoubtState,
  Doubts,
  Failure,
  Figure,
  GetDoubts,
  ReportDoubt,
  SettleDoubt,
} from "../../host/index.ts";
import { t } from "../../text/text.ts";

export interface AskDoubts {
  doubts: (question: GetDoubts, done: (answer: Doubts) => void) => void;
  /** Each answers what failed, or null. */
  report: (request: ReportDoubt) => Promise<Failure | null>;
  settle: (request: SettleDoubt) => Promise<Failure | null>;
}

/** The doubts of the document, asked anew whenever `of` is another object; null until the first answer. */
export function useDoubts(ask: AskDoubts["doubts"], question: GetDoubts, of: unknown): Doubts | null {
  return useAnswer(ask, question, of);
}

/** The doubts about a very figure; what is inside it or above it is another figure. */
export function aboutFigure(doubts: readonly Doubt[], figure: Figure): Doubt[] {
  return doubts.filter((doubt) => sameFigure(doubt.figure, figure));
}

/** What was written about a figure and not reported yet. */
export interface Said {
  text: string;
  who: string;
}

/** A half-written doubt, and the name of its figure. */
export interface Draft extends Said {
  figure: Figure;
  title: string;
}

/** Doubts that are being written, one for each figure; they stay when another figure is opened. */
export interface Drafts {
  list: readonly Draft[];
  keep: (draft: Draft) => void;
  drop: (figure: Figure) => void;
}

/** Whether two name the very same figure. */
export function sameFigure(one: Figure, other: Figure): boolean {
  const same = (a: string | null | undefined, b: string | null | undefined) => (a ?? null) === (b ?? null);
  return (
    same(one.partner, other.partner) && same(one.period, other.period) && same(one.incentive, other.incentive)
  );
}

/** The doubts that are being written; `of` is what they are about besides a figure: file and scenario. */
export function useDrafts(of: string): Drafts {
  const [all, setAll] = useState<readonly { of: string; draft: Draft }[]>([]);
  const without = (figure: Figure) =>
    all.filter((one) => one.of !== of || !sameFigure(one.draft.figure, figure));
  return {
    list: all.filter((one) => one.of === of).map((one) => one.draft),
    keep: (draft) => setAll([...without(draft.figure), { of, draft }]),
    drop: (figure) => setAll(without(figure)),
  };
}

/** Why no doubt can be reported of what is shown, as the end of a sentence; null where one can. */
export function whyNoDoubt(shown: { tried: boolean; readOnly: boolean; history: boolean }): string | null {
  if (shown.readOnly) return t`in a copy that can be changed; this document is only read`;
  if (!shown.history) return t`on the history as it happened; choose Replay history first`;
  return shown.tried ? t`once the value that is tried is kept or taken back` : null;
}

export type StateFilter = "all" | DoubtState;

/** The doubts that stand so. */
export function inState(doubts: readonly Doubt[], state: StateFilter): Doubt[] {
  return doubts.filter((one) => state === "all" || one.state === state);
}

/** What can be chosen, each with how many there are. */
export function stateChoices(of: Doubts): { value: StateFilter; label: string }[] {
  return [
    { value: "all", label: t`all (${of.doubts.length})` },
    { value: "open", label: t`open (${of.open})` },
    { value: "answered", label: t`answered (${of.answered})` },
    { value: "upheld", label: t`upheld (${of.upheld})` },
  ];
}

const STATES: Record<DoubtState, string> = { open: t`Open`, answered: t`Answered`, upheld: t`Upheld` };

/** How a doubt stands, in a word. */
export function stateWord(state: DoubtState): string {
  return STATES[state];
}

/** Who did something and when: "Kim, 27 Nov 2026, 14:02"; the moment alone where nobody said. */
export function byWhom(who: string, when: string): string {
  return who === "" ? when : `${who}, ${when}`;
}
