import type { AskExport } from "../features/export/useExport.ts";
import type { Host } from "../host/index.ts";
import type { Session } from "./session.ts";
import type { usePaths } from "./usePaths.ts";

/** What exporting and checking bundles ask of Rust and of the person. */
export function askExport(host: Host, session: Session, paths: ReturnType<typeof usePaths>): AskExport {
  return {
    export: session.exportTo,
    verify: session.verify,
    progress: () => host.call("progress", {}),
    stop: () => {
      // Whatever it stops says so itself.
      host.call("stop", {}).catch(() => {});
    },
    chooseFolder: () => paths.askFolder("export"),
    chooseBundle: () => paths.askFolder("bundle"),
  };
}
