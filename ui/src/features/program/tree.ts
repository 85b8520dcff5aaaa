/** The program as it is written: JSON walked by places, lists with ids by them and others by position. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a place, or undefined where the program has none. */
export function at(tree: Json | undefined, place: string): Json | undefined {
  if (place === "") return tree;
  return place
    .slice(1)
    .split("/")
    .reduce<Json | undefined>((value, key) => {
      if (Array.isArray(value)) return value[positionOf(value, key)];
      return isObject(value) ? value[key] : undefined;
    }, tree);
}

/** The position of the member a key names, by id first, then by number; -1 for none. */
function positionOf(list: readonly Json[], key: string): number {
  const byId = list.findIndex((item) => isObject(item) && item.id === key);
  if (byId >= 0) return byId;
  return /^\d+$/.test(key) ? list.findIndex((_, index) => String(index) === key) : -1;
}

/** The key of each member of a list, as places name it. */
export function keysOf(list: readonly Json[]): string[] {
  const ids = list.map((item) => (isObject(item) && typeof item.id === "string" ? item.id : ""));
  return ids.map((id, index) => {
    const alone = id !== "" && !id.includes("/") && ids.filter((other) => other === id).length === 1;
    return alone ? id : String(index);
  });
}

/** The list at a place; empty where the program leaves it out. */
export function listAt(tree: Json | undefined, place: string): Json[] {
  const found = at(tree, place);
  return Array.isArray(found) ? found : [];
}

/** A text at a place, or nothing. */
export function textAt(tree: Json | undefined, place: string): string {
  const found = at(tree, place);
  return typeof found === "string" ? found : "";
}

/** The word that is chosen: the word itself, or the only key of an object. */
export function wordOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return isObject(value) ? (Object.keys(value)[0] ?? "") : "";
}

/** A key as words: `earns_on` is "Earns on". */
export function inWords(key: string): string {
  const words = key.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
