import type { Scale } from "../../charts/bars.ts";
import type { StackedGroup } from "../../charts/StackedBars.tsx";
import { asTitle } from "../../components/words.ts";
import type { IncentiveTotal, Simulation } from "../../host/index.ts";
import { amount } from "../../money/format.ts";
import { t } from "../../text/text.ts";

/** The quarters of a simulation as stacks with their words; the order of incentives is the program's. */
export function stacks(simulation: Simulation): StackedGroup[] {
  const { currency } = simulation;
  const names = new Map(simulation.incentives.map((incentive) => [incentive.id, incentive.name]));
  const drawn = new Set(drawnIncentives(simulation).map((incentive) => incentive.id));
  return simulation.quarters.map((quarter) => {
    const quarterParts = quarter.parts.filter((part) => drawn.has(part.incentive));
    const [label, note] = inTwoLines(quarter.label);
    return {
      id: quarter.id,
      label,
      note,
      total: amount(quarter.total, currency, "compact"),
      baseline: quarter.baseline_size,
      parts: quarterParts.map((part) => ({ series: part.incentive, size: part.size })),
      words: Object.fromEntries(
        quarterParts.map((part) => [
          part.incentive,
          t`${label}, ${names.get(part.incentive) ?? part.incentive}: ${amount(part.amount, currency)} of ${amount(quarter.total, currency)}, baseline ${amount(quarter.baseline_total, currency)}`,
        ]),
      ),
    };
  });
}

/** "Q4 FY26 (Jan to Mar 2026)" stands on two lines under its bar. */
export function inTwoLines(label: string): [string, string] {
  const at = label.indexOf(" (");
  return at < 0 ? [label, ""] : [label.slice(0, at), label.slice(at + 2).replace(/\)$/, "")];
}

/** The incentives that leave a mark in the chart; one that pays nothing in any quarter has none. */
export function drawnIncentives({ incentives, quarters }: Simulation): IncentiveTotal[] {
  const marked = new Set(
    quarters.flatMap((quarter) =>
      quarter.parts.filter((part) => part.size !== 0).map((part) => part.incentive),
    ),
  );
  return incentives.filter((incentive) => marked.has(incentive.id));
}

/** What the chart says, without the full stop of a sentence. */
export function title({ finding }: Simulation): string {
  return finding === "" ? t`Nothing is paid in these quarters` : asTitle(finding);
}

/** The scale as Rust made it, its ticks in words. */
export function scale({ axis, currency }: Pick<Simulation, "axis" | "currency">): Scale {
  return {
    zero: axis.zero,
    ticks: axis.ticks.map((tick) => ({ at: tick.at, label: amount(tick.amount, currency, "tick") })),
  };
}

/** Two sentences for those who do not see the chart. */
export function description(simulation: Simulation): string {
  const { currency, quarters } = simulation;
  const all = quarters.map((quarter) => `${inTwoLines(quarter.label)[0]} ${amount(quarter.total, currency)}`);
  return t`${title(simulation)}. Payout by quarter, each stack made of the incentives: ${all.join(", ")}.`;
}
