import {
  asFailure,
  type Change,
  type ChangeGround,
  type Document,
  type Edit,
  type Failure,
  type Host,
  type MadeTests,
  type Operation,
  type Operations,
  type ScenarioAction,
  type Simulation,
  type Table,
} from "../host/index.ts";
import { t } from "../text/text.ts";
import { Freshness } from "./freshness.ts";
import { Previews } from "./previews.ts";

/** What the window knows of the open document; a new object after every change. */
export interface SessionState {
  document: Document | null;
  simulation: Simulation | null;
  /** The changes that the simulation on screen was made with. */
  simulated: Change[];
  /** Values of levers that are moved but not committed, by place. */
  moved: Record<string, string>;
  /** Whether the figures are those of the levers: late after a moment without an answer, refused by a failure. */
  figures: "fresh" | "late" | "refused";
  failure: Failure | null;
  /** What the window is doing that takes a while, in words. */
  busy: string | null;
}

const NOTHING: SessionState = {
  document: null,
  simulation: null,
  simulated: [],
  moved: {},
  figures: "fresh",
  failure: null,
  busy: null,
};

/** What is said when the file was changed from outside: no failure, but nothing to pass over. */
const READ_ANEW: Failure = {
  code: "read_anew",
  sentence: t`Another program changed this document's file, so it was read again.`,
  hint: t`The figures are those of the file as it is now.`,
};

/** A question was overtaken by a newer one on Rust's side: nothing to tell anybody. */
function isOvertaken(reason: unknown): boolean {
  return asFailure(reason).code === "cancelled";
}

type Command =
  | "open_sample"
  | "open"
  | "new"
  | "recover"
  | "duplicate"
  | "save_as"
  | "change"
  | "change_scenarios"
  | "change_ground"
  | "undo"
  | "redo"
  | "restore"
  | "import_program"
  | "set_pool"
  | "set_up_budget"
  | "set_up_fund"
  | "pin_levers"
  | "accept_test";

/** Operations that put tests into the program. */
type Adding = "add_test" | "make_test" | "make_tests" | "add_edge_tests";

/** How a command shows: words while it lasts, whether it brings another document, the change it commits. */
interface How {
  busy?: string;
  opens?: boolean;
  committed?: Change;
  edits?: Edit[];
}

/**
 * The open document and its figures. Commands change the document in Rust and come back with it whole;
 * previews ask what the figures would be. Figures on screen stay until newer ones arrive.
 */
export class Session {
  #state = NOTHING;
  #asked = 0;
  #lateTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #host: Host;
  readonly #previews = new Previews("simulate");
  readonly #freshness = new Freshness();
  readonly #listeners = new Set<() => void>();

  constructor(host: Host) {
    this.#host = host;
  }

  state = (): SessionState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows the document that is open in Rust already, after the page was loaded anew; says whether one is. */
  resume = async (): Promise<boolean> => {
    const document = await this.#host.call("document", {}).catch(() => null);
    if (document === null) return false;
    this.#set({ document });
    this.#simulate();
    return true;
  };

  openSample = (): Promise<void> =>
    this.#command("open_sample", {}, { busy: t`Opening the sample`, opens: true });

  open = (path: string): Promise<void> =>
    this.#command("open", { path }, { busy: t`Opening the document`, opens: true });

  /** Opens work that has no name yet, as it was left. */
  recover = (path: string): Promise<void> =>
    this.#command("recover", { path }, { busy: t`Opening the document`, opens: true });

  /** Goes on in a copy that has no name yet. */
  duplicate = (): Promise<void> =>
    this.#command("duplicate", {}, { busy: t`Duplicating the document`, opens: true });

  /** Closes the document. Every edit is on disk already; work without a name waits on Home. */
  close = async (): Promise<void> => {
    try {
      await this.#previews.command(() => this.#host.call("close", {}));
      this.#previews.forget();
      this.#set(NOTHING);
    } catch (reason) {
      this.fail(reason);
    }
  };

  /** Begins a document without a name. */
  begin = (begun: Operations["new"]["request"]): Promise<void> =>
    this.#command("new", begun, { busy: t`Beginning the document`, opens: true });

  /** Makes a revision hold again, as a new one: one step of undo. */
  restore = (number: number): Promise<void> => this.#command("restore", { number }, {});

  /** Begins a document without a name with the program of a bundle. */
  openProgram = (program: string): Promise<void> =>
    this.#command("new", { program }, { busy: t`Reading the program`, opens: true });

  /** Takes the program of a bundle in place of the document's own: one step of undo. */
  importProgram = (path: string): Promise<void> =>
    this.#command("import_program", { path }, { busy: t`Reading the program` });

  /** Makes a document without a name, to import into. */
  create = (): Promise<void> => this.#command("new", {}, { busy: t`Making a document`, opens: true });

  /** Shows the document as it is after facts were loaded into it. */
  loaded = (document: Document): void => {
    this.#previews.forget();
    this.#set({ document, moved: {}, failure: null, simulation: null });
    this.#simulate();
  };

