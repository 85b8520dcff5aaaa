import { useEffect, useEffectEvent } from "react";
import type { Host, Opening } from "../host/index.ts";
import type { Session } from "./session.ts";

/**
 * Opens what the window was started with, and whatever file is dropped on it. `shown` is told each time
 * another document has come on screen; files that are none are handed to `importFiles`. Answers how to open one from a button, with the same telling.
 */
export function useOpening(
  host: Host,
  session: Session,
  shown: () => void,
  importFiles: (paths: string[]) => void,
) {
  const opened = async (opening: Promise<unknown>) => {
    const before = session.state().document;
    await opening;
    if (session.state().document !== before) shown();
  };
  const asked = useEffectEvent(({ sample, path }: Omit<Opening, "resumes">) => {
    if (path !== null) void opened(session.open(path));
    else if (sample) void opened(session.openSample());
  });
  const atStart = useEffectEvent(async () => {
    const { sample, path, resumes } = await host.opening();
    if (resumes) await opened(session.resume());
    if (session.state().document === null) asked({ sample, path });
  });
  const dropped = useEffectEvent((paths: string[]) => {
    const document = paths.find((path) => path.toLowerCase().endsWith(".tierwright"));
    if (document === undefined) importFiles(paths);
    else void opened(session.open(document));
  });

  useEffect(() => {
    atStart().catch(session.fail);
  }, [session]);
  useEffect(() => host.onOpen(asked), [host]);
  useEffect(() => host.onDrop(dropped), [host]);
  // Whoever changed the file with another program comes back to this window afterwards.
  useEffect(() => {
    const back = () => void session.lookAgain();
    globalThis.addEventListener("focus", back);
    return () => globalThis.removeEventListener("focus", back);
  }, [session]);
  return opened;
}
