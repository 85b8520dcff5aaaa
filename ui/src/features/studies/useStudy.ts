import { useEffect, useState } from "react";
import type { Failure, Study, StudyReport } from "../../host/index.ts";

/** Carries out one study; refuses with a failure. */
export type AskStudy = (request: Study) => Promise<StudyReport>;

/** A study on its way. */
export interface Studying {
  report: StudyReport | null;
  failure: Failure | null;
  /** Whether a better answer is still on its way. */
  working: boolean;
}

const NOTHING: Studying = { report: null, failure: null, working: false };

/**
 * Asks the questions of a study one after the other and shows each answer as it comes. New questions
 * end the old ones; `fresh` changes when the same questions would be answered otherwise.
 */
export function useStudy(ask: AskStudy, requests: Study[], fresh: string): Studying {
  const [studying, setStudying] = useState(NOTHING);
  const questions = JSON.stringify(requests);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed document answers otherwise
  useEffect(() => {
    let wanted = true;
    const all: Study[] = JSON.parse(questions);
    const answerAll = async () => {
      for (const [at, request] of all.entries()) {
        const report = await ask(request);
        if (!wanted) return;
        setStudying({ report, failure: null, working: at + 1 < all.length });
      }
    };
    setStudying({ ...NOTHING, working: all.length > 0 });
    answerAll().catch((failure: Failure) => {
      if (wanted) setStudying({ report: null, failure, working: false });
    });
    return () => {
      wanted = false;
    };
  }, [ask, questions, fresh]);
  return studying;
}
