import { useRef, useState } from "react";
import { useProgress, type Work } from "../../components/useProgress.ts";
import {
  asFailure,
  type Failure,
  type ImportCheck,
  type Imported,
  type Inspection,
  type Operations,
} from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { canGoOn, type Decisions, NOTHING_DECIDED, type Step, withFiles } from "./importing.ts";

type Ask<O extends keyof Operations> = (
  request: Operations[O]["request"],
) => Promise<Operations[O]["response"]>;

/** What an import asks of the rest of the window. Each promise refuses with a failure. */
export interface AskImport {
  inspect: Ask<"inspect">;
  check: Ask<"check_import">;
  load: Ask<"import">;
  saveSetAside: Ask<"save_set_aside">;
  paste: Ask<"paste">;
  progress: () => Promise<Operations["progress"]["response"]>;
  stop: () => void;
  /** Asks the person for files; null when they changed their mind. */
  chooseFiles: () => Promise<string[] | null>;
  /** Asks the person where to write a file. */
  chooseTarget: (suggested: string) => Promise<string | null>;
}

export interface Importing {
  open: boolean;
  step: Step;
  decisions: Decisions;
  inspection: Inspection | null;
  check: ImportCheck | null;
  work: Work | null;
  failure: Failure | null;
  /** Where rows set aside were written, and how many. */
  saved: Operations["save_set_aside"]["response"] | null;
  start: (files?: string[]) => void;
  decide: (decisions: Decisions) => void;
  go: (step: Step) => void;
  next: () => void;
  paste: (text: string) => void;
  saveSetAside: () => void;
  load: (name: string) => void;
  cancel: () => void;
  dismiss: () => void;
  /** Asks the person for files that are looked at without being imported. */
  chooseFiles: () => Promise<string[] | null>;
}

/** One import from its files to its facts. Nothing is loaded before `load`; a failure changes nothing. */
export function useImport(ask: AskImport, loaded: (imported: Imported) => void): Importing {
  const [open, setOpen] = useState(false);
  const [step, setStep] = useState<Step>(0);
  const [decisions, setDecisions] = useState(NOTHING_DECIDED);
  const [inspection, setInspection] = useState<Inspection | null>(null);
  const [check, setCheck] = useState<ImportCheck | null>(null);
  const [work, setWork] = useState<Work | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState<Importing["saved"]>(null);
  /** The number of the work that counts: answers to earlier work are let go. */
  const turn = useRef(0);
  /** What was decided when the last answer came that is shown. */
  const agreed = useRef(NOTHING_DECIDED);
  useProgress(work !== null, ask.progress, setWork);

  /** Does one thing at a time and shows what it says; answers nothing when it failed or was overtaken. */
  const carryOut = async <T>(doing: string, asked: () => Promise<T>): Promise<T | null> => {
    turn.current += 1;
    const mine = turn.current;
    setWork({ doing, part: null });
    setFailure(null);
    try {
      const answer = await asked();
      return turn.current === mine ? answer : null;
    } catch (reason) {
      const told = asFailure(reason);
      if (turn.current === mine && told.code !== "cancelled") setFailure(told);
      return null;
    } finally {
      if (turn.current === mine) setWork(null);
    }
  };
  /** Decides something and asks what comes of it; what is refused is not decided. */
  const decideOn = async <T>(wanted: Decisions, doing: string, asked: () => Promise<T>) => {
    setDecisions(wanted);
    const mine = turn.current + 1;
    const answer = await carryOut(doing, asked);
    if (turn.current !== mine) return null;
    if (answer === null) setDecisions(agreed.current);
    else agreed.current = wanted;
    return answer;
  };
  const inspect = async (wanted: Decisions): Promise<boolean> => {
    setCheck(null);
    if (wanted.files.length === 0) {
      agreed.current = wanted;
      setDecisions(wanted);
      setInspection(null);
      return true;
    }
    const { files, saved: name, forms, answers, edits } = wanted;
    const answer = await decideOn(wanted, t`Looking at the files`, () =>
      ask.inspect({ files, saved: name, forms, answers, edits }),
    );
    if (answer !== null) setInspection(answer);
    return answer !== null;
  };
  const checkNow = async (wanted: Decisions) => {
    if (inspection === null) return;
    const { files, repairs } = wanted;
    const answer = await decideOn(wanted, t`Checking`, () =>
      ask.check({ files, mapping: inspection.mapping, repairs }),
    );
    if (answer !== null) setCheck(answer);
  };
  const go = (to: Step) => {
    setStep(to);
    setFailure(null);
    setSaved(null);
    if (to === 2) void checkNow(decisions);
  };
  const close = () => {
    turn.current += 1;
    setOpen(false);
    setStep(0);
    agreed.current = NOTHING_DECIDED;
    setDecisions(NOTHING_DECIDED);
    setInspection(null);
    setCheck(null);
    setWork(null);
    setFailure(null);
    setSaved(null);
  };
  return {
    open,
    step,
    decisions,
    inspection,
    check,
    work,
    failure,
    saved,
    start: (given) =>
      void (async () => {
        const files = given ?? (await ask.chooseFiles());
        if (files === null || files.length === 0) return;
        setOpen(true);
        setStep(0);
        await inspect(withFiles(decisions, files));
      })(),
    decide: (wanted) => void (step < 2 ? inspect(wanted) : checkNow(wanted)),
    go,
    next: () => {
      if (canGoOn(step, inspection, check)) go((step + 1) as Step);
    },
    paste: (text) => {
      setOpen(true);
      void (async () => {
        const pasted = await carryOut(t`Taking what was pasted`, () => ask.paste({ text }));
        if (pasted === null) return;
        if (await inspect(withFiles(decisions, [pasted.path]))) setStep(1);
      })();
    },
    saveSetAside: () =>
      void (async () => {
        const path = await ask.chooseTarget("rows-set-aside");
        if (path === null || check === null) return;
        const { files } = decisions;
        const answer = await carryOut(t`Writing the rows set aside`, () =>
          ask.saveSetAside({ path, files, mapping: check.mapping }),
        );
        if (answer !== null) setSaved(answer);
      })(),
    load: (name) =>
      void (async () => {
        if (check === null) return;
        const { files } = decisions;
        const imported = await carryOut(t`Loading`, () =>
          ask.load({ files, json: check.mapping, save_as: name }),
        );
        if (imported === null) return;
        close();
        loaded(imported);
      })(),
    cancel: () => {
      if (work !== null) ask.stop();
      close();
    },
    dismiss: () => setFailure(null),
    chooseFiles: ask.chooseFiles,
  };
}
