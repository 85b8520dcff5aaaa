import { useEffect, useState } from "react";
import type { Host, Recents, Template } from "../host/index.ts";

/** A window that was started with a document leaves Home before this, and asks nothing for it. */
const A_MOMENT = 100;

const NONE: Recents = { documents: [], recovered: [] };

/** What Home lists while no document is open: work and documents of before, and templates to begin with. */
export function useHome(host: Host, shown: boolean) {
  const [recents, setRecents] = useState(NONE);
  const [templates, setTemplates] = useState<Template[]>([]);
  useEffect(() => {
    if (!shown) return;
    // A list that cannot be had is left out; the ways beside it work all the same.
    const asking = setTimeout(() => {
      host.call("recents", {}).then(setRecents, nothing);
      host.call("templates", { roles: {} }).then((answer) => setTemplates(answer.templates), nothing);
    }, A_MOMENT);
    return () => clearTimeout(asking);
  }, [host, shown]);
  const forget = (path: string) => host.call("forget_recent", { path }).then(setRecents);
  const discard = (path: string) => host.call("discard_recovered", { path }).then(setRecents);
  return { recents, templates, forget, discard };
}

function nothing(): void {}
