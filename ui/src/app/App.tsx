import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Announcement } from "../components/Announcement.tsx";
import { Message } from "../components/Message.tsx";
import { Tip } from "../components/Tip.tsx";
import { keepTyping, ofTyping } from "../components/typing.ts";
import { useKeptFocus } from "../components/useKeptFocus.ts";
import { useRoom } from "../components/useRoom.ts";
import { useImport } from "../features/data/useImport.ts";
import { type Asking, useExplain } from "../features/explain/useExplain.ts";
import { CheckedBundle } from "../features/export/CheckedBundle.tsx";
import { useExport } from "../features/export/useExport.ts";
import { Home } from "../features/home/Home.tsx";
import type { AskScenarios } from "../features/scenarios/useScenarios.ts";
import type { AskPartners } from "../features/simulate/partners.ts";
import type { View } from "../features/simulate/Simulate.tsx";
import type { TestsAsking } from "../features/tests/TestsPage.tsx";
import { copyText, type Figure, type FoundDeal, type Host, type Table } from "../host/index.ts";
import { plural } from "../text/text.ts";
import { switchTheme, zoom } from "./appearance.ts";
import { type Asked, Body, type Testing } from "./Body.tsx";
import { askExport, askSignOff } from "./exporting.ts";
import { Finder } from "./Finder.tsx";
import { askImport } from "./importing.ts";
import { KeySheet } from "./KeySheet.tsx";
import { PathDialog } from "./PathDialog.tsx";
import { SettingsDialog } from "./SettingsDialog.tsx";
import { StatusBar } from "./StatusBar.tsx";
import type { Screen } from "./screens.ts";
import { Session } from "./session.ts";
import { spoken } from "./spoken.ts";
import { Toolbar } from "./Toolbar.tsx";
import { windowTitle } from "./title.ts";
import { type Actions, useActions } from "./useActions.ts";
import { useHome } from "./useHome.ts";
import { useOpening } from "./useOpening.ts";
import { usePaths } from "./usePaths.ts";
import "./app.css";

/** Widths in CSS pixels from which screens have names and Explain a place of its own beside the content. */
const ROOMS = [
  ["middle", 1100],
  ["wide", 1360],
] as const;

