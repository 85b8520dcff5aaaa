import type { Scale } from "../../charts/bars.ts";
import type { StackedGroup } from "../../charts/StackedBars.tsx";
import type { Simulation } from "../../host/index.ts";
import { amount } from "../../money/format.ts";

/** The quarters of a simulation as stacks with their words; the order of incentives is the program's. */
export function stacks(simulation: Simulation): StackedGroup[] {
  const { currency } = simulation;
  const names = new Map(simulation.incentives.map((incentive) => [incentive.id, incentive.name]));
  return simulation.quarters.map((quarter) => {
    const [label, note] = inTwoLines(quarter.label);
    return {
      id: quarter.id,
      label,
      note,
      total: amount(quarter.total, currency, "compact"),
      baseline: quarter.baseline_size,
      parts: quarter.parts.map((part) => ({ series: part.incentive, size: part.size })),
      words: Object.fromEntries(
        quarter.parts.map((part) => [
          part.incentive,
          `${label}, ${names.get(part.incentive) ?? part.incentive}: ${amount(part.amount, currency)} of ${amount(quarter.total, currency)}, baseline ${amount(quarter.baseline_total, currency)}`,
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

/** The scale as Rust made it, its ticks in words. */
export function scale({ axis, currency }: Simulation): Scale {
  return {
    zero: axis.zero,
    ticks: axis.ticks.map((tick) => ({ at: tick.at, label: amount(tick.amount, currency, "tick") })),
  };
}

/** Two sentences for those who do not see the chart. */
export function description(simulation: Simulation): string {
  const { currency, quarters } = simulation;
  const all = quarters.map((quarter) => `${inTwoLines(quarter.label)[0]} ${amount(quarter.total, currency)}`);
  return `${simulation.finding}. Payout by quarter, each stack made of the incentives: ${all.join(", ")}.`;
}