  /** Reads the document anew where another program has changed its file, and says so. */
  lookAgain = async (): Promise<void> => {
    if (this.#state.document === null || this.#state.busy !== null) return;
    try {
      const { document } = await this.#host.call("look_again", {});
      if (document === null) return;
      this.#previews.forget();
      this.#set({ document, moved: {}, failure: READ_ANEW });
      this.#simulate();
    } catch (reason) {
      this.fail(reason);
    }
  };

  saveAs = (path: string): Promise<void> =>
    this.#command("save_as", { path }, { busy: t`Saving the document` });

  /** With nothing to take back there is nothing to say either. */
  undo = async (): Promise<void> => {
    if (this.#state.document?.can_undo) await this.#command("undo", {}, {});
  };

  redo = async (): Promise<void> => {
    if (this.#state.document?.can_redo) await this.#command("redo", {}, {});
  };

  /** Shows what a lever's new value would do; the document stays as it is. */
  preview = (place: string, value: string): void => {
    if (this.#state.moved[place] === value) return;
    this.#set({ moved: { ...this.#state.moved, [place]: value } });
    this.#simulate();
  };

  /** Makes a lever's new value part of the document: one step of undo. */
  commit = async (place: string, value: string): Promise<void> => {
    const lever = this.#state.document?.levers.find((each) => each.place === place);
    if (lever === undefined) return;
    const change = { place, value };
    if (lever.value === value) {
      this.#putBack(change);
      return;
    }
    await this.#command("change", { changes: [change] }, { committed: change });
  };

  /** Changes the scenarios: one step of undo. Levers that are moved but not let go are put back. */
  changeScenarios = (action: ScenarioAction): Promise<void> =>
    this.#command("change_scenarios", { action }, {});

  /** Makes a pool of the budget hold another amount in a period: one step of undo. */
  setPool = (pool: string, period: string, amount: string): Promise<void> =>
    this.#command("set_pool", { pool, period, amount }, {});

  /** Puts a budget or a fund into a program that has none: one step of undo. */
  setUp = (what: "set_up_budget" | "set_up_fund"): Promise<void> => this.#command(what, {}, {});

  /** Makes edits part of the document, together one step of undo; what was previewed for them is over. */
  edit = (edits: Edit[], label?: string): Promise<void> =>
    this.#command("change", { edits, ...(label === undefined ? {} : { label }) }, { edits });

  /** Pins values of the program as levers, in place of those that were pinned. */
  pin = (places: string[]): Promise<void> => this.#command("pin_levers", { places }, {});

  /** Takes a previewed value back: it was typed and given up. */
  calm = (place: string): void => {
    const { [place]: now, ...others } = this.#state.moved;
    if (now === undefined) return;
    this.#set({ moved: others });
    this.#simulate();
  };

  /** Makes changes part of the document as one step of undo with a name of its own. */
  change = (changes: Change[], label: string): Promise<void> =>
    this.#command("change", { changes, label }, {});

  /** Expects from now on what a failing test came out with. */
  acceptTest = (id: string): Promise<void> => this.#command("accept_test", { id }, {});

  /** Puts tests into the program; answers which, or null after a failure. */
  addTests = async <O extends Adding>(
    op: O,
    request: Operations[O]["request"],
  ): Promise<MadeTests | null> => {
    this.#set({ busy: t`Making tests` });
    try {
      const made = await this.#previews.command<MadeTests>(() => this.#host.call(op, request));
      this.#set({ document: made.document, failure: null });
      return made;
    } catch (reason) {
      this.fail(reason);
      return null;
    } finally {
      this.#set({ busy: null });
    }
  };

  /**
   * Reports or settles a doubt, or keeps a decision: one step of undo, no figure is another by it. Answers
   * what failed, or null.
   */
  note = async <O extends "report_doubt" | "settle_doubt" | "decide">(
    op: O,
    request: Operations[O]["request"],
  ): Promise<Failure | null> => {
    try {
      const document = await this.#previews.command<Document>(() => this.#host.call(op, request));
      this.#set({ document });
      return null;
    } catch (reason) {
      return asFailure(reason);
    }
  };

  /** Does a step of the sign-off; answers what failed, or null. */
  signOff = async (request: Operations["change_sign_off"]["request"]): Promise<Failure | null> => {
    try {
      await this.#previews.command(() => this.#host.call("change_sign_off", request));
      return null;
    } catch (reason) {
      return asFailure(reason);
    }
  };

  /** Says who works from now on; answers what failed, or null. */
  setName = async (name: string): Promise<Failure | null> => {
    try {
      const document = await this.#previews.command<Document>(() => this.#host.call("set_name", { name }));
      this.#set({ document });
      return null;
    } catch (reason) {
      return asFailure(reason);
    }
  };

  /** Carries out the export; refuses with its failure, which is shown where the export is. */
  exportTo = (folder: string): Promise<Operations["export"]["response"]> =>
    this.#alone(t`Exporting`, () => this.#host.call("export", { folder }));

  /** Verifies a bundle; refuses with its failure. */
  verify = (folder: string): Promise<Operations["verify"]["response"]> =>
    this.#alone(t`Checking a bundle`, () => this.#host.call("verify", { folder }));

  /** Carries out what takes a while and leaves the document as it is. */
  async #alone<T>(busy: string, run: () => Promise<T>): Promise<T> {
    this.#set({ busy });
    try {
      return await this.#previews.command(run);
    } catch (reason) {
      throw asFailure(reason);
    } finally {
      this.#set({ busy: null });
    }
  }

  /** Changes the plan or what programs are paid on: one step of undo. */
  changeGround = (change: ChangeGround): Promise<void> => this.#command("change_ground", change, {});

  /** Writes a decision memo about a scenario; answers where, or null after a failure. */
  memo = async (path: string, scenario: string): Promise<string | null> => {
    this.#set({ busy: t`Writing the memo` });
    try {
      const written = await this.#previews.command(() => this.#host.call("memo", { path, scenario }));
      return written.path;
    } catch (reason) {
      this.fail(reason);
      return null;
    } finally {
      this.#set({ busy: null });
    }
  };

  /** Writes a table with the changes on screen to a file; answers how many rows, or null after a failure. */
  saveTable = async (table: Table, path: string): Promise<number | null> => {
    const changes = this.#state.simulated;
    try {
      const written = await this.#previews.command(() => this.#host.call("csv", { table, changes, path }));
      return written.rows;
    } catch (reason) {
      this.fail(reason);
      return null;
    }
  };

  /** Asks for something that follows the figures on screen; the newest question of a lane wins. */
  read = <O extends Operation>(
    lane: string,
    op: O,
    request: Operations[O]["request"],
    done: (answer: Operations[O]["response"]) => void,
    refused?: (failure: Failure) => void,
  ): void => {
    this.#previews.ask(lane, {
      ask: () => this.#host.call(op, request),
      answered: done,
      failed: (reason) => {
        if (refused === undefined || isOvertaken(reason)) this.fail(reason);
        else refused(asFailure(reason));
      },
    });
  };

  /** Asks a study; refuses with its failure, which is shown where the study is. */
  study = (request: Operations["study"]["request"]): Promise<Operations["study"]["response"]> =>
    this.#host.call("study", request).catch((reason) => Promise.reject(asFailure(reason)));

  fail = (reason: unknown): void => {
    if (!isOvertaken(reason)) this.#set({ failure: asFailure(reason) });
  };

  dismiss = (): void => this.#set({ failure: null });

  async #command<O extends Command>(op: O, request: Operations[O]["request"], how: How): Promise<void> {
    this.#set({ busy: how.busy ?? null });
    try {
      const document = await this.#previews.command<Document>(() => this.#host.call(op, request));
      if (how.opens) this.#previews.forget();
      const moved = how.committed
        ? this.#without(how.committed)
        : how.edits
          ? this.#withoutEdited(how.edits)
          : {};
      this.#set({ document, moved, failure: null, ...(how.opens ? { simulation: null } : {}) });
    } catch (reason) {
      this.fail(reason);
      if (how.committed) this.#set({ moved: this.#without(how.committed) });
      if (how.edits) this.#set({ moved: this.#withoutEdited(how.edits) });
    } finally {
      this.#set({ busy: null });
    }
    if (this.#state.document !== null) this.#simulate();
  }

  /** A lever was let go where it stood before: nothing to commit. */
  #putBack(change: Change): void {
    if (this.#state.moved[change.place] === undefined) return;
    this.#set({ moved: this.#without(change) });
    this.#simulate();
  }

  /** The moved levers less one that has arrived; one that was moved on meanwhile stays. */
  #without({ place, value }: Change): Record<string, string> {
    const { [place]: now, ...others } = this.#state.moved;
    return now === undefined || now === value ? others : this.#state.moved;
  }

