import type {
  Compared,
  ComparedCell,
  ComparedColumn,
  ComparedRow,
  DifferenceEffect,
  Direction,
  Figure,
  WinnerList,
} from "../../host/index.ts";
import { amount, direction, percent, percentChange, plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";

/** How a change is told beside a figure. */
export type Variance = "amount" | "percent";

/** A line of the comparison as it is shown: some figures are told in pairs. */
export interface ShownRow {
  id: string;
  label: string;
  /** What its amounts are, where they are payouts. */
  figure: Figure | null;
  /** The first of its group, but for the first group. */
  first: boolean;
  cells: { text: string; exact: string; change: string; way: "up" | "down" | "none"; differs: boolean }[];
}

/** Two rows that people read together: who gains and who loses, who moves up and who down. */
const PAIRS: Record<string, { with: string; label: string }> = {
  better: { with: "worse", label: t`Better / worse off` },
  moved_up: { with: "moved_down", label: t`Moved up / down a tier` },
};

/** The rows of the groups that are shown, pairs together. */
export function shownRows(compared: Compared, variance: Variance, all: boolean): ShownRow[] {
  const { rows, currency } = compared;
  const seconds = Object.values(PAIRS).map((pair) => pair.with);
  const shown = rows.filter((row) => (all || row.group === "whole") && !seconds.includes(row.id));
  return shown.map((row, at) => {
    const pair = PAIRS[row.id];
    const second = pair && rows.find((other) => other.id === pair.with);
    return {
      id: row.id,
      label: pair?.label ?? row.label,
      figure: figureOf(row.id),
      first: at > 0 && shown[at - 1]?.group !== row.group,
      cells: row.cells.map((cell, at) => {
        const other = second?.cells[at];
        const baseline = compared.columns[at]?.baseline ?? false;
        if (other !== undefined) return paired(cell, other, baseline);
        return shownCell(row, cell, variance, currency);
      }),
    };
  });
}

/** The figure that a row of payouts tells of. */
function figureOf(row: string): Figure | null {
  const [kind, incentive] = row.split(" ");
  if (kind === "payout") return {};
  return kind === "incentive" && incentive !== undefined ? { incentive } : null;
}

function paired(one: ComparedCell, other: ComparedCell, baseline: boolean): ShownRow["cells"][number] {
  const text =
    baseline || one.value === null
      ? "-"
      : `${plain(one.value, "whole")} / ${other.value === null ? "-" : plain(other.value, "whole")}`;
  return { text, exact: text, change: "", way: "none", differs: one.differs || other.differs };
}

function shownCell(
  row: ComparedRow,
  cell: ComparedCell,
  variance: Variance,
  currency: string,
): ShownRow["cells"][number] {
  const { value, change, change_rate: rate, differs } = cell;
  if (value === null) return { text: "-", exact: "", change: "", way: "none", differs };
  if (row.unit === "percent") return { text: percent(value), exact: "", change: "", way: "none", differs };
  if (row.unit === "partners")
    return { text: plain(value, "whole"), exact: "", change: "", way: "none", differs };
  return {
    text: plain(value),
    exact: amount(value, currency),
    change: change === null || !differs ? "" : told(change, rate, variance),
    way: change === null ? "none" : direction(change),
    differs,
  };
}

/** A change as an amount, or in percent where there is something to take it of. */
function told(change: string, rate: string | null, variance: Variance): string {
  if (variance === "percent") return rate === null ? t`new` : percentChange(rate);
  return signed(plain(change), direction(change));
}

function signed(text: string, way: "up" | "down" | "none"): string {
  return way === "up" ? `+${text}` : text;
}

/** Which scenario to look into: the one chosen as long as it is there, else the first beside the baseline. */
export function lookedInto(columns: readonly ComparedColumn[], chosen: string | null): string | null {
  const others = columns.filter((column) => !column.baseline);
  const edited = others.find((column) => column.edited);
  return (others.find((column) => column.id === chosen) ?? edited ?? others[0])?.id ?? null;
}

/** Whether somebody has to look at a difference: the program has overtaken it. */
export function needsLook({ difference }: DifferenceEffect): boolean {
  return difference.fit !== "fits";
}

/** The words of a difference without what kind of thing it is: "Volume rebate: schedule changed". */
export function shortSentence(sentence: string): string {
  return sentence.replaceAll(/ \((?:[a-z ]+)\)/g, "").replace(/\.$/, "");
}

export const WAYS: Record<Direction, "up" | "down" | "none"> = { better: "up", worse: "down", same: "none" };

/** What the plot of dots shows, in two sentences. */
export function plotDescription(list: WinnerList): string {
  return t`Each dot is a partner: what it gets with ${list.baseline} across, and by how much that changes with ${list.scenario} upward. ${list.finding}`;
}
