import { useEffect, useState } from "react";
import { Difference, Sum } from "../../components/Sum.tsx";
import { asFailure, type ComparedExport, type Failure } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { type AskSignOff, comparedInWords } from "./signOff.ts";

export interface ComparedSectionProps {
  /** Another object whenever the document is another. */
  of: unknown;
  compare: AskSignOff["compare"];
}

/** How many partners are shown before the rest is asked for. */
const FEW = 8;

/** What the program pays beside the last export, both on the history that is here now. */
export function ComparedSection({ of, compare }: ComparedSectionProps) {
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<ComparedExport | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [all, setAll] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document compares otherwise
  useEffect(() => {
    if (!open) return;
    let wanted = true;
    setFailure(null);
    compare(null).then(
      (answer) => wanted && setFound(answer),
      (reason) => wanted && setFailure(asFailure(reason)),
    );
    return () => {
      wanted = false;
    };
  }, [open, of]);
  return (
    <div className="sign-compared" data-testid="compared-export">
      <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t`Compare with the last export`}
      </button>
      {open && failure !== null && (
        <p className="sign-failure" role="alert">
          {failure.sentence} {failure.hint}
        </p>
      )}
      {open && failure === null && found === null && <p className="caption">{t`Calculating`}</p>}
      {open && failure === null && found !== null && (
        <Money found={found} all={all} onAll={() => setAll(!all)} />
      )}
    </div>
  );
}

function Money({ found, all, onAll }: { found: ComparedExport; all: boolean; onAll: () => void }) {
  const { money, currency } = found;
  if (money === null) return <p className="export-about selectable">{found.why_not}</p>;
  const shown = all ? money.partners : money.partners.slice(0, FEW);
  return (
    <>
      <p>{comparedInWords(found)}</p>
      <p className="caption">
        {t`Version ${found.version} and the program now, both on ${found.caption}`}
        {found.facts_changed && t`; the history has changed since the export`}
      </p>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t`Partner`}</th>
            <th scope="col" className="number">
              {t`Exported`}
            </th>
            <th scope="col" className="number">
              {t`Now`}
            </th>
            <th scope="col" className="number">
              {t`Change, ${currency}`}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((each) => (
            <tr key={each.id}>
              <th scope="row" title={each.id}>
                {each.name}
              </th>
              <td className="number">
                <Sum text={each.before} currency={currency} />
              </td>
              <td className="number">
                <Sum text={each.now} currency={currency} />
              </td>
              <td className="number">
                <Difference text={each.change} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t`All partners`}</th>
            <td className="number">
              <Sum text={money.before} currency={currency} />
            </td>
            <td className="number">
              <Sum text={money.now} currency={currency} />
            </td>
            <td className="number">
              <Difference text={money.change} />
            </td>
          </tr>
        </tfoot>
      </table>
      {money.partners.length > FEW && (
        <button type="button" className="link-button" aria-expanded={all} onClick={onAll}>
          {all ? t`Show fewer` : t`Show ${count(money.partners.length)}`}
        </button>
      )}
    </>
  );
}
