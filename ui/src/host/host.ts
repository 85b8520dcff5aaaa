import { t } from "../text/text.ts";
import type { Failure, Operations } from "./generated/wire.ts";

/** The name of something the product can do. */
export type Operation = keyof Operations;

/** What the window was opened with. */
export interface Opening {
  sample: boolean;
  path: string | null;
  /** A document may be open in Rust already: the page was loaded anew, or the server opened one. */
  resumes: boolean;
}

/** The one way from the page to Rust and to the desktop. */
export interface Host {
  /** Carries out one operation; refuses with a `Failure`. */
  call<O extends Operation>(op: O, request: Operations[O]["request"]): Promise<Operations[O]["response"]>;
  /** What to show first. */
  opening(): Promise<Opening>;
  /** The desktop's own file dialogs; null in a browser, where the page asks for a path in words. */
  dialogs: Dialogs | null;
  /** Tells of chosen menu items by id; answers how to stop listening. A browser has no menu. */
  onMenu(chosen: (id: string) => void): () => void;
  /** Tells of files dropped on the window by their paths; answers how to stop listening. */
  onDrop(dropped: (paths: string[]) => void): () => void;
  /** Tells of what else was asked to be opened, from the menu or by a second start; answers how to stop listening. */
  onOpen(asked: (opening: Omit<Opening, "resumes">) => void): () => void;
  /** Another document is shown, or none: the window takes this title, and its menu offers what is possible now. */
  shows(title: string, possible: readonly string[]): void;
}

/** Each answers a path, or null when the person changed their mind. */
export interface Dialogs {
  openDocument(): Promise<string | null>;
  saveDocument(suggested: string): Promise<string | null>;
  savePage(suggested: string): Promise<string | null>;
  /** For a table as comma separated values. */
  saveTable(suggested: string): Promise<string | null>;
  chooseFolder(): Promise<string | null>;
  /** Files with tables in them. */
  openTables(): Promise<string[] | null>;
}

/** Any refusal as a failure with words, also when what came is none of ours. */
export function asFailure(reason: unknown): Failure {
  if (typeof reason === "object" && reason !== null && "sentence" in reason) {
    const { code, sentence, hint } = reason as Partial<Failure>;
    return { code: code ?? "unknown", sentence: String(sentence), hint: hint ?? "" };
  }
  return {
    code: "no_answer",
    sentence: t`Tierwright did not get an answer to this step. Your document is as it was before.`,
    hint: t`Try again; if it happens again, close the window and open the document again.`,
  };
}
