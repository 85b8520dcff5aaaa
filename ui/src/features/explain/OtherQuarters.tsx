import { useId } from "react";
import { Sum } from "../../components/Sum.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import type { Change, Explain, Explanation, Figure } from "../../host/index.ts";
import { t } from "../../text/text.ts";

export interface OtherQuartersProps {
  /** The figure that is explained. */
  figure: Figure;
  changes: Change[];
  /** What the figures follow. */
  of: unknown;
  ask: (question: Explain, done: (answer: Explanation) => void) => void;
  onOpen: (figure: Figure) => void;
}

/** What the same incentive paid the same partner in each quarter; shown for one payout line alone. */
export function OtherQuarters({ figure, changes, of, ask, onOpen }: OtherQuartersProps) {
  const title = useId();
  const { partner, incentive, period } = figure;
  const isLine = partner != null && incentive != null && period != null;
  const whole = useAnswer(
    ask,
    isLine ? { changes, figure: { partner, incentive } } : null,
    of,
    `${partner} ${incentive}`,
  );
  if (!isLine || whole === null) return null;
  return (
    <section aria-labelledby={title}>
      <h3 id={title} className="caption">
        {t`In every quarter`}
      </h3>
      <ul className="explain-quarters">
        {whole.parts.map((part) => (
          <li key={part.label}>
            {part.figure === null || part.figure.period === period ? (
              <strong>{part.label}</strong>
            ) : (
              <button
                type="button"
                className="text-button"
                onClick={() => part.figure !== null && onOpen(part.figure)}
              >
                {part.label}
              </button>
            )}
            <Sum text={part.amount} />
          </li>
        ))}
      </ul>
    </section>
  );
}
