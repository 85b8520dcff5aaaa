import type { AskSignOff } from "../features/export/signOff.ts";
import type { AskExport } from "../features/export/useExport.ts";
import { asFailure, type Host, type Table } from "../host/index.ts";
import { t } from "../text/text.ts";
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

/** What signing off, comparing with the last export and reading a program back ask of Rust and of the person. */
export function askSignOff(
  host: Host,
  session: Session,
  paths: ReturnType<typeof usePaths>,
  saveTable: (table: Table, name: string) => Promise<string | null>,
): AskSignOff {
  return {
    step: (request) => session.signOff(request),
    name: (name) => session.setName(name),
    compare: (version) =>
      host.call("compare_export", { version }).catch((reason) => Promise.reject(asFailure(reason))),
    saveAudit: () => saveTable({ of: "audit_log" }, t`Audit log`),
    takeProgram: () => void paths.ask("program", "", (path) => session.importProgram(path)),
  };
}
