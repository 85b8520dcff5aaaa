import { useState } from "react";
import type { Dialogs } from "../host/index.ts";
import { t } from "../text/text.ts";
import type { PathQuestion } from "./PathDialog.tsx";

type Kind = "open" | "save" | "export" | "bundle" | "memo" | "import" | "table" | "program";

const WORDS: Record<Kind, Omit<PathQuestion, "answer" | "suggested">> = {
  open: { title: t`Open a document`, label: t`Path of the .tierwright file`, verb: t`Open` },
  save: { title: t`Save as`, label: t`Path of the .tierwright file`, verb: t`Save` },
  memo: {
    title: t`Decision memo`,
    label: t`Path of the file to write, ending in .html or .pdf`,
    verb: t`Write`,
  },
  import: {
    title: t`Import`,
    label: t`Paths of the files, with semicolons between them`,
    verb: t`Look at them`,
  },
  table: { title: t`Save CSV`, label: t`Path of the .csv file`, verb: t`Save` },
  export: { title: t`Export`, label: t`Folder to write: new, empty or an earlier export`, verb: t`Export` },
  program: { title: t`The program of a bundle`, label: t`Folder of the bundle`, verb: t`Take` },
  bundle: { title: t`Check a bundle`, label: t`Folder of the bundle`, verb: t`Check` },
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
