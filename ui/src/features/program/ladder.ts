import { plural, t } from "../../text/text.ts";
/** A ladder as a grid: what each level asks for, in rows that levels share. */

import { inWords, isObject, type Json, type JsonObject, keysOf, listAt, wordOf } from "./tree.ts";

export interface LadderLevel {
  key: string;
  place: string;
  name: string;
  value: JsonObject;
  /** The list that a further requirement goes into; null where a level asks for nothing or otherwise. */
  list: string | null;
}

export interface LadderRow {
  key: string;
  words: string;
  window: string;
  /** The measure is a ratio, shown as a percentage. */
  ratio: boolean;
  /** The same for each level, or null where the level does not ask for it. */
  cells: ({ place: string; value: string } | null)[];
  /** The requirement as the first level that has it asks for it. */
  like: Json;
}

export interface Ladder {
  levels: LadderLevel[];
  rows: LadderRow[];
}

interface Leaf {
  key: string;
  place: string;
  value: JsonObject;
  whole: Json;
}

/** The grid of a track. Requirements in groups of their own are left to the full form of the level. */
export function ladderOf(tree: Json, track: string): Ladder {
  const members = listAt(tree, `${track}/levels`);
  const keys = keysOf(members);
  const levels = members.filter(isObject).map((value, at): LadderLevel => {
    const place = `${track}/levels/${keys[at]}`;
    const word = wordOf(value.requirement);
    const list = word === "all" ? `${place}/requirement/all` : null;
    return {
      key: keys[at] ?? "",
      place,
      name: typeof value.name === "string" ? value.name : "",
      value,
      list,
    };
  });
  const leaves = levels.map((level) => leavesOf(level.value.requirement, `${level.place}/requirement`));
  const found = new Map<string, Leaf>();
  for (const leaf of leaves.flat()) if (!found.has(leaf.key)) found.set(leaf.key, leaf);
  const rows = [...found.values()].map((first): LadderRow => {
    const measure = wordOf(first.value.measure);
    return {
      key: first.key,
      words: measureInWords(first.value.measure),
      window: windowInWords(first.value.window),
      ratio: measure === "ratio",
      like: first.whole,
      cells: leaves.map((own) => {
        const leaf = own.find((each) => each.key === first.key);
        return leaf === undefined
          ? null
          : { place: `${leaf.place}/at_least`, value: String(leaf.value.at_least ?? "") };
      }),
    };
  });
  return { levels, rows };
}

function leavesOf(requirement: Json | undefined, place: string): Leaf[] {
  if (!isObject(requirement)) return [];
  const word = wordOf(requirement);
  const inside = requirement[word] ?? null;
  if (word === "reaches" && isObject(inside)) {
    const key = JSON.stringify([inside.measure ?? null, inside.window ?? null]);
    return [{ key, place: `${place}/reaches`, value: inside, whole: requirement }];
  }
  if (word !== "all" || !Array.isArray(inside)) return [];
  return inside.flatMap((part, at) => leavesOf(part, `${place}/all/${at}`));
}

function measureInWords(measure: Json | undefined): string {
  const word = wordOf(measure);
  const inside = isObject(measure) ? measure[word] : undefined;
  if (word === "certifications" && isObject(inside)) {
    return inside.counting === "people"
      ? t`People holding ${String(inside.kind)}`
      : t`Valid ${String(inside.kind)}s`;
  }
  return inWords(word);
}

function windowInWords(window: Json | undefined): string {
  const word = wordOf(window);
  const months = isObject(window) ? window[word] : null;
  if (word === "trailing_months" && typeof months === "number") {
    return plural(months, { one: "trailing month", other: "trailing {n} months" });
  }
  return word === "period" ? t`in the review period` : word.replaceAll("_", " ");
}
