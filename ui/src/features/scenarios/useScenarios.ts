import { useState } from "react";
import { useAnswer } from "../../components/useAnswer.ts";
import type { Compare, Compared, EffectList, ElsewhereList, Figure, WinnerList } from "../../host/index.ts";
import type { AskPlan } from "./PlanEditor.tsx";
import { lookedInto } from "./scenarios.ts";

/** How the screen asks Rust; the newest question of a kind wins. */
export interface AskScenarios {
  compare: (question: Compare, done: (compared: Compared) => void) => void;
  effects: (scenario: string, done: (list: EffectList) => void) => void;
  winners: (scenario: string, done: (list: WinnerList) => void) => void;
  plan: AskPlan;
  elsewhere: (figure: Figure, done: (list: ElsewhereList) => void) => void;
}

export interface Looked {
  compared: Compared | null;
  /** The scenario looked into. */
  chosen: string | null;
  choose: (id: string) => void;
  effects: EffectList | null;
  winners: WinnerList | null;
}

/** The comparison and what is behind one of its columns; asked anew whenever `figures` is another object. */
export function useScenarios(ask: AskScenarios, figures: unknown): Looked {
  const [wanted, setWanted] = useState<string | null>(null);
  const compared = useAnswer(ask.compare, {}, figures);
  const chosen = lookedInto(compared?.columns ?? [], wanted);
  // What is behind a column follows the comparison, which knows which columns there still are.
  const effects = useAnswer(ask.effects, chosen, compared, chosen);
  const winners = useAnswer(ask.winners, chosen, compared, chosen);
  return { compared, chosen, choose: setWanted, effects, winners };
}