/** The whole window. */
export function App({ host }: { host: Host }) {
  const { session, state, explaining, askPartners, askScenarios, asking } = useSession(host);
  useKeptFocus(".app-body, dialog");
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom<"narrow" | "middle" | "wide">(frame, ROOMS, "narrow");
  const [screen, setScreen] = useState<Screen>("simulate");
  const [view, setView] = useState<View>("payout");
  const [keySheet, setKeySheet] = useState(false);
  const [settings, setSettings] = useState(false);
  /** The start page lies over an open document, which stays as it is beneath. */
  const [atStart, setAtStart] = useState(false);
  const [place, setPlace] = useState<string | null>(null);
  const [finding, setFinding] = useState(false);
  const [adding, setAdding] = useState(false);
  const [partner, setPartner] = useState<string | null>(null);
  const paths = usePaths(host.dialogs);
  const { document } = state;
  const starting = document === null || atStart;
  const testing = useTesting(session, () => go("tests"));
  const home = useHome(host, starting && state.busy === null);

  const importing = useImport(askImport(host, paths), (imported) => {
    explaining.forget();
    session.loaded(imported.document);
  });
  const startImport = async (files?: string[]) => {
    // From the start page it goes into a document of its own.
    if (session.state().document === null || atStart) await session.create();
    if (session.state().document === null) return;
    go("data");
    importing.start(files);
  };

  const exporting = useExport(askExport(host, session, paths));

  const opened = useOpening(
    host,
    session,
    () => {
      explaining.forget();
      exporting.dismiss();
      go("simulate");
      // The page may have been measured since this was written down; the element knows.
      if (frame.current?.dataset.room === "wide") explaining.start({}, { quietly: true });
    },
    (files) => void startImport(files),
  );
  const go = (to: Screen, at: string | null = null) => {
    // A field that goes away with its screen is left like any other.
    keepTyping();
    // Where Explain lies over the content, it would hide what somebody came to see.
    if (room !== "wide" && explaining.open) explaining.close();
    setAtStart(false);
    setAdding(false);
    setPartner(null);
    setPlace(at);
    setScreen(to);
  };
  const closed = async () => {
    keepTyping();
    explaining.forget();
    exporting.dismiss();
    await session.close();
    setAtStart(false);
  };
  const openPartner = (id: string) => {
    go("simulate");
    setPartner(id);
  };
  const openDeal = ({ deal, figure }: FoundDeal) => {
    go("simulate");
    explaining.start(figure, { deal });
  };
  // Where Explain lies over the content, going back from its first level puts it away.
  const back = () => {
    if (explaining.open && !explaining.goBack() && room !== "wide") explaining.close();
  };
  const saveTable = async (table: Table, name: string): Promise<string | null> => {
    let rows: number | null = null;
    await paths.ask("table", name, async (path) => {
      rows = await session.saveTable(table, path);
    });
    return rows === null ? null : plural(rows, { one: "Saved 1 row", other: "Saved {n} rows" });
  };
  const signing = askSignOff(host, session, paths, saveTable);
  const actions: Actions = {
    "file.sample": () => opened(session.openSample()),
    "file.import": () => startImport(),
    "file.open": () => paths.ask("open", "", (path) => opened(session.open(path))),
    "view.zoom_in": () => zoom(1),
    "view.zoom_out": () => zoom(-1),
    "view.zoom_reset": () => zoom(0),
    "view.theme": () => switchTheme(),
    "view.settings": () => setSettings(!settings),
    "help.keys": () => setKeySheet(!keySheet),
    "go.palette": () => setFinding(true),
    "file.check_bundle": () => {
      if (document !== null) go("export");
      exporting.check();
    },
  };
  if (document !== null) {
    Object.assign(actions, {
      "file.new": () => {
        keepTyping();
        setAtStart(true);
      },
      // Every edit of a named document is on disk already.
      "file.save": () => document.path === null && paths.ask("save", document.name, session.saveAs),
      "file.close": () => closed(),
      "file.duplicate": () => opened(session.duplicate()),
      "file.revert": () => go("history"),
      "file.save_as": () => paths.ask("save", document.name, session.saveAs),
      "file.print": () => globalThis.print(),
      "file.export": () => {
        go("export");
        exporting.start();
      },
      "edit.undo": () => ofTyping("undo") || session.undo(),
      "edit.redo": () => ofTyping("redo") || session.redo(),
      "view.inspector": explaining.toggle,
      "scenario.duplicate": () => session.changeScenarios({ create: {} }),
      "program.add": () => {
        go("program");
        setAdding(true);
      },
      "go.tests": () => go("tests"),
      "go.scenarios": () => go("scenarios"),
      "go.simulate": () => go("simulate"),
      "go.program": () => go("program"),
      "go.data": () => go("data"),
      "go.studies": () => go("studies"),
      "go.budget": () => go("budget"),
      "go.history": () => go("history"),
      "go.export": () => go("export"),
      "go.filter": () => frame.current?.querySelector<HTMLElement>("[type=search]")?.focus(),
    } satisfies Actions);
  }
  const memo = async (scenario: string, name: string) => {
    let written: string | null = null;
    await paths.ask("memo", name, async (path) => {
      written = await session.memo(path, scenario);
    });
    return written;
  };
  const goBack = () => {
    if (document !== null && atStart) setAtStart(false);
    else if (room !== "wide") back();
  };
  const act = useActions(host, actions, goBack, session.fail);
  const title = windowTitle(document);
  const possible = Object.keys(actions).join(" ");
  useEffect(() => {
    host.shows(title, possible.split(" "));
  }, [host, title, possible]);

  return (
    <div ref={frame} className="app" data-room={room}>
      <div className="app-frame" data-bare={starting || undefined}>
        {document !== null && !starting && (
          <Toolbar
            document={document}
            explainOpen={explaining.open}
            busy={state.busy !== null}
            act={act}
            onScenario={(action) => void session.changeScenarios(action)}
            onGround={(change) => void session.changeGround(change)}
          />
        )}
        <div className="app-message">
          {document !== null && document.read_only !== null && (
            <p className="app-read-only selectable">{document.read_only}</p>
          )}
          {state.failure !== null && <Message {...state.failure} onClose={session.dismiss} />}
        </div>
        {document === null || starting ? (
          <Home
            open={document === null ? null : document.name}
            onBack={() => setAtStart(false)}
            busy={state.busy !== null}
            canDrop={host.dialogs !== null}
            onSample={() => act("file.sample")}
            recents={home.recents}
            templates={home.templates}
            onOpen={() => act("file.open")}
            onOpenPath={(path) => void opened(session.open(path))}
            onForget={(path) => void home.forget(path).catch(session.fail)}
            onRecover={(path) => void opened(session.recover(path))}
            onDiscard={(path) => void home.discard(path).catch(session.fail)}
            onBegin={({ name, currency, yearStartsIn, template }) =>
              void opened(session.begin({ name, currency, year_starts_in: yearStartsIn, template })).then(
                () => go("program"),
              )
            }
            onImport={() => act("file.import")}
            onCheckBundle={() => act("file.check_bundle")}
            onOpenProgram={() => paths.ask("program", "", (path) => opened(session.openProgram(path)))}
          />
        ) : (
          <Body
            document={document}
            state={state}
            session={session}
            screen={screen}
            place={place}
            exporting={exporting}
            signing={signing}
            explaining={explaining}
            importing={importing}
            askPartners={askPartners}
            askScenarios={askScenarios}
            onMemo={memo}
            asking={asking}
            adding={adding}
            onAdding={setAdding}
            partner={partner}
            onPartner={setPartner}
            view={view}
            onView={setView}
            onSave={saveTable}
            testing={testing}
            onImport={() => act("file.import")}
            onGo={go}
            onBack={back}
          />
        )}
        <StatusBar state={state} />
      </div>
      {settings && <SettingsDialog onClose={() => setSettings(false)} />}
      {keySheet && <KeySheet onClose={() => setKeySheet(false)} />}
      {finding && (
        <Finder
          document={document}
          actions={actions}
          ask={askPartners}
          askDeals={(question, done) => session.read("palette deals", "find_deals", question, done)}
          act={act}
          onPartner={openPartner}
          onDeal={openDeal}
          onScenario={(id) => void session.changeScenarios({ edit: { id } })}
          onIncentive={(incentive) => go("program", `/incentives/${incentive}`)}
          onClose={() => setFinding(false)}
        />
      )}
      {paths.question !== null && <PathDialog key={paths.question.title} question={paths.question} />}
      {document === null && <CheckedBundle exporting={exporting} onCopy={(text) => void copyText(text)} />}
      <Announcement words={spoken(state)} />
      <Tip />
    </div>
  );
}

