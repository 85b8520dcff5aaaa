import { invoke, isTauri } from "@tauri-apps/api/core";
import { type EventCallback, listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { open, save } from "@tauri-apps/plugin-dialog";
import { t } from "../text/text.ts";
import type { Host, Opening } from "./host.ts";

/** Whether the page runs inside the desktop window. */
export const inWindow = isTauri;

const IMPORTS = [
  {
    name: t`Tables`,
    extensions: ["csv", "tsv", "txt", "gz", "zip", "xlsx", "xlsm", "db", "sqlite", "sqlite3"],
  },
  { name: t`All files`, extensions: ["*"] },
];
const DOCUMENTS = [{ name: t`Tierwright document`, extensions: ["tierwright"] }];

const PAGES = [
  { name: t`Page`, extensions: ["html"] },
  { name: "PDF", extensions: ["pdf"] },
];
const TABLES = [{ name: t`Comma separated values`, extensions: ["csv"] }];

/** The door as the desktop window has it: one command, the native dialogs, the menu and file drop. */
export function windowHost(): Host {
  return {
    call: (op, request) => invoke("call", { request: { op, ...request } }),
    opening: async () => ({ ...(await invoke<Omit<Opening, "resumes">>("opening")), resumes: true }),
    dialogs: {
      openDocument: () => open({ multiple: false, directory: false, filters: DOCUMENTS }),
      saveDocument: (suggested) => save({ defaultPath: suggested, filters: DOCUMENTS }),
      savePage: (suggested) => save({ defaultPath: suggested, filters: PAGES }),
      openTables: () => open({ multiple: true, directory: false, filters: IMPORTS }),
      saveTable: (suggested) => save({ defaultPath: suggested, filters: TABLES }),
      chooseFolder: () => open({ multiple: false, directory: true }),
    },
    onMenu: (chosen) => heed<string>("menu", (event) => chosen(event.payload)),
    onDrop: (dropped) =>
      heed<{ paths: string[] }>("tauri://drag-drop", (event) => {
        const { paths } = event.payload;
        if (paths.length > 0) dropped(paths);
      }),
    onOpen: (asked) => heed<Omit<Opening, "resumes">>("open", (event) => asked(event.payload)),
    shows: (title, possible) => {
      void getCurrentWindow().setTitle(title);
      void invoke("shown", { possible });
    },
  };
}

/** Listening starts a moment later; stopping waits for it. */
function heed<T>(event: string, heard: EventCallback<T>): () => void {
  const listening = listen<T>(event, heard);
  return () => {
    void listening.then((stop) => stop());
  };
}
