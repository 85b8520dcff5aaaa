import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { keepTyping } from "../../components/typing.ts";
import { useRoom } from "../../components/useRoom.ts";
import type { Document, Edit, Figure, Finding, Simulation, Template } from "../../host/index.ts";
import { AddRule } from "./AddRule.tsx";
import { type Ask, type Editor, EditorProvider } from "./editor.ts";
import { Outline } from "./Outline.tsx";
import { type Selected, selectedBy, tabOf } from "./outline.ts";
import { Problems } from "./Problems.tsx";
import { ProgramHead } from "./ProgramHead.tsx";
import { RuleDetail } from "./RuleDetail.tsx";
import { Settings } from "./Settings.tsx";
import { TierGrid } from "./TierGrid.tsx";
import { useWritten } from "./useWritten.ts";
import "./program.css";
import "./fields.css";

export interface ProgramPageProps {
  document: Document;
  simulation: Simulation | null;
  /** The place of the program to begin with, such as that of an incentive; null for its first. */
  begin: string | null;
  /** A template is being chosen to add. */
  adding: boolean;
  onAdding: (adding: boolean) => void;
  /** The figures trail what is typed, or the last calculation was refused. */
  old: boolean;
  /** Values that are tried and not kept, by place. */
  moved: Record<string, string>;
  ask: Ask;
  onEdit: (edits: Edit[], label?: string) => Promise<void>;
  onPreview: (place: string, value: string) => void;
  onCalm: (place: string) => void;
  onPin: (places: string[]) => Promise<void>;
  onExplain: (figure: Figure) => void;
}

/** Widths in CSS pixels from which list and editor stand side by side. */
const ROOMS = [["beside", 760]] as const;

