import { t } from "../../text/text.ts";
/** The formula of a schedule with its numbers as fields: words and stored values in the order they are read. */

import { type RateColumn, type RateTableOf, tableOf } from "./rates.ts";
import { at, type Json, wordOf } from "./tree.ts";
import type { NumberKind } from "./value.ts";

/** A number of the program where it stands in a formula. */
export interface FormulaNumber {
  place: string;
  kind: NumberKind;
  value: string;
  label: string;
}

export type FormulaPart = string | FormulaNumber;

export interface FormulaOf {
  /** What the letters stand for, in a sentence. */
  letters: string;
  lines: { key: string; parts: FormulaPart[] }[];
}

/** A band as a line of the formula: what it pays, where it begins and ends, and the letter that picks it. */
interface Band {
  paid: FormulaPart[];
  from: FormulaPart;
  next: FormulaPart | null;
  letter: string;
}

/** A method as the contract writes it: `V` is paid on, `Q` picks the band. */
interface Wording {
  /** Whether its bands add up; the last that is reached counts alone otherwise. */
  adds: boolean;
  /** Whether its bands are cut from V itself, so that nothing else may pick them. */
  cuts?: boolean;
  /** What stands before the sum where something else than V picks the band. */
  times?: string;
  of: (band: Band) => FormulaPart[];
}

const upTo = (next: FormulaPart | null): FormulaPart[] => (next === null ? [] : [` ${t`up to`} `, next]);
const reached = ({ letter, from }: Band): FormulaPart[] => [
  ` ${t`where ${letter} is`} `,
  from,
  ` ${t`or more`}`,
];

const METHODS: Record<string, Wording> = {
  each_band: {
    adds: true,
    times: t`V / Q × the sum of`,
    of: ({ paid, from, next, letter }) => [
      ...paid,
      ` × ${t`the part of ${letter} from`} `,
      from,
      ...upTo(next),
    ],
  },
  whole_amount: { adds: false, of: (band) => [...band.paid, " × V", ...reached(band)] },
  every_band_to_its_top: {
    adds: true,
    cuts: true,
    of: (band) => [...band.paid, " × V", ...upTo(band.next), ...reached(band)],
  },
  whole_amount_every_band: { adds: true, of: (band) => [...band.paid, " × V", ...reached(band)] },
  highest_amount: { adds: false, of: (band) => [...band.paid, ...reached(band)] },
  every_amount: { adds: true, of: (band) => [...band.paid, ...reached(band)] },
};

/** How the value that picks the band is called. */
const PICKED_BY: Record<string, string> = {
  paid_on: "V",
  growth_ratio: t`V as a part of its baseline`,
  growth_amount: t`V less its baseline`,
  attainment: t`V as a part of its target`,
  measure: t`a measure of its own`,
};

/** The formula of the schedule at a place; null where its method is not a line for each band. */
export function formulaOf(tree: Json, place: string, names: (by: string) => string[]): FormulaOf | null {
  const table = tableOf(tree, place, names);
  const method = wordOf(at(tree, `${place}/method`));
  const wording = METHODS[method];
  const qualifier = wordOf(at(tree, place.replace(/(\/later_schedules\/\d+)?\/schedule$/, "/qualifier")));
  const picks = PICKED_BY[qualifier];
  if (table.rows.length === 0) return null;
  // Nothing picks a band: the tier, or what was sold, picks the column of the only one.
  if (qualifier === "tier") {
    const parts = [...paid(table, 0), ...(method.endsWith("_amount") && inMoney(table) ? [] : [" × V"])];
    return { letters: t`V is the value that is paid on.`, lines: [{ key: "0", parts }] };
  }
  if (wording === undefined || picks === undefined) return null;
  const own = qualifier === "paid_on";
  if (wording.cuts && !own) return null;
  const lines = table.rows.map((_, row) => {
    const band: Band = {
      paid: paid(table, row),
      from: number(table, row, 0) ?? "",
      next: number(table, row + 1, 0),
      letter: own ? "V" : "Q",
    };
    return { key: String(row), parts: [wording.adds && row > 0 ? "+ " : "", ...wording.of(band)] };
  });
  const times = own || wording.times === undefined ? [] : [{ key: "times", parts: [wording.times] }];
  return {
    letters: [
      own ? t`V is the value that is paid on.` : t`V is the value that is paid on, Q is ${picks}.`,
      ...(wording.adds || lines.length === 1 ? [] : [t`The last line that holds counts.`]),
    ].join(" "),
    lines: [...times, ...lines],
  };
}

function inMoney({ columns }: RateTableOf): boolean {
  return columns.some((column) => column.kind === "money");
}

/** What a band pays in each column: `6%`, or `(3% Silver, 6% Gold)`. */
function paid(table: RateTableOf, row: number): FormulaPart[] {
  const columns = table.columns.filter(isPaid);
  const each = columns.map((column): FormulaPart[] => {
    const found = number(table, row, table.columns.indexOf(column));
    const value: FormulaPart = found ?? "";
    return columns.length === 1 ? [value] : [value, ` ${column.name}`];
  });
  if (columns.length === 1) return each[0] ?? [];
  return ["(", ...each.flatMap((parts, index) => (index === 0 ? parts : [", ", ...parts])), ")"];
}

const isPaid = ({ key }: RateColumn) => key.startsWith("rates/") || key.startsWith("amounts/");

function number(table: RateTableOf, row: number, column: number): FormulaNumber | null {
  const value = table.rows[row]?.[column];
  const of = table.columns[column];
  if (value === undefined || of === undefined || of.kind === "word") return null;
  const label = t`${of.name}, band ${row + 1}, in the formula`;
  return { place: `${table.place}/bands/${row}/${of.key}`, kind: of.kind, value, label };
}
