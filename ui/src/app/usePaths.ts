import { useState } from "react";
import type { Dialogs } from "../host/index.ts";
import type { PathQuestion } from "./PathDialog.tsx";

type Kind = "open" | "save" | "export" | "bundle" | "memo" | "import" | "table" | "program";

const WORDS: Record<Kind, Omit<PathQuestion, "answer" | "suggested">> = {
  open: { title: "Open a document", label: "Path of the .tierwright file", verb: "Open" },
  save: { title: "Save as", label: "Path of the .tierwright file", verb: "Save" },
  memo: {
    title: "Decision memo",
    label: "Path of the file to write, ending in .html or .pdf",
    verb: "Write",
  },
  import: {
    title: "Import",
    label: "Paths of the files, with semicolons between them",
    verb: "Look at them",
  },
  table: { title: "Save CSV", label: "Path of the .csv file", verb: "Save" },
  export: { title: "Export", label: "Folder to write: new, empty or an earlier export", verb: "Export" },
  program: { title: "The program of a bundle", label: "Folder of the bundle", verb: "Take" },
  bundle: { title: "Check a bundle", label: "Folder of the bundle", verb: "Check" },
};

/** Asks for files and folders: by the desktop's dialogs, or in words where there are none. */
export function usePaths(dialogs: Dialogs | null) {
  const [question, setQuestion] = useState<PathQuestion | null>(null);
  const inWords = (kind: Kind, suggested: string) =>
    new Promise<string | null>((resolve) => {
      const answer = (path: string | null) => {
        setQuestion(null);
        resolve(path);
      };
      setQuestion({ ...WORDS[kind], suggested, answer });
    });
  const choose = (kind: Kind, suggested: string): Promise<string | null> => {
    if (dialogs === null) return inWords(kind, "");
    if (kind === "open") return dialogs.openDocument();
    if (kind === "memo") return dialogs.savePage(`${suggested}.html`);
    if (kind === "table") return dialogs.saveTable(`${suggested}.csv`);
    return kind === "save" ? dialogs.saveDocument(`${suggested}.tierwright`) : dialogs.chooseFolder();
  };
  /** Asks, and goes on with the path unless the person changed their mind. */
  const ask = async (kind: Kind, suggested: string, go: (path: string) => unknown): Promise<void> => {
    const path = await choose(kind, suggested);
    if (path !== null) await go(path);
  };
  /** Asks for files with tables; null when the person changed their mind. */
  const askTables = async (): Promise<string[] | null> => {
    if (dialogs !== null) return dialogs.openTables();
    const paths = await inWords("import", "");
    return (
      paths
        ?.split(";")
        .map((path) => path.trim())
        .filter((path) => path !== "") ?? null
    );
  };
  /** Asks for a folder to export to, or of a bundle. */
  const askFolder = (kind: "export" | "bundle"): Promise<string | null> => choose(kind, "");
  /** Asks where to write a table. */
  const askTarget = (suggested: string): Promise<string | null> => choose("table", suggested);
  return { ask, askTables, askFolder, askTarget, question };
}
