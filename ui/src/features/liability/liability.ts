import { day } from "../../components/dates.ts";
import { useAnswer } from "../../components/useAnswer.ts";
import { capital } from "../../components/words.ts";
import type {
  Change,
  Figure,
  Liability,
  LiabilityCell,
  LiabilityPart,
  LiabilityTable,
} from "../../host/index.ts";
import { amount, direction } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";

export type AskLiability = (question: Liability, done: (answer: LiabilityTable) => void) => void;

/** Lines listed at first, and more each time somebody asks. */
export const LINES = 100;
/** The most lines that are listed; a file has all of them. */
export const MOST_LINES = 1000;

/** What is looked at: a day or all, and the lines of a quarter or of all. */
export interface Look {
  asOf: string | null;
  period: string | null;
  lines: number;
}

/** The answer to a look; the one before stays until the next arrives. `of` is what the figures follow. */
export function useLiability(
  ask: AskLiability,
  look: Look,
  changes: Change[],
  of: unknown,
): LiabilityTable | null {
  const day = look.asOf === null ? {} : { as_of: look.asOf };
  const quarter = look.period === null ? {} : { period: look.period };
  return useAnswer(ask, { changes, ...day, ...quarter, limit: look.lines }, of);
}

/** A column of a roll-forward. */
export interface Column {
  id: ColumnId;
  label: string;
  /** It is part of the sum from opening to closing; the others are shown beside it. */
  rolls: boolean;
}

type ColumnId = Exclude<keyof LiabilityCell, "period" | "from" | "until" | "currency">;

const COLUMNS: readonly Column[] = [
  { id: "opening", label: t`Opening`, rolls: true },
  { id: "accrued", label: t`Accrued`, rolls: true },
  { id: "paid", label: t`Paid`, rolls: true },
  { id: "expired", label: t`Expired`, rolls: true },
  { id: "clawed_back", label: t`Clawed back`, rolls: true },
  { id: "exchange_difference", label: t`Exchange`, rolls: true },
  { id: "closing", label: t`Closing`, rolls: true },
  { id: "held", label: t`Held`, rolls: false },
  { id: "held_back", label: t`Held back`, rolls: false },
  { id: "below_minimum", label: t`Below minimum`, rolls: false },
  { id: "capped_away", label: t`Capped away`, rolls: false },
];

/** Columns that are always there, so that the sum can be followed. */
const KEPT: readonly ColumnId[] = ["opening", "accrued", "paid", "closing"];

/** The columns with an amount in any row, and the names of those without one. */
export function columnsOf(cells: readonly LiabilityCell[]): { shown: Column[]; empty: string[] } {
  const used = (id: ColumnId) => KEPT.includes(id) || cells.some((cell) => direction(cell[id]) !== "none");
  return {
    shown: COLUMNS.filter((column) => used(column.id)),
    empty: COLUMNS.filter((column) => !used(column.id)).map((column) => column.label.toLowerCase()),
  };
}

/** Parts put together under their names, in the order they first come in. */
export function sectionsOf(
  parts: readonly LiabilityPart[],
): { id: string; name: string; parts: LiabilityPart[] }[] {
  const sections = new Map<string, { id: string; name: string; parts: LiabilityPart[] }>();
  for (const part of parts) {
    const section = sections.get(part.id) ?? { id: part.id, name: part.name, parts: [] };
    section.parts.push(part);
    sections.set(part.id, section);
  }
  return [...sections.values()];
}

/** What is owed on the last day that is looked at: `until` is the last day of the replay. */
export function titleOf({ cells, as_of: asOf }: LiabilityTable, until: string): string {
  const on = asOf ?? until;
  const then = cells.filter((cell) => cell.until === on);
  const [first] = then;
  if (first === undefined) return t`Nothing is owed to partners`;
  const owed = then.filter((cell) => direction(cell.closing) !== "none");
  const when = asOf === null ? t`at the end of ${first.period}` : t`on ${day(on)}`;
  if (owed.length === 0) return t`Nothing is owed ${when}`;
  const amounts = owed.map((cell) => amount(cell.closing, cell.currency));
  return plural(
    owed.length,
    { one: "{amounts} is owed {when}", other: "{amounts} are owed {when}" },
    { amounts: amounts.join(` ${t`and`} `), when },
  );
}

/** The accrual of a cell as a figure: with a day to look from, or in a currency of its own, it is none. */
export function accruedFigure(table: LiabilityTable, cell: LiabilityCell): Figure | null {
  const quarters = table.incentives.some((part) => part.period === cell.period && part.figure !== null);
  const given = table.incentives.some((part) => part.period === cell.period && part.id === "");
  const alone = cell.currency === table.currency && direction(cell.clawed_back) === "none";
  return quarters && !given && alone ? { period: cell.period } : null;
}

/** A movement in words. */
export function movementOf(movement: string): string {
  return capital(movement.replaceAll("_", " "));
}
