import { createContext, useContext } from "react";
import type {
  Document,
  Edit,
  Failure,
  Finding,
  Operation,
  Operations,
  Simulation,
} from "../../host/index.ts";
import type { Beginnings } from "./schema.ts";
import { at, type Json, type JsonObject } from "./tree.ts";

/** Asks for something that follows the document; the newest question of a lane wins. */
export type Ask = <O extends Operation>(
  lane: string,
  op: O,
  request: Operations[O]["request"],
  done: (answer: Operations[O]["response"]) => void,
  /** Hears of a failure where it happens; the window tells of it otherwise. */
  refused?: (failure: Failure) => void,
) => void;

/** Everything a field of the designer needs: the program as written, its form, and how to change it. */
export interface Editor {
  document: Document;
  simulation: Simulation | null;
  tree: Json;
  schema: JsonObject;
  /** Values of the facts that filters can ask for, by field; `role` for roles. */
  values: Record<string, string[]>;
  beginnings: Beginnings;
  ask: Ask;
  /** Makes edits part of the document, as one step of undo. */
  edit: (edits: Edit[], label?: string) => Promise<void>;
  /** Shows what a value would pay while it is typed; the document stays as it is. */
  preview: (place: string, value: string) => void;
  /** Pins these values as levers, in place of those that were pinned. */
  pin: (places: string[]) => Promise<void>;
  /** Takes a previewed value back. */
  calm: (place: string) => void;
}

const Context = createContext<Editor | null>(null);
export const EditorProvider = Context.Provider;

export function useEditor(): Editor {
  const editor = useContext(Context);
  if (editor === null) throw new Error("A field of the designer stands outside of it");
  return editor;
}

/** Findings at a place or below it. */
export function findingsUnder(findings: readonly Finding[], place: string): Finding[] {
  return findings.filter((finding) => finding.place === place || finding.place.startsWith(`${place}/`));
}

/** Findings at exactly this place. */
export function findingsAt(findings: readonly Finding[], place: string): Finding[] {
  return findings.filter((finding) => finding.place === place);
}

/** Ids that a text of this key can name, with the names people gave: levels, tracks, roles ... */
export function suggestions(editor: Editor, key: string, place: string): string[] {
  const lists = at(editor.tree, "");
  const ids = (list: string) => {
    const found = at(lists, `/${list}`);
    return Array.isArray(found) ? found.flatMap((each) => idOf(each)) : [];
  };
  if (key === "role" || key === "roles") return editor.values.role ?? [];
  if (key === "track") return ids("tracks");
  if (key === "fund") return ids("funds");
  if (key === "level" || key === "levels") {
    return editor.document.program.tracks.flatMap((track) => track.levels.map((level) => level.id));
  }
  if (key === "incentives" || key === "incentive") return ids("incentives");
  if (key === "attribution") return ids("attribution");
  if (place.endsWith("/attribute/name")) return editor.values.attribute ?? [];
  const attribute = at(editor.tree, place.replace(/\/attribute\/one_of(\/\d+)?$/, "/attribute/name"));
  if (typeof attribute === "string") return editor.values[`attribute:${attribute}`] ?? [];
  const field = at(editor.tree, place.replace(/\/(one_of|values)(\/\d+)?$/, "/field"));
  return typeof field === "string" ? (editor.values[field] ?? []) : [];
}

function idOf(each: Json): string[] {
  return typeof each === "object" && each !== null && !Array.isArray(each) && typeof each.id === "string"
    ? [each.id]
    : [];
}
