import { useId, useState } from "react";
import { Sideways } from "../../components/Sideways.tsx";
import { Sum } from "../../components/Sum.tsx";
import { Switch } from "../../components/Switch.tsx";
import { capital } from "../../components/words.ts";
import type { Change } from "../../host/index.ts";
import { plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { type AskBudget, returnOf, useEntries } from "./budget.ts";

export interface ReturnsProps {
  ask: AskBudget;
  changes: Change[];
  of: unknown;
}

type By = "activity" | "tier" | "partner";

const CHOICES: readonly { value: By; label: string }[] = [
  { value: "activity", label: t`activity` },
  { value: "tier", label: t`tier` },
  { value: "partner", label: t`partner` },
];

/** The return on funds, its definition printed under it; sourced and influenced apart. */
export function Returns({ ask, changes, of }: ReturnsProps) {
  const title = useId();
  const [by, setBy] = useState<By>("activity");
  const page = useEntries(ask.funds, {}, changes, of);
  if (page === null || page.definition === null) return null;
  const rows = page.returns.filter((one) => one.by === by);
  const whole = page.returns.find((one) => one.by === "all");
  return (
    <section aria-labelledby={title} className="budget-section">
      <header className="budget-head">
        <h2 id={title}>{t`Return on funds`}</h2>
        <Switch label={t`By`} choices={CHOICES} value={by} onChoose={setBy} />
      </header>
      <Sideways label={t`Return on funds`}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{capital(by)}</th>
              {[t`Cost`, t`Sourced`, t`Influenced`, t`Attributed`, "ROPI"].map((words) => (
                <th scope="col" key={words} className="number">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.of}>
                <th scope="row">{returnOf(one.by, one.of)}</th>
                <td className="number">
                  <Sum text={one.cost} />
                </td>
                <td className="number">
                  <Sum text={one.sourced} />
                </td>
                <td className="number">
                  <Sum text={one.influenced} />
                </td>
                <td className="number">
                  <Sum text={one.attributed} />
                </td>
                <td className="number">{one.rate === null ? t`none` : plain(one.rate)}</td>
              </tr>
            ))}
          </tbody>
          {whole !== undefined && (
            <tfoot>
              <tr>
                <th scope="row">{returnOf("all", "")}</th>
                <td className="number">
                  <Sum text={whole.cost} />
                </td>
                <td className="number">
                  <Sum text={whole.sourced} />
                </td>
                <td className="number">
                  <Sum text={whole.influenced} />
                </td>
                <td className="number">
                  <Sum text={whole.attributed} />
                </td>
                <td className="number">{whole.rate === null ? t`none` : plain(whole.rate)}</td>
              </tr>
            </tfoot>
          )}
        </table>
      </Sideways>
      <p className="caption">{t`ROPI = (attributed − cost) / cost. ${page.definition}`}</p>
    </section>
  );
}
