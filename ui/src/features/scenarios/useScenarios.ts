import { useEffect, useState } from "react";
import type { Compared, EffectList, ElsewhereList, Figure, PlanView, WinnerList } from "../../host/index.ts";
import { lookedInto } from "./scenarios.ts";

/** How the screen asks Rust; the newest question of a kind wins. */
export interface AskScenarios {
  compare: (done: (compared: Compared) => void) => void;
  effects: (scenario: string, done: (list: EffectList) => void) => void;
  winners: (scenario: string, done: (list: WinnerList) => void) => void;
  plan: (done: (view: PlanView) => void) => void;
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
  const [compared, setCompared] = useState<Compared | null>(null);
  const [effects, setEffects] = useState<{ of: string; list: EffectList } | null>(null);
  const [winners, setWinners] = useState<{ of: string; list: WinnerList } | null>(null);
  const chosen = lookedInto(compared?.columns ?? [], wanted);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other figures are another question
  useEffect(() => ask.compare(setCompared), [ask, figures]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other figures are another question
  useEffect(() => {
    if (chosen === null) return;
    ask.effects(chosen, (list) => setEffects({ of: chosen, list }));
    ask.winners(chosen, (list) => setWinners({ of: chosen, list }));
  }, [ask, figures, chosen, compared]);

  return {
    compared,
    chosen,
    choose: setWanted,
    effects: effects !== null && effects.of === chosen ? effects.list : null,
    winners: winners !== null && winners.of === chosen ? winners.list : null,
  };
}
