import { useId, useState } from "react";
import { day } from "../../components/dates.ts";
import { SaveButton } from "../../components/SaveButton.tsx";
import { Sum } from "../../components/Sum.tsx";
import { Switch } from "../../components/Switch.tsx";
import type { Change, Figure, LiabilityTable, Simulation, Table } from "../../host/index.ts";
import { amount, direction } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { AsOf } from "./AsOf.tsx";
import { Lines } from "./Lines.tsx";
import { type AskLiability, LINES, type Look, titleOf, useLiability } from "./liability.ts";
import { Parts, RollForward } from "./RollForward.tsx";
import "./liability.css";

export interface LiabilityProps {
  /** The changes that the figures on screen were made with. */
  changes: Change[];
  /** The simulation that the liability follows. */
  of: Simulation;
  sample: boolean;
  ask: AskLiability;
  onSave: (table: Table, name: string) => Promise<string | null>;
  onExplain: (figure: Figure) => void;
}

type By = "period" | "account" | "incentive" | "pool";

/** What is owed to partners, rolled forward, with every amount behind it. */
export function Liability(props: LiabilityProps) {
  const { of: simulation, onExplain } = props;
  const [look, setLook] = useState<Look>({ asOf: null, period: null, lines: LINES });
  const [by, setBy] = useState<By>("period");
  const title = useId();
  const found = useLiability(props.ask, look, props.changes, simulation);
  if (found === null) return <p className="caption">{t`Calculating`}</p>;
  const asOf = look.asOf === null ? {} : { as_of: look.asOf };
  const choices: { value: By; label: string }[] = [
    { value: "period", label: t`period` },
    { value: "account", label: t`account` },
    { value: "incentive", label: t`incentive` },
    ...(found.pools.length > 0 ? [{ value: "pool" as const, label: t`pool` }] : []),
  ];
  return (
    <section className="liability" aria-labelledby={title}>
      <header className="liability-head">
        <h2 id={title}>{titleOf(found, simulation.until)}</h2>
        <span className="liability-ways">
          <SaveButton
            words={t`Save roll-forward`}
            onSave={() => props.onSave({ of: "roll_forward", ...asOf }, t`liability roll-forward`)}
          />
          <SaveButton
            words={t`Save lines for the ledger`}
            onSave={() => props.onSave({ of: "liability", ...asOf }, t`liability lines`)}
          />
        </span>
      </header>
      <p className="caption">
        {t`Opening + accrued − paid − expired − clawed back + exchange difference = closing`}
        {props.sample && t`, sample data`}
      </p>
      <div className="liability-look">
        <Switch label={t`By`} choices={choices} value={by} onChoose={setBy} />
        <AsOf asOf={look.asOf} onLook={(day) => setLook({ asOf: day, period: null, lines: LINES })} />
      </div>
      {by === "period" ? (
        <RollForward
          found={found}
          period={look.period}
          onPeriod={(period) => setLook({ ...look, period, lines: LINES })}
          onExplain={onExplain}
        />
      ) : (
        <Parts
          of={by}
          parts={{ account: found.accounts, incentive: found.incentives, pool: found.pools }[by]}
          onExplain={onExplain}
        />
      )}
      <TieLine found={found} />
      <Estimates found={found} />
      <Lines
        found={found}
        period={look.period}
        onAll={() => setLook({ ...look, period: null, lines: LINES })}
        onMore={(lines) => setLook({ ...look, lines })}
        onExplain={onExplain}
      />
    </section>
  );
}

/** Whether the roll-forward and the payout lines agree. */
function TieLine({ found: { tie, currency } }: { found: LiabilityTable }) {
  const ties = direction(tie.difference) === "none";
  const accrued = amount(tie.accrued, currency);
  const given = direction(tie.given) !== "none" && amount(tie.given, currency);
  return (
    <p className="liability-tie" data-ties={ties}>
      <strong>
        {ties
          ? plural(tie.lines, {
              one: "Ties to 1 payout line to the cent.",
              other: "Ties to {n} payout lines to the cent.",
            })
          : plural(tie.lines, {
              one: "Does not tie to 1 payout line.",
              other: "Does not tie to {n} payout lines.",
            })}
      </strong>{" "}
      {direction(tie.clawed_back) === "none"
        ? t`Accrued ${accrued}`
        : t`Accrued ${accrued} less ${amount(tie.clawed_back, currency)} clawed back`}
      {"; "}
      {given === false
        ? t`the lines come to ${amount(tie.payouts, currency)}`
        : t`the lines come to ${amount(tie.payouts, currency)} and ${given} given by funds beside them`}
      {!ties && t`, a difference of ${amount(tie.difference, currency)}`}.
    </p>
  );
}

/** What open periods have accrued, where the program says what is expected of them. */
function Estimates({ found: { estimates, currency } }: { found: LiabilityTable }) {
  const title = useId();
  if (estimates.length === 0) return null;
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{t`Estimates of open periods`}</h2>
      <p className="caption">
        {t`${currency}. Read from what is expected at the end of the period; never paid, and no part of the figures above`}
      </p>
      <table className="figures liability-table">
        <thead>
          <tr>
            <th scope="col">{t`Partner`}</th>
            <th scope="col">{t`Incentive`}</th>
            <th scope="col">{t`On`}</th>
            <th scope="col" className="number">
              {t`Expected`}
            </th>
            <th scope="col" className="number">
              {t`Accrued by then`}
            </th>
            <th scope="col" className="number">
              {t`Accrued before`}
            </th>
            <th scope="col" className="number">
              {t`This quarter`}
            </th>
          </tr>
        </thead>
        <tbody>
          {estimates.map((one) => (
            <tr key={`${one.partner} ${one.incentive}`}>
              <th scope="row">{one.partner_name}</th>
              <td>{one.incentive_name}</td>
              <td>{day(one.on)}</td>
              <td className="number">{one.expected}</td>
              <td className="number">
                <Sum text={one.accrued} />
              </td>
              <td className="number">
                <Sum text={one.before} />
              </td>
              <td className="number">
                <Sum text={one.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
