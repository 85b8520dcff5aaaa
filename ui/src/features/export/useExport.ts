import { useRef, useState } from "react";
import { useProgress, type Work } from "../../components/useProgress.ts";
import {
  asFailure,
  type Exported,
  type Failure,
  type Operations,
  type Verification,
} from "../../host/index.ts";
import { t } from "../../text/text.ts";

/** What exporting and checking ask of the rest of the window. Each promise refuses with a failure. */
export interface AskExport {
  export: (folder: string) => Promise<Exported>;
  verify: (folder: string) => Promise<Verification>;
  progress: () => Promise<Operations["progress"]["response"]>;
  stop: () => void;
  /** Asks the person for a folder to write; null when they changed their mind. */
  chooseFolder: () => Promise<string | null>;
  /** Asks the person for the folder of a bundle. */
  chooseBundle: () => Promise<string | null>;
}

/** How the last export or check ended. */
export type Ended =
  | { how: "exported"; exported: Exported }
  | { how: "checked"; verification: Verification }
  | { how: "failed"; failure: Failure }
  | { how: "stopped"; words: string };

export interface Exporting {
  /** What is being done; null while nothing is. */
  work: Work | null;
  ended: Ended | null;
  /** How many bundles were written so far; another number is what the plan is asked anew for. */
  written: number;
  /** Asks for a folder and exports to it. */
  start: () => void;
  /** Checks the bundle in a folder, asking for it where none is given. */
  check: (folder?: string) => void;
  stop: () => void;
  dismiss: () => void;
}

/** Exports and checks bundles, one at a time; how the last one ended stays until the next begins. */
export function useExport(ask: AskExport): Exporting {
  const [work, setWork] = useState<Work | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);
  const [written, setWritten] = useState(0);
  const busy = useRef(false);
  useProgress(work !== null, ask.progress, setWork);

  const carryOut = async (doing: string, stopped: string, run: () => Promise<Ended>) => {
    if (busy.current) return;
    busy.current = true;
    setEnded(null);
    setWork({ doing, part: null });
    const end = await run().catch((reason): Ended => {
      const failure = asFailure(reason);
      return failure.code === "cancelled" ? { how: "stopped", words: stopped } : { how: "failed", failure };
    });
    busy.current = false;
    setWork(null);
    setEnded(end);
    if (end.how === "exported") setWritten((before) => before + 1);
  };
  return {
    work,
    ended,
    written,
    start: () =>
      void (async () => {
        if (busy.current) return;
        const folder = await ask.chooseFolder();
        if (folder === null) return;
        await carryOut(
          t`Exporting`,
          t`Stopped. Nothing was written, and the folder is as it was.`,
          async () => ({
            how: "exported",
            exported: await ask.export(folder),
          }),
        );
      })(),
    check: (given) =>
      void (async () => {
        if (busy.current) return;
        const folder = given ?? (await ask.chooseBundle());
        if (folder === null) return;
        await carryOut(
          t`Checking the bundle`,
          t`Stopped before the bundle was checked to its end.`,
          async () => ({
            how: "checked",
            verification: await ask.verify(folder),
          }),
        );
      })(),
    stop: () => {
      setWork((now) => (now === null ? null : { doing: t`Stopping`, part: null }));
      ask.stop();
    },
    dismiss: () => setEnded(null),
  };
}
