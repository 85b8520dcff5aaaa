import { useAnswer } from "../../components/useAnswer.ts";
import type { Decide, Decision, Decisions, Failure, GetDecisions } from "../../host/index.ts";

/** How decisions are asked for and kept. */
export interface AskDecisions {
  decisions: (question: GetDecisions, done: (answer: Decisions) => void) => void;
  /** Keeps a decision; answers what failed, or null. */
  decide: (request: Decide) => Promise<Failure | null>;
}

/** The decisions that hold, asked anew whenever `of` is another object; null until the first answer. */
export function useDecisions(ask: AskDecisions["decisions"], of: unknown): Decision[] | null {
  return useAnswer(ask, {}, of)?.decisions ?? null;
}
