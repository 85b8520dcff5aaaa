import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Announcement } from "../components/Announcement.tsx";
import { Message } from "../components/Message.tsx";
import { useRoom } from "../components/useRoom.ts";
import { DataPage } from "../features/data/DataPage.tsx";
import { Explain } from "../features/explain/Explain.tsx";
import { type Asking, useExplain } from "../features/explain/useExplain.ts";
import { ExportSummary } from "../features/export/ExportSummary.tsx";
import { Home } from "../features/home/Home.tsx";
import { Levers } from "../features/levers/Levers.tsx";
import { ProgramPage } from "../features/program/ProgramPage.tsx";
import type { AskPartners } from "../features/simulate/partners.ts";
import { Simulate } from "../features/simulate/Simulate.tsx";
import { copyText, type Exported, type Host } from "../host/index.ts";
import { type ActionId, actionFor, BINDINGS, written } from "./actions.ts";
import { switchTheme, zoom } from "./appearance.ts";
import { KeySheet } from "./KeySheet.tsx";
import { Nav } from "./Nav.tsx";
import { PathDialog } from "./PathDialog.tsx";
import { StatusBar } from "./StatusBar.tsx";
import type { Screen } from "./screens.ts";
import { Session } from "./session.ts";
import { spoken } from "./spoken.ts";
import { Toolbar } from "./Toolbar.tsx";
import { usePaths } from "./usePaths.ts";
import "./app.css";

/** Widths in CSS pixels from which screens have names and Explain a place of its own beside the content. */
const ROOMS = [
  ["middle", 1100],
  ["wide", 1360],
] as const;

const mac = /Mac/.test(globalThis.navigator?.platform ?? "");

