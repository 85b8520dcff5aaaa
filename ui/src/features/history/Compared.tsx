import { useId } from "react";
import { CloseIcon } from "../../components/icons.tsx";
import { Difference } from "../../components/Sum.tsx";
import type { RevisionDifferences } from "../../host/index.ts";
import { amount, direction } from "../../money/format.ts";

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
            ? `v${from.number} and v${to.number} have the same program`
            : `v${to.number} differs from v${from.number} in ${count === 1 ? "1 place" : `${count} places`}`}
        </h2>
        <button type="button" className="icon-button" aria-label="Close the comparison" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <p className="caption">
        {from.total !== null && `v${from.number} pays ${amount(from.total, from.currency)}`}
        {from.total !== null && to.total !== null && ", "}
        {to.total !== null && `v${to.number} pays ${amount(to.total, to.currency)}`}
      </p>
      {change !== null && direction(change) !== "none" && (
        <p>
          <Difference text={change} currency={to.currency} />
        </p>
      )}
      {count === 0 && (
        <p>What was changed between them is not part of the program, such as data, scenarios or doubts.</p>
      )}
      <ul>
        {differences.map((one) => (
          <li key={one.place}>
            <p>{one.sentence}</p>
            {one.from !== "" && (
              <p className="history-from selectable">
                <span aria-hidden="true">− </span>
                <span className="spoken-only">Before: </span>
                {one.from}
              </p>
            )}
            {one.to !== "" && (
              <p className="history-to selectable">
                <span aria-hidden="true">+ </span>
                <span className="spoken-only">After: </span>
                {one.to}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
