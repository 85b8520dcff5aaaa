import type { AskImport } from "../features/data/useImport.ts";
import type { Host } from "../host/index.ts";
import type { usePaths } from "./usePaths.ts";

/** What an import asks of Rust and of the person. */
export function askImport(host: Host, paths: ReturnType<typeof usePaths>): AskImport {
  return {
    inspect: (request) => host.call("inspect", request),
    check: (request) => host.call("check_import", request),
    load: (request) => host.call("import", request),
    saveSetAside: (request) => host.call("save_set_aside", request),
    paste: (request) => host.call("paste", request),
    progress: () => host.call("progress", {}),
    stop: () => {
      // Whatever it stops says so itself.
      host.call("stop", {}).catch(() => {});
    },
    chooseFiles: paths.askTables,
    chooseTarget: paths.askTarget,
  };
}
