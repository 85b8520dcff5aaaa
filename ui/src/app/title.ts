import type { Document } from "../host/index.ts";

/**
 * The window's title in the way of the desktop it stands on. A document without a file of its own is marked
 * as one that is not kept yet: with an asterisk before its name, after it on Windows, and not at all on a
 * Mac, where what keeps itself asks for no mark.
 */
export function windowTitle(
  document: Pick<Document, "name" | "path"> | null,
  platform = globalThis.navigator?.platform ?? "",
): string {
  if (document === null) return "Tierwright";
  const { name, path } = document;
  if (/Mac/.test(platform)) return name;
  const mark = path === null ? "*" : "";
  return `${/Win/.test(platform) ? `${name}${mark}` : `${mark}${name}`} - Tierwright`;
}