/** What the Tests screen asks of the session, and the test that was made last from a payout. */
function useTesting(session: Session, show: () => void): Testing {
  const [shown, setShown] = useState<string | null>(null);
  const asking = useMemo<TestsAsking>(
    () => ({
      tests: (question, done) => session.read("tests", "tests", question, done),
      change: session.change,
      accept: session.acceptTest,
      add: () => session.addTests("add_test", {}),
      fromPayouts: (count) => session.addTests("make_tests", { count }),
      atEdges: (places) => session.addTests("add_edge_tests", { places }),
    }),
    [session],
  );
  const make = async (figure: Figure) => {
    const made = await session.addTests("make_test", { figure });
    if (made === null) return;
    setShown(made.added[0] ?? null);
    show();
  };
  return { asking, shown, make: (figure) => void make(figure) };
}

/** The open document with what follows its figures: the explanation and the pages of partners. */
function useSession(host: Host) {
  const [session] = useState(() => new Session(host));
  const state = useSyncExternalStore(session.subscribe, session.state);
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
  const askScenarios = useMemo<AskScenarios>(
    () => ({
      compare: (question, done) => session.read("compare", "compare", question, done),
      effects: (scenario, done) => session.read("effects", "effects", { scenario }, done),
      plan: (question, done) => session.read("plan", "plan", question, done),
      elsewhere: (figure, done) => session.read("elsewhere", "elsewhere", { figure }, done),
      winners: (scenario, done) => session.read("winners", "winners", { scenario }, done),
    }),
    [session],
  );
  const explaining = useExplain(asking, state.simulated, state.simulation, state.document?.scenarios ?? []);
  const asked = useMemo<Asked>(
    () => ({
      breakdown: (question, done) => session.read("breakdown", "breakdown", question, done),
      health: (question, done) => session.read("health", "data_health", question, done),
      reconcile: (question, done) => session.read("reconcile", "reconcile", question, done),
      disbursements: (question, done, refused) =>
        session.read("disbursements", "match_disbursements", question, done, refused),
      conversion: (question, done) => session.read("conversion", "conversion", question, done),
      liability: (question, done) => session.read("liability", "liability", question, done),
      explain: (question, done) => session.read("other quarters", "explain", question, done),
      sheet: (question, done) => session.read("partner sheet", "partner_sheet", question, done),
      history: {
        history: (question, done) => session.read("history", "history", question, done),
        revision: (question, done) => session.read("revision", "revision", question, done),
        compare: (question, done) => session.read("compare revisions", "compare_revisions", question, done),
      },
      exportPlan: (question, done) => session.read("export plan", "export_plan", question, done),
      doubts: {
        doubts: (question, done) =>
          session.read(question.viewed ? "doubts about figures" : "doubts", "doubts", question, done),
        report: (request) => session.note("report_doubt", request),
        settle: (request) => session.note("settle_doubt", request),
      },
      deciding: {
        decisions: (question, done) => session.read("decisions", "decisions", question, done),
        decide: (request) => session.note("decide", request),
      },
      budget: {
        budget: (question, done) => session.read("budget", "budget", question, done),
        funds: (question, done) =>
          session.read(`funds ${question.fund ?? ""} ${question.partner ?? ""}`, "funds", question, done),
      },
    }),
    [session],
  );
  return { session, state, explaining, askPartners, askScenarios, asking: asked };
}