  /** The moved values less those that edits set; what is typed elsewhere meanwhile stays. */
  #withoutEdited(edits: Edit[]): Record<string, string> {
    const set = new Set(edits.flatMap((edit) => (edit.do === "set" ? [edit.place] : [])));
    // An edit of a list may have moved the places of what was tried in it.
    if (set.size < edits.length) return {};
    return Object.fromEntries(Object.entries(this.#state.moved).filter(([place]) => !set.has(place)));
  }

  #simulate(): void {
    this.#asked += 1;
    const id = this.#asked;
    const changes = Object.entries(this.#state.moved).map(([place, value]) => ({ place, value }));
    this.#freshness.asked(id, performance.now());
    this.#watch();
    this.#previews.ask("simulate", {
      ask: () => this.#host.call("simulate", { changes }),
      answered: (simulation) => {
        this.#freshness.answered(id);
        this.#set({ simulation, simulated: changes, figures: "fresh" });
        this.#watch();
      },
      failed: (reason) => {
        if (isOvertaken(reason)) return;
        this.#freshness.answered(id);
        this.#watch();
        this.#set({ figures: "refused" });
        this.fail(reason);
      },
    });
  }

  /** Says that figures are late once they are, and not before. */
  #watch(): void {
    clearTimeout(this.#lateTimer);
    const at = this.#freshness.lateAt();
    if (at === null) return;
    this.#lateTimer = setTimeout(() => this.#set({ figures: "late" }), Math.max(0, at - performance.now()));
  }

  #set(part: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}
