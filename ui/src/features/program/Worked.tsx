import { useEffect, useState } from "react";
import { Sum } from "../../components/Sum.tsx";
import type { Explanation, Figure } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { useEditor } from "./editor.ts";

/** How many levels of parts are opened on the way to one payout line. */
const DEEPEST = 4;

export interface WorkedProps {
  incentive: string;
  onExplain: (figure: Figure) => void;
}

/** The incentive as a formula with the numbers of its first payout put in: the engine's own explanation. */
export function Worked({ incentive, onExplain }: WorkedProps) {
  const { ask, document } = useEditor();
  const [shown, setShown] = useState<Explanation | null>(null);
  // The formula follows every step of the document.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document has other numbers
  useEffect(() => {
    let over = false;
    const open = (figure: Figure, depth: number) =>
      ask(
        "worked",
        "explain",
        { figure, changes: [] },
        (answer) => {
          if (over) return;
          const next = answer.parts.find((part) => part.figure !== null && /[1-9]/.test(part.amount))?.figure;
          if (next === undefined || next === null || depth === DEEPEST) setShown(answer);
          else open(next, depth + 1);
        },
        () => setShown(null),
      );
    open({ incentive }, 0);
    return () => {
      over = true;
    };
  }, [ask, incentive, document]);
  if (shown === null || shown.formula.length === 0) return null;
  return (
    <div className="worked">
      <div className="worked-head">
        <h3>{t`Worked out for ${shown.title}`}</h3>
        <button type="button" className="link-button" onClick={() => onExplain(shown.figure)}>
          {t`Explain`}
        </button>
      </div>
      {shown.formula.map((line) => (
        <p key={line} className="formula">
          {line}
        </p>
      ))}
      <p className="caption">
        {shown.sentence} <Sum text={shown.amount} currency={shown.currency} />
      </p>
    </div>
  );
}
