import { t } from "../../text/text.ts";
/** A schedule as a table of text: a row for each band, a column for its threshold and for each rate. */

import { at, isObject, type Json, type JsonObject, keysOf, listAt, textAt, wordOf } from "./tree.ts";
import { type NumberKind, parts, typedValue } from "./value.ts";

export interface RateColumn {
  /** Where its value stands below a band: `from`, `rates/0`, `amounts/1`, `pays_on`. */
  key: string;
  name: string;
  kind: NumberKind | "word";
  /** The level, role or value that the column is for; empty for the others. */
  of: string;
}

export interface RateTableOf {
  place: string;
  columns: RateColumn[];
  /** Stored values, row by row. */
  rows: string[][];
  bands: JsonObject[];
  /** What picks the column: `level`, `role`, `field`, or nothing. */
  by: string;
  /** Names that could have a column and have none. */
  missing: { of: string; name: string }[];
}

export interface Spot {
  row: number;
  column: number;
}

/** The table of a schedule. `candidates` are names a column could be for, by what picks it. */
export function tableOf(tree: Json, place: string, candidates: (by: string) => string[]): RateTableOf {
  const bands = listAt(tree, `${place}/bands`).filter(isObject);
  const columns = at(tree, `${place}/columns`);
  const by = wordOf(columns);
  const names = columnNames(columns, by);
  const inMoney = bands.some((band) => listOf(band.amounts).length > 0);
  const method = wordOf(at(tree, `${place}/method`));
  const key = inMoney ? "amounts" : "rates";
  const kind: NumberKind = inMoney ? "money" : method === "free_goods" ? "number" : "percent";
  const what = inMoney ? t`Amount` : method === "free_goods" ? t`Free units` : t`Rate`;
  const word = bands.some((band) => band.pays_on !== undefined) || method === "band_by_band";
  const all: RateColumn[] = [
    { key: "from", name: t`From`, kind: isRatio(tree, place) ? "percent" : "quantity", of: "" },
    ...(names.length === 0
      ? [{ key: `${key}/0`, name: what, kind, of: "" }]
      : names.map((of, index) => ({
          key: `${key}/${index}`,
          name: nameOf(tree, columns, by, of),
          kind,
          of,
        }))),
    ...(word ? [{ key: "pays_on", name: t`Pays on`, kind: "word" as const, of: "" }] : []),
  ];
  return {
    place,
    columns: all,
    rows: bands.map((band) => all.map((column) => cellOf(band, column.key))),
    bands,
    by,
    missing: candidates(by)
      .filter((of) => !names.includes(of))
      .map((of) => ({ of, name: nameOf(tree, columns, by, of) })),
  };
}

/** Whether the band is picked by a ratio, whose thresholds are percentages. */
function isRatio(tree: Json, schedule: string): boolean {
  const qualifier = at(tree, schedule.replace(/(\/later_schedules\/\d+)?\/schedule$/, "/qualifier"));
  return (
    ["growth_ratio", "attainment"].includes(wordOf(qualifier)) ||
    wordOf(at(qualifier, "/measure/measure")) === "ratio"
  );
}

function cellOf(band: JsonObject, key: string): string {
  const found = at(band, `/${key}`);
  return typeof found === "string" ? found : "";
}

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

function columnNames(columns: Json | undefined, by: string): string[] {
  const inside = isObject(columns) ? columns[by] : undefined;
  const names = isObject(inside) ? (inside.levels ?? inside.values) : inside;
  return listOf(names).filter((each): each is string => typeof each === "string");
}

function nameOf(tree: Json, columns: Json | undefined, by: string, of: string): string {
  if (by !== "level") return of === "" ? t`(empty)` : of;
  const track = textAt(columns, "/level/track");
  return textAt(tree, `/tracks/${track}/levels/${of}/name`) || of;
}

/** Levels of the track that picks the column. */
export function levelsOf(tree: Json, place: string): string[] {
  const track = textAt(tree, `${place}/columns/level/track`);
  return keysOf(listAt(tree, `/tracks/${track}/levels`));
}

/** A band with one of its values set to another. */
function withCell(band: JsonObject, key: string, value: string): JsonObject {
  const [name = "", position] = key.split("/");
  if (position === undefined) return { ...band, [name]: value };
  const list = listOf(band[name]);
  return { ...band, [name]: list.map((each, index) => (String(index) === position ? value : each)) };
}

/** What became of a paste or a fill: the bands, and how numbers were read; or what was not understood. */
export type Filled = { bands: JsonObject[]; read: string[] } | { wrong: string };

/**
 * Cells copied elsewhere put in from a cell on. Rows that the table does not have are added, columns
 * it does not have are left out.
 */
export function pasted(table: RateTableOf, from: Spot, text: string): Filled {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  let bands = table.bands;
  const read: string[] = [];
  for (const [down, line] of lines.entries()) {
    const row = from.row + down;
    if (row >= bands.length) {
      const last = bands.at(-1);
      if (last === undefined) return { wrong: t`There is no band to fill like.` };
      bands = [...bands, last];
    }
    for (const [across, typed] of line.split("\t").entries()) {
      const column = table.columns[from.column + across];
      const band = bands[row];
      if (column === undefined || band === undefined || typed.trim() === "") continue;
      const value = storedCell(column, typed, cellOf(band, column.key));
      if (value === null)
        return {
          wrong: t`"${typed.trim()}" in row ${row + 1}, ${column.name}, does not read as one number. Nothing was pasted.`,
        };
      read.push(value);
      bands = bands.map((each, index) => (index === row ? withCell(each, column.key, value) : each));
    }
  }
  return { bands, read };
}

/** What was typed into a cell as the value that is stored, or null. */
export function storedCell(column: RateColumn, typed: string, before: string): string | null {
  if (column.kind !== "word") return typedValue(column.kind, typed, before);
  const word = typed.trim().toLowerCase();
  return word === "whole" || word === "slice" ? word : null;
}

/** The topmost cells of a block put into those below them. */
export function filledDown(table: RateTableOf, one: Spot, other: Spot): JsonObject[] {
  const { top, bottom, left, right } = block(one, other);
  const source = table.bands[top];
  if (source === undefined) return table.bands;
  return table.bands.map((band, row) =>
    row <= top || row > bottom
      ? band
      : table.columns
          .slice(left, right + 1)
          .reduce((filled, column) => withCell(filled, column.key, cellOf(source, column.key)), band),
  );
}

/** The text of a block of cells for the clipboard: numbers as they are stored, without currency. */
export function copied(table: RateTableOf, one: Spot, other: Spot): string {
  const { top, bottom, left, right } = block(one, other);
  return table.rows
    .slice(top, bottom + 1)
    .map((row) =>
      row
        .slice(left, right + 1)
        .map((cell, at) => clip(table.columns[left + at], cell))
        .join("\t"),
    )
    .join("\n");
}

/** Percentages are copied with their sign, so that they paste as what they are. */
function clip(column: RateColumn | undefined, cell: string): string {
  const { number } = parts(cell);
  if (column?.kind !== "percent") return number;
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction.padEnd(2, "0").slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const rest = fraction.slice(2).replace(/0+$/, "");
  return `${sign}${digits}${rest === "" ? "" : `.${rest}`}%`;
}

export function block(one: Spot, other: Spot) {
  return {
    top: Math.min(one.row, other.row),
    bottom: Math.max(one.row, other.row),
    left: Math.min(one.column, other.column),
    right: Math.max(one.column, other.column),
  };
}
