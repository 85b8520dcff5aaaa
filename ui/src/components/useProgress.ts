import { useEffect, useEffectEvent } from "react";

/** How far work is that takes a while. */
export interface Work {
  doing: string;
  /** Between 0 and 1; null while that is not known. */
  part: number | null;
}

/** Milliseconds between two questions about progress. */
const POLL = 250;

/** Asks how far the work is, while there is any. */
export function useProgress(
  working: boolean,
  ask: () => Promise<{ doing: string | null; part: number | null }>,
  tell: (work: (now: Work | null) => Work | null) => void,
): void {
  const look = useEffectEvent(() => {
    ask()
      .then(({ doing, part }) => {
        if (doing !== null) tell((now) => (now === null ? null : { doing, part }));
      })
      // A question about progress that fails tells nothing; the work itself says how it ended.
      .catch(() => {});
  });
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(look, POLL);
    return () => clearInterval(timer);
  }, [working]);
}
