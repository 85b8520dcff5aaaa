import { useId } from "react";
import { CloseIcon } from "../../components/icons.tsx";
import { Difference } from "../../components/Sum.tsx";
import type { RevisionDifferences } from "../../host/index.ts";
import { amount, direction } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";

export interface ComparedProps {
  compared: RevisionDifferences;
  onClose: () => void;
}

/** What is different between two steps: each difference in words, what was said before and after. */
export function Compared({ compared, onClose }: ComparedProps) {
  const title = useId();
  const { differences, from, to, change } = compared;
  const count = differences.length;
  return (
    <section aria-labelledby={title} className="history-compared">
      <header className="history-head">
        <h2 id={title}>
          {count === 0
            ? t`v${String(from.number)} and v${String(to.number)} have the same program`
            : plural(
                count,
                {
                  one: "v{to} differs from v{from} in 1 place",
                  other: "v{to} differs from v{from} in {n} places",
                },
                { to: String(to.number), from: String(from.number) },
              )}
        </h2>
        <button type="button" className="icon-button" aria-label={t`Close the comparison`} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <p className="caption">
        {from.total !== null && t`v${String(from.number)} pays ${amount(from.total, from.currency)}`}
        {from.total !== null && to.total !== null && ", "}
        {to.total !== null && t`v${String(to.number)} pays ${amount(to.total, to.currency)}`}
      </p>
      {change !== null && direction(change) !== "none" && (
        <p>
          <Difference text={change} currency={to.currency} />
        </p>
      )}
      {count === 0 && (
        <p>{t`What was changed between them is not part of the program, such as data, scenarios or doubts.`}</p>
      )}
      <ul>
        {differences.map((one) => (
          <li key={one.place}>
            <p>{one.sentence}</p>
            {one.from !== "" && (
              <p className="history-from selectable">
                <span aria-hidden="true">− </span>
                <span className="spoken-only">{t`Before:`} </span>
                {one.from}
              </p>
            )}
            {one.to !== "" && (
              <p className="history-to selectable">
                <span aria-hidden="true">+ </span>
                <span className="spoken-only">{t`After:`} </span>
                {one.to}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