/** The whole window. */
export function App({ host }: { host: Host }) {
  const [session] = useState(() => new Session(host));
  const state = useSyncExternalStore(session.subscribe, session.state);
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom<"narrow" | "middle" | "wide">(frame, ROOMS, "narrow");
  const [screen, setScreen] = useState<Screen>("simulate");
  const [keySheet, setKeySheet] = useState(false);
  const [exported, setExported] = useState<Exported | null>(null);
  const paths = usePaths(host.dialogs);
  const asking = useMemo<Asking>(
    () => ({
      explain: (question, done) => session.read("explain", "explain", question, done),
      deals: (question, done) => session.read("deals", "deals", question, done),
    }),
    [session],
  );
  const askPartners = useCallback<AskPartners>(
    (lane, question, done) => session.read(lane, "partners", question, done),
    [session],
  );
  const explaining = useExplain(asking, state.simulated, state.simulation);
  const { document, simulation } = state;

  const { start, forget } = explaining;
  const opened = useCallback(
    async (opening: Promise<unknown>) => {
      const before = session.state().document;
      await opening;
      if (session.state().document === before) return;
      forget();
      setScreen("simulate");
      if (frame.current?.dataset.room === "wide") start({}, { quietly: true });
    },
    [session, start, forget],
  );

  const exportNow = async () => {
    const folder = await paths.ask("export", document?.program.name ?? "");
    if (folder !== null) setExported(await session.exportTo(folder));
  };
  const openNow = async () => {
    const path = await paths.ask("open", "");
    if (path !== null) await opened(session.open(path));
  };
  const saveNow = async () => {
    const path = await paths.ask("save", document?.name ?? "");
    if (path !== null) await session.saveAs(path);
  };

  const always: Partial<Record<ActionId, () => unknown>> = {
    "file.sample": () => opened(session.openSample()),
    "file.open": openNow,
    "view.zoom_in": () => zoom(1),
    "view.zoom_out": () => zoom(-1),
    "view.zoom_reset": () => zoom(0),
    "view.theme": () => switchTheme(),
    "help.keys": () => setKeySheet(!keySheet),
  };
  const withDocument: Partial<Record<ActionId, () => unknown>> = {
    "file.save_as": saveNow,
    "file.export": exportNow,
    "edit.undo": () => undoTyping() || session.undo(),
    "edit.redo": () => session.redo(),
    "view.inspector": explaining.toggle,
    "go.simulate": () => setScreen("simulate"),
    "go.program": () => setScreen("program"),
    "go.data": () => setScreen("data"),
    "go.filter": () => globalThis.document.querySelector<HTMLElement>("[type=search]")?.focus(),
  };
  const act = (id: string) => {
    const chosen = always[id as ActionId] ?? (document === null ? undefined : withDocument[id as ActionId]);
    Promise.resolve(chosen?.()).catch(session.fail);
  };
  const returnFromExplain = () => {
    // Where Explain lies over the content, going back from its first level puts it away.
    if (explaining.open && !explaining.goBack() && room !== "wide") explaining.close();
  };
  useActions(host, act, () => room !== "wide" && returnFromExplain());

  useEffect(() => {
    host.setTitle(document === null ? "Tierwright" : `${document.name} - Tierwright`);
  }, [host, document]);

  useEffect(() => {
    const first = async () => {
      const opening = await host.opening();
      if (opening.resumes) await opened(session.resume());
      if (session.state().document !== null) return;
      if (opening.path !== null) await opened(session.open(opening.path));
      else if (opening.sample) await opened(session.openSample());
    };
    first().catch(session.fail);
    return host.onDrop((path) => void opened(session.open(path)));
  }, [host, session, opened]);

  const keysOf = (id: ActionId) => {
    const binding = BINDINGS.find((each) => each.id === id);
    return binding === undefined ? "" : written(binding.keys, mac);
  };

  return (
    <div ref={frame} className="app" data-room={room}>
      <div className="app-frame" data-bare={document === null || undefined}>
        {document !== null && (
          <Toolbar
            document={document}
            explainOpen={explaining.open}
            busy={state.busy !== null}
            keysOf={keysOf}
            act={act}
          />
        )}
        <div className="app-message">
          {state.failure !== null && (
            <Message
              kind="danger"
              sentence={state.failure.sentence}
              hint={state.failure.hint}
              onClose={session.dismiss}
            />
          )}
        </div>
        {document === null ? (
          <Home
            busy={state.busy !== null}
            canDrop={host.dialogs !== null}
            onSample={() => act("file.sample")}
            onOpen={() => act("file.open")}
          />
        ) : (
          <div className="app-body" data-explain={explaining.open || undefined}>
            <div className="app-side">
              <Nav document={document} screen={screen} onGo={setScreen} />
            </div>
            <div className="app-levers" hidden={screen !== "simulate"}>
              <Levers
                levers={document.levers}
                moved={state.moved}
                onMove={session.preview}
                onCommit={session.commit}
              />
            </div>
            <main className="app-content">
              {screen === "program" && <ProgramPage document={document} />}
              {screen === "data" && <DataPage document={document} />}
              {screen === "simulate" && simulation === null && (
                <p className="caption" role="presentation">
                  {state.failure === null ? "Calculating" : "No figures yet"}
                </p>
              )}
              {screen === "simulate" && simulation !== null && (
                <Simulate
                  simulation={simulation}
                  simulated={state.simulated}
                  old={state.figures !== "fresh"}
                  dragging={Object.keys(state.moved).length > 0}
                  sample={document.sample}
                  explainedPartner={explaining.open ? (explaining.explanation?.figure.partner ?? null) : null}
                  ask={askPartners}
                  onExplain={(figure, deals) => explaining.start(figure, { deals: deals ?? false })}
                />
              )}
            </main>
            {explaining.open && (
              <Explain
                explanation={explaining.explanation}
                deals={explaining.deals}
                atDeals={explaining.atDeals}
                focus={explaining.focus}
                onOpen={explaining.go}
                onBack={returnFromExplain}
                onMoreDeals={explaining.moreDeals}
                onCopy={(text) => void copyText(text)}
                onClose={explaining.close}
              />
            )}
          </div>
        )}
        <StatusBar state={state} />
      </div>
      {keySheet && <KeySheet mac={mac} onClose={() => setKeySheet(false)} />}
      {paths.question !== null && <PathDialog key={paths.question.title} question={paths.question} />}
      {exported !== null && (
        <ExportSummary
          exported={exported}
          onCopy={(text) => void copyText(text)}
          onClose={() => setExported(null)}
        />
      )}
      <Announcement words={spoken(state)} />
    </div>
  );
}

/** Listens to the desktop's menu and to keys, and carries each out once; Esc goes one level back. */
function useActions(host: Host, act: (id: string) => void, back: () => unknown): void {
  useEffect(() => host.onMenu(act), [host, act]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLInputElement && event.target.type !== "range";
      if (event.key === "Escape" && !field && !event.defaultPrevented) back();
      const id = actionFor(event, host.dialogs !== null, field);
      if (id === null || (id === "edit.undo" && isTyping())) return;
      event.preventDefault();
      act(id);
    };
    globalThis.addEventListener("keydown", pressed);
    return () => globalThis.removeEventListener("keydown", pressed);
  }, [host, act, back]);
}

/** Whether the focus is in a field with typing of its own to undo before the document's steps. */
function isTyping(): boolean {
  return globalThis.document.activeElement?.matches("[data-typing]") ?? false;
}

/** Undo chosen from the menu takes back typing first, like the key in the field does. */
function undoTyping(): boolean {
  return isTyping() && globalThis.document.execCommand("undo");
}
