import { useEffect, useState } from "react";
import type { Host, Recent, Template } from "../host/index.ts";

/** A window that was started with a document leaves Home before this, and asks nothing for it. */
const A_MOMENT = 100;

/** What Home lists while no document is open: documents opened lately, and templates to begin with. */
export function useHome(host: Host, shown: boolean) {
  const [recents, setRecents] = useState<Recent[]>([]);
  const [templates, setTemplates] = useState<Template[]>([]);
  useEffect(() => {
    if (!shown) return;
    // A list that cannot be had is left out; the ways beside it work all the same.
    const asking = setTimeout(() => {
      host.call("recents", {}).then((answer) => setRecents(answer.documents), nothing);
      host.call("templates", { roles: {} }).then((answer) => setTemplates(answer.templates), nothing);
    }, A_MOMENT);
    return () => clearTimeout(asking);
  }, [host, shown]);
  const forget = (path: string) =>
    host.call("forget_recent", { path }).then((answer) => setRecents(answer.documents));
  return { recents, templates, forget };
}

function nothing(): void {}
