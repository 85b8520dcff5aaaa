import { useId, useState } from "react";
import type { ImportChanges } from "../../host/index.ts";
import { amount, count, direction, plain } from "../../money/format.ts";
import { plural, rich, t } from "../../text/text.ts";
import { countOf } from "./importing.ts";
import { TABLES } from "./tables.ts";
import type { Importing } from "./useImport.ts";

export interface LoadStepProps {
  importing: Importing;
  /** What is loaded goes into a document of its own, not into the sample that is open. */
  leavesSample: boolean;
}

/** What loading brings and changes, and the button that does it. */
export function LoadStep({ importing, leavesSample }: LoadStepProps) {
  const { check, inspection, work } = importing;
  const id = useId();
  const [name, setName] = useState(inspection?.name ?? "");
  if (check === null) return null;
  const deals = countOf(check, "deal");
  const verb =
    deals > 0
      ? plural(deals, { one: "Load 1 deal", other: "Load {n} deals" })
      : plural(check.used, { one: "Load 1 row", other: "Load {n} rows" });
  return (
    <>
      <section aria-label={t`What is loaded`}>
        <h2>{t`What is loaded`}</h2>
        <table className="figures import-counts">
          <tbody>
            {check.counts
              .filter(({ rows }) => rows > 0)
              .map(({ table, rows }) => (
                <tr key={table}>
                  <th scope="row">{TABLES[table] ?? table}</th>
                  <td className="number">{count(rows)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </section>
      {check.changes === null ? (
        <p className="caption">
          {leavesSample
            ? t`These deals begin a document of their own; the sample stays as it is.`
            : t`The document has no deals yet, so nothing is replaced.`}
        </p>
      ) : (
        <Changes changes={check.changes} />
      )}
      <form
        className="import-load"
        onSubmit={(event) => {
          event.preventDefault();
          importing.load(name);
        }}
      >
        <div className="import-pick">
          <label htmlFor={id} className="caption">
            {t`Keep the mapping for next time as`}
          </label>
          <input
            id={id}
            className="field"
            data-typing
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <button
          type="submit"
          className="button"
          data-primary
          data-testid="import-load"
          disabled={work !== null || check.used === 0}
        >
          {verb}
        </button>
      </form>
    </>
  );
}

/** What is different from the deals that are there, and what the program pays then. */
function Changes({ changes }: { changes: ImportChanges }) {
  const { currency, difference } = changes;
  const sign = difference === null ? "none" : direction(difference);
  return (
    <section aria-label={t`What changes`}>
      <h2>{t`What changes`}</h2>
      <p className="import-equation" data-testid="import-changes">
        {plural(
          changes.added,
          {
            one: "1 deal added, {changed} changed, {removed} removed, {same} as before",
            other: "{n} deals added, {changed} changed, {removed} removed, {same} as before",
          },
          { changed: changes.changed, removed: changes.removed, same: changes.same },
        )}
      </p>
      {changes.before !== null && changes.after !== null && difference !== null ? (
        <p>
          {rich`The program pays ${amount(changes.after, currency)} instead of ${amount(changes.before, currency)}: ${(
            <strong data-direction={sign}>
              {sign === "up" ? "+" : ""}
              {plain(difference)} {currency}
            </strong>
          )}`}
        </p>
      ) : (
        <p className="caption">{changes.reason ?? t`What the program would pay cannot be calculated.`}</p>
      )}
      {changes.examples.length > 0 && (
        <table className="figures import-changes">
          <thead>
            <tr>
              <th scope="col">{t`Deal`}</th>
              <th scope="col">{t`Change`}</th>
              <th scope="col">{t`What is different`}</th>
            </tr>
          </thead>
          <tbody>
            {changes.examples.map((example) => (
              <tr key={`${example.kind} ${example.deal}`}>
                <th scope="row">{example.deal}</th>
                <td>{example.kind}</td>
                <td>{example.sentence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
