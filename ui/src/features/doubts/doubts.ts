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
  const same = (one: string | null | undefined, other: string | null | undefined) =>
    (one ?? null) === (other ?? null);
  return doubts.filter(
    ({ figure: of }) =>
      same(of.partner, figure.partner) &&
      same(of.period, figure.period) &&
      same(of.incentive, figure.incentive),
  );
}

export type StateFilter = "all" | DoubtState;

/** The doubts that stand so. */
export function inState(doubts: readonly Doubt[], state: StateFilter): Doubt[] {
  return doubts.filter((one) => state === "all" || one.state === state);
}

/** What can be chosen, each with how many there are. */
export function stateChoices(of: Doubts): { value: StateFilter; label: string }[] {
  return [
    { value: "all", label: `all (${of.doubts.length})` },
    { value: "open", label: `open (${of.open})` },
    { value: "answered", label: `answered (${of.answered})` },
    { value: "upheld", label: `upheld (${of.upheld})` },
  ];
}

const STATES: Record<DoubtState, string> = { open: "Open", answered: "Answered", upheld: "Upheld" };

/** How a doubt stands, in a word. */
export function stateWord(state: DoubtState): string {
  return STATES[state];
}

/** Who did something and when: "Kim, 27 Nov 2026, 14:02"; the moment alone where nobody said. */
export function byWhom(who: string, when: string): string {
  return who === "" ? when : `${who}, ${when}`;
}
