import { useId, useState } from "react";
import { DotPlot } from "../../charts/DotPlot.tsx";
import { type BarPart, PartBar } from "../../charts/PartBar.tsx";
import { ExplainButton } from "../../components/ExplainButton.tsx";
import { Difference, Sum } from "../../components/Sum.tsx";
import { Switch } from "../../components/Switch.tsx";
import type { Winner, WinnerGroup, WinnerList } from "../../host/index.ts";
import { amount, count, percent, plain } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { plotDescription, WAYS } from "./scenarios.ts";
import "./winners.css";

export interface WinnersViewProps {
  list: WinnerList | null;
  /** The partner that is explained. */
  chosen: string | null;
  onExplain: (partner: string) => void;
}

type Shown = "dots" | "groups" | "deciles" | "named";

const VIEWS: readonly { value: Shown; label: string }[] = [
  { value: "dots", label: t`Chart` },
  { value: "named", label: t`Most affected` },
  { value: "deciles", label: t`By tenth` },
  { value: "groups", label: t`Tier moves` },
];

const TONES: readonly BarPart["tone"][] = ["worse", "worse-less", "same", "better-less", "better"];

/** Who wins and who loses: a dot for each partner, five groups, tenths, and those hit most by name. */
export function WinnersView({ list, chosen, onExplain }: WinnersViewProps) {
  const [shown, setShown] = useState<Shown>("dots");
  const [reading, setReading] = useState<string | null>(null);
  const title = useId();
  if (list === null) return <p className="caption">{t`Calculating who wins and who loses`}</p>;
  return (
    <section className="winners" aria-labelledby={title}>
      <header className="winners-head">
        <h3 id={title}>{list.finding}</h3>
        <Switch label={t`Winners and losers`} quiet choices={VIEWS} value={shown} onChoose={setShown} />
      </header>
      <p className="caption winners-note">
        {(shown === "dots" ? reading : null) ??
          t`${list.currency}, ${list.scenario} beside ${list.baseline}, ${list.caption}`}
      </p>
      {shown === "dots" && (
        <DotPlot
          description={plotDescription(list)}
          dots={list.dots.map((dot) => ({
            id: dot.id,
            x: dot.x,
            y: dot.y,
            labelled: dot.labelled,
            label: dot.name,
            way: WAYS[dot.direction],
            words: t`${dot.name}: ${amount(dot.baseline, list.currency)} with ${list.baseline}, changes by ${amount(dot.change, list.currency)}`,
          }))}
          across={{
            label: t`with ${list.baseline}`,
            zero: list.across.zero,
            ticks: list.across.ticks.map(({ at, amount: text }) => ({ at, label: plain(text, "tick") })),
          }}
          up={{
            label: t`change`,
            zero: list.up.zero,
            ticks: list.up.ticks.map(({ at, amount: text }) => ({ at, label: plain(text, "tick") })),
          }}
          height={248}
          chosen={chosen}
          onRead={setReading}
          onExplain={onExplain}
        />
      )}
      {shown === "named" && <Named list={list} onExplain={onExplain} />}
      {shown === "deciles" && <Groups heading={t`Partners by payout before`} groups={list.deciles} />}
      {shown === "groups" && <Moves list={list} />}
      <div className="winners-bars">
        <PartBar name={t`Partners`} parts={list.groups.map((group, at) => part(group, at, "partners"))} />
        <PartBar name={t`Money`} parts={list.groups.map((group, at) => part(group, at, "money"))} />
      </div>
      <Groups heading={t`Group`} groups={list.groups} toned />
      <p className="caption">
        {t`Money is what each group gets with ${list.baseline}. The tenth of partners paid most (${count(list.top_partners)}) takes ${share(list.top_share)}, was ${share(list.baseline_top_share)}.`}{" "}
        {list.without_dot > 0 &&
          plural(list.without_dot, {
            one: "1 partner who changes least has no dot.",
            other: "{n} partners who change least have no dot.",
          })}
      </p>
    </section>
  );
}

function share(rate: string | null): string {
  return rate === null ? t`nothing` : percent(rate, 1);
}

function part(group: WinnerGroup, at: number, of: "partners" | "money"): BarPart {
  return {
    id: group.label,
    size: of === "partners" ? group.partners_size : group.money_size,
    tone: TONES[at] ?? "same",
    text: of === "partners" ? count(group.partners) : plain(group.baseline, "compact"),
  };
}

function Groups({
  heading,
  groups,
  toned = false,
}: {
  heading: string;
  groups: readonly WinnerGroup[];
  toned?: boolean;
}) {
  return (
    <table className="figures winners-groups">
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col" className="number">
            {t`Partners`}
          </th>
          <th scope="col" className="number">
            {t`Before`}
          </th>
          <th scope="col" className="number">
            {t`After`}
          </th>
          <th scope="col" className="number">
            {t`Change`}
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group, at) => (
          <tr key={group.label}>
            <th scope="row">
              {toned && (
                <span className="winners-mark partbar-part" data-tone={TONES[at]} aria-hidden="true" />
              )}
              {group.label}
            </th>
            <td className="number">{count(group.partners)}</td>
            <td className="number">
              <Sum text={group.baseline} />
            </td>
            <td className="number">
              <Sum text={group.payout} />
            </td>
            <td className="number">
              <Difference text={group.change} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Named({ list, onExplain }: { list: WinnerList; onExplain: (partner: string) => void }) {
  const sides = [
    { title: t`Lose most`, rows: list.worst, none: t`Nobody loses.` },
    { title: t`Gain most`, rows: list.best, none: t`Nobody gains.` },
  ];
  return (
    <div className="winners-named">
      {sides.map(({ title, rows, none }) => (
        <table key={title} className="figures">
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col" className="number">
                {t`Change`}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <NamedLine key={row.id} row={row} onExplain={onExplain} />
            ))}
            {rows.length === 0 && (
              <tr>
                <td colSpan={2}>{none}</td>
              </tr>
            )}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function NamedLine({ row, onExplain }: { row: Winner; onExplain: (partner: string) => void }) {
  return (
    <tr>
      <th scope="row">
        <ExplainButton title={t`${row.id}. Explain (E or F2)`} onExplain={() => onExplain(row.id)}>
          {row.name}
        </ExplainButton>
      </th>
      <td className="number">
        <Difference text={row.change}>
          {row.change_rate !== null && ` (${percent(row.change_rate, 1)})`}
        </Difference>
      </td>
    </tr>
  );
}

function Moves({ list }: { list: WinnerList }) {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t`Tier at the end`}</th>
          <th scope="col" className="number">
            {t`Partners`}
          </th>
          <th scope="col" className="number">
            {t`Their change`}
          </th>
        </tr>
      </thead>
      <tbody>
        {list.moves.map((move) => (
          <tr key={`${move.from} ${move.to}`}>
            <th scope="row">
              {t`${move.from === "" ? t`none` : move.from} to ${move.to === "" ? t`none` : move.to}`}
            </th>
            <td className="number">{count(move.partners)}</td>
            <td className="number">
              <Difference text={move.change} />
            </td>
          </tr>
        ))}
        {list.moves.length === 0 && (
          <tr>
            <td colSpan={3}>{t`No partner holds another tier at the end.`}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
