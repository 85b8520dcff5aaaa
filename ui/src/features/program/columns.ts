/** What picks the column of a rate table, changed together with the rates of every band. */

import type { Edit } from "../../host/index.ts";
import { at, isObject, type Json, type JsonObject, keysOf, listAt, textAt } from "./tree.ts";

/** The edits that give a schedule columns of another kind, each filled like the first column before. */
export function columnsBy(tree: Json, schedule: string, by: string, facts: Record<string, string[]>): Edit[] {
  const columns = columnsOf(tree, by, facts);
  const names = columns === null ? [""] : columns.names;
  const bands = listAt(tree, `${schedule}/bands`).filter(isObject);
  return [
    { do: "set", place: `${schedule}/columns`, value: columns?.value ?? null },
    { do: "set", place: `${schedule}/bands`, value: bands.map((band) => widened(band, names.length)) },
  ];
}

interface Columns {
  names: string[];
  value: Json;
}

function columnsOf(tree: Json, by: string, facts: Record<string, string[]>): Columns | null {
  if (by === "level") {
    const track = textAt(listAt(tree, "/tracks")[0], "/id");
    const names = keysOf(listAt(tree, `/tracks/${track}/levels`));
    return { names, value: { level: { track, tier_at: "period_start", levels: names } } };
  }
  if (by === "role") {
    const names = facts.role ?? [];
    return { names, value: { role: names } };
  }
  if (by === "field") {
    const names = facts.family ?? [];
    return { names, value: { field: { field: "family", values: names } } };
  }
  return null;
}

/** A band with so many rates or amounts, all of them like its first. */
function widened(band: JsonObject, width: number): JsonObject {
  const of = (key: string) => {
    const list = at(band, `/${key}`);
    const first = Array.isArray(list) ? list[0] : undefined;
    return first === undefined ? {} : { [key]: Array.from({ length: width }, () => first) };
  };
  return { ...band, ...of("rates"), ...of("amounts") };
}