/** The designer: rules and tiers in a list, the selected one to edit beside it, and the money above. */
export function ProgramPage(props: ProgramPageProps) {
  const { simulation, ask, onEdit, onPreview, onCalm, onPin } = props;
  const [checked, setChecked] = useState<{ of: Document; findings: Finding[] } | null>(null);
  const document = useMemo(
    () =>
      checked?.of === props.document ? { ...props.document, findings: checked.findings } : props.document,
    [checked, props.document],
  );
  const written = useWritten(ask, props.document);
  const { incentives, tracks } = document.program;
  const [selected, setSelected] = useState<Selected>(() =>
    props.begin === null ? firstOf(document) : selectedBy(props.begin),
  );
  const [tab, setTab] = useState("pays");
  const [problem, setProblem] = useState<number | null>(null);
  const page = useRef<HTMLElement>(null);
  const detail = useRef<HTMLDivElement>(null);
  const room = useRoom<"stacked" | "beside">(page, ROOMS, "stacked");

  // What is selected may be gone after an undo.
  const there =
    selected.kind === "rule"
      ? incentives.some((each) => each.id === selected.id)
      : selected.kind === "tiers"
        ? tracks.some((each) => each.id === selected.id)
        : true;
  const shown = there ? selected : firstOf(document);
  // On a long history an edit does not wait for what the history shows; it is asked for here.
  const looking = shown.kind === "problems";
  useEffect(() => {
    if (!looking) return;
    const of = props.document;
    return ask("problems", "check", {}, ({ findings }) => setChecked({ of, findings }));
  }, [looking, ask, props.document]);
  const select = (next: Selected) => {
    setSelected(next);
    if (detail.current !== null) detail.current.scrollTop = 0;
  };

  const editor = useMemo<Editor | null>(
    () =>
      written && {
        ...written,
        document,
        simulation,
        beginnings: { currency: document.program.currency, day: simulation?.from ?? "2025-01-01" },
        ask,
        edit: onEdit,
        preview: onPreview,
        calm: onCalm,
        pin: onPin,
      },
    [written, document, simulation, ask, onEdit, onPreview, onCalm, onPin],
  );

  const goTo = ({ place }: Pick<Finding, "place">) => {
    keepTyping();
    const next = selectedBy(place);
    setSelected(next);
    if (next.kind === "rule") setTab(tabOf(place));
    requestAnimationFrame(() => requestAnimationFrame(() => focusPlace(detail.current, place)));
  };
  const began = useEffectEvent(() => {
    if (props.begin !== null) goTo({ place: props.begin });
  });
  const ready = editor !== null;
  useEffect(() => {
    if (ready) began();
  }, [ready]);
  const nextProblem = (way: number) => {
    const { findings } = document;
    if (findings.length === 0) return;
    const at =
      problem === null
        ? way > 0
          ? 0
          : findings.length - 1
        : (problem + way + findings.length) % findings.length;
    setProblem(at);
    const finding = findings[at];
    if (finding !== undefined) goTo(finding);
  };
  const pressed = useRef(nextProblem);
  pressed.current = nextProblem;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "F8") return;
      event.preventDefault();
      pressed.current(event.shiftKey ? -1 : 1);
    };
    globalThis.addEventListener("keydown", listen);
    return () => globalThis.removeEventListener("keydown", listen);
  }, []);

  const add = (template: Template) => {
    props.onAdding(false);
    void onEdit([{ do: "insert", place: "/incentives", value: template.incentive }]).then(() =>
      setAdded(true),
    );
  };
  // The new rule comes last; it is shown once the document has it.
  const [added, setAdded] = useState(false);
  const last = incentives.at(-1)?.id;
  useEffect(() => {
    if (!added || last === undefined) return;
    setAdded(false);
    setSelected({ kind: "rule", id: last });
    setTab("pays");
  }, [added, last]);

  return (
    <article ref={page} className="program" data-room={room}>
      <ProgramHead
        name={document.program.name}
        simulation={simulation}
        old={props.old}
        complexity={document.program.complexity}
        rules={incentives.length}
        problems={document.findings.length}
        onExplain={() => props.onExplain({})}
        onProblems={() => select({ kind: "problems" })}
      />
      {editor !== null && (
        <EditorProvider value={editor}>
          <div className="program-body">
            <Outline selected={shown} onSelect={select} onAdd={() => props.onAdding(true)} />
            <div ref={detail} className="program-detail">
              {shown.kind === "rule" && (
                <RuleDetail
                  key={shown.id}
                  id={shown.id}
                  tab={tab}
                  moved={props.moved}
                  onTab={setTab}
                  onGo={(place) => goTo({ place })}
                  onGone={(next) => select(next === null ? { kind: "problems" } : { kind: "rule", id: next })}
                  onExplain={props.onExplain}
                />
              )}
              {shown.kind === "tiers" && <TierGrid key={shown.id} id={shown.id} />}
              {shown.kind === "settings" && <Settings key={shown.id} id={shown.id} />}
              {shown.kind === "problems" && (
                <Problems findings={document.findings} current={problem} onGo={goTo} />
              )}
            </div>
          </div>
          {props.adding && <AddRule onAdd={add} onClose={() => props.onAdding(false)} />}
        </EditorProvider>
      )}
    </article>
  );
}

function firstOf(document: Document): Selected {
  const { incentives, tracks } = document.program;
  const [rule] = incentives;
  const [track] = tracks;
  if (rule !== undefined) return { kind: "rule", id: rule.id };
  return track === undefined ? { kind: "settings", id: "general" } : { kind: "tiers", id: track.id };
}

/** Puts the focus on the field that stands at a place, or at the nearest place around it. */
function focusPlace(detail: HTMLElement | null, place: string) {
  for (let around = place; around !== ""; around = around.slice(0, around.lastIndexOf("/"))) {
    const found = [...(detail?.querySelectorAll<HTMLElement>("[data-place]") ?? [])].find(
      (each) => each.dataset.place === around,
    );
    if (found === undefined) continue;
    const field = found.matches("input, select")
      ? found
      : found.querySelector<HTMLElement>('input, select, [tabindex="0"], button');
    found.scrollIntoView({ block: "center" });
    field?.focus();
    return;
  }
  detail?.scrollTo({ top: 0 });
}
