import { useEffect, useEffectEvent, useState } from "react";

/**
 * The answer to a question, asked anew whenever the question, whom it is asked of, or `of`, which is what
 * the answer follows, is another. The answer before stays until the next arrives, but for one about
 * something else; null asks nothing.
 */
export function useAnswer<Question, Answer>(
  ask: (question: Question, done: (answer: Answer) => void) => void,
  question: Question | null,
  of: unknown,
  about?: string | null,
): Answer | null {
  const [held, setHeld] = useState<{ about: typeof about; answer: Answer } | null>(null);
  const asked = JSON.stringify(question);
  const now = useEffectEvent((done: (answer: Answer) => void) => {
    if (question !== null) ask(question, done);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a question is another by what it says, or by what it follows
  useEffect(() => {
    let wanted = true;
    now((found) => {
      if (wanted) setHeld({ about, answer: found });
    });
    return () => {
      wanted = false;
    };
  }, [ask, asked, of]);
  return held?.about === about ? (held?.answer ?? null) : null;
}
