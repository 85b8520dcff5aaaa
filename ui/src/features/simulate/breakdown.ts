import type { StackedGroup } from "../../charts/StackedBars.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import { asTitle } from "../../components/words.ts";
import type {
  Breakdown,
  BreakdownGroup,
  Change,
  Dimension,
  GetBreakdown,
  Simulation,
} from "../../host/index.ts";
import { amount } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";

/** The sides a payout can be seen from, in the order they are offered. */
export const DIMENSIONS: readonly { value: Dimension; label: string; heading: string }[] = [
  { value: "quarter", label: t`quarter`, heading: t`Quarter` },
  { value: "incentive", label: t`incentive`, heading: t`Incentive` },
  { value: "tier", label: t`tier`, heading: t`Tier` },
  { value: "region", label: t`region`, heading: t`Region` },
  { value: "kind", label: t`type`, heading: t`Type` },
  { value: "partner", label: t`partner`, heading: t`Partner` },
];

/** Partners drawn by themselves; the others are one bar. */
const MOST = 12;

export type AskBreakdown = (question: GetBreakdown, done: (answer: Breakdown) => void) => void;

/**
 * The breakdown that belongs to a simulation; null for quarters, which the simulation brings itself, and
 * until the first answer. One of another side is not shown; one of older figures is, until newer arrive.
 */
export function useBreakdown(
  ask: AskBreakdown,
  by: Dimension,
  simulation: Simulation,
  changes: Change[],
): Breakdown | null {
  const most = by === "partner" ? { limit: MOST } : {};
  return useAnswer(ask, by === "quarter" ? null : { by, changes, ...most }, simulation, by);
}

/** Groups as rows with their words; a part that pays nothing leaves no mark. */
export function rowsOf({ groups, series, currency }: Breakdown): StackedGroup[] {
  const names = new Map(series.map((each) => [each.id, each.name]));
  return groups.map((group) => ({
    id: group.id,
    label: group.name,
    note: group.detail === "" ? partnersIn(group) : group.detail,
    total: amount(group.total, currency, "compact"),
    baseline: group.baseline_size,
    parts: group.parts.map((part) => ({ series: part.incentive, size: part.size })),
    words: Object.fromEntries(
      group.parts.map((part) => [
        part.incentive,
        t`${group.name}, ${names.get(part.incentive) ?? part.incentive}: ${amount(part.amount, currency)} of ${amount(group.total, currency)}, baseline ${amount(group.baseline_total, currency)}`,
      ]),
    ),
  }));
}

/** How many partners a group has, in words; empty for a group that is not made of partners. */
function partnersIn({ partners }: BreakdownGroup): string {
  if (partners === null) return "";
  return plural(partners, { one: "1 partner", other: "{n} partners" });
}

/** Two sentences for those who do not see the chart. */
export function describe(breakdown: Breakdown): string {
  const { currency, groups } = breakdown;
  const all = groups.map((group) => `${group.name} ${amount(group.total, currency)}`);
  return t`${asTitle(breakdown.finding)}. Payout ${breakdown.note}, each row made of the incentives: ${all.join(", ")}.`;
}

/** Quarters as groups, from the simulation that has them already. */
function quartersOf({ quarters }: Simulation): Table["groups"] {
  return quarters.map((quarter) => ({
    id: quarter.id,
    name: quarter.label,
    partners: null,
    total: quarter.total,
    baseline_total: quarter.baseline_total,
    parts: quarter.parts,
    figure: { period: quarter.id },
  }));
}

/** What the table of a chart shows, whatever its groups are. */
export interface Table {
  heading: string;
  groups: Pick<
    BreakdownGroup,
    "id" | "name" | "partners" | "total" | "baseline_total" | "parts" | "figure"
  >[];
  series: { id: string; name: string; total: string }[];
  total: string;
  baselineTotal: string;
}

/** The table of a breakdown, or of the quarters of a simulation where there is none. */
export function tableOf(by: Dimension, simulation: Simulation, breakdown: Breakdown | null): Table {
  const heading = DIMENSIONS.find((each) => each.value === by)?.heading ?? "";
  if (breakdown !== null) {
    const { groups, series, total, baseline_total } = breakdown;
    return { heading, groups, series, total, baselineTotal: baseline_total };
  }
  const paid = simulation.incentives.filter((incentive) => !incentive.shadow);
  return {
    heading,
    groups: quartersOf(simulation),
    series: paid.map(({ id, name, total }) => ({ id, name, total })),
    total: simulation.total,
    baselineTotal: simulation.baseline_total,
  };
}
