import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { Choice } from "../../components/Choice.tsx";
import { useTyping } from "../../components/useTyping.ts";
import type { Document, Study, StudyFigure, StudyReport } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { Deciding } from "./Deciding.tsx";
import { DecisionList } from "./DecisionList.tsx";
import type { AskDecisions } from "./decisions.ts";
import { byHand, withHand } from "./hand.ts";
import { Picture } from "./Picture.tsx";
import { ReportTable, type RowsOf } from "./ReportTable.tsx";
import {
  asked,
  basis,
  DECIDED,
  type Setting,
  STUDIES,
  type StudyChoice,
  shown,
  type Typed,
} from "./study.ts";
import { type AskStudy, useStudy } from "./useStudy.ts";
import "./studies.css";

export interface StudiesProps {
  document: Document;
  /** The study that was asked for; the first one where none was. */
  begin: string | null;
  /** Values that are tried and not committed. */
  changes: Study["changes"];
  ask: AskStudy;
  deciding: AskDecisions;
  /** Explains what a partner gets. */
  onPartner: (partner: string) => void;
  /** Opens a place of the program. */
  onPlace: (place: string) => void;
}

/** What-if questions of the program on its history, each with picture, table, method and seed. */
export function Studies(props: StudiesProps) {
  const { document, changes, ask } = props;
  const [chosen, setChosen] = useState(() => STUDIES.find((each) => each.id === props.begin)?.id ?? "cliffs");
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const choice = STUDIES.find((each) => each.id === chosen) ?? STUDIES[0];
  const panel = useId();
  if (choice === undefined) return null;
  const own = typed[choice.id] ?? {};
  const type = (settings: Typed) => setTyped({ ...typed, [choice.id]: settings });
  const requests = asked(choice, own, changes);
  const last = requests.at(-1);
  return (
    <article className="studies">
      <header className="page-head">
        <h1>{t`Studies`}</h1>
        <p className="caption">{t`What would have been paid if one thing were different`}</p>
      </header>
      <Tabs chosen={choice.id} panel={panel} onChoose={setChosen} />
      <section id={panel} role="tabpanel" aria-label={choice.name} className="study">
        <Settings key={choice.id} choice={choice} typed={own} onType={type} />
        <Answer
          key={`${choice.id} answer`}
          choice={choice}
          requests={requests}
          ask={ask}
          fresh={`${document.revision} ${document.saved_at ?? ""}`}
          rows={{
            onPartner: props.onPartner,
            onPlace: props.onPlace,
            hand:
              choice.id === "mdf"
                ? { typed: byHand(own), onType: (hand) => type(withHand(own, hand)) }
                : null,
          }}
        >
          {DECIDED.has(choice.id) && last !== undefined && (
            <>
              <Deciding key={JSON.stringify(last)} study={last} decide={props.deciding.decide} />
              <DecisionList of={document} ask={props.deciding.decisions} />
            </>
          )}
        </Answer>
      </section>
    </article>
  );
}

interface TabsProps {
  chosen: StudyChoice["id"];
  panel: string;
  onChoose: (id: StudyChoice["id"]) => void;
}

/** One tab stop; arrow keys choose. */
function Tabs({ chosen, panel, onChoose }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const pressed = (event: KeyboardEvent) => {
    const at = STUDIES.findIndex((each) => each.id === chosen);
    const last = STUDIES.length - 1;
    const places: Record<string, number> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const to = STUDIES[places[event.key] ?? -1];
    if (to === undefined) return;
    event.preventDefault();
    onChoose(to.id);
    list.current?.querySelector<HTMLElement>(`[data-study="${to.id}"]`)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={t`Studies`} className="study-tabs" onKeyDown={pressed}>
      {STUDIES.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="tab"
          data-study={id}
          aria-selected={id === chosen}
          aria-controls={panel}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

interface SettingsProps {
  choice: StudyChoice;
  typed: Typed;
  onType: (typed: Typed) => void;
}

/** The question, and what can be set about it. A field is taken over on Enter or when it is left. */
function Settings({ choice, typed, onType }: SettingsProps) {
  return (
    <div className="study-settings">
      <p>{choice.question}</p>
      {choice.settings.length > 0 && (
        <div className="study-fields">
          {choice.settings
            .filter(({ kind }) => kind !== "hand")
            .map((setting) => (
              <SettingField
                key={setting.name}
                setting={setting}
                value={typed[setting.name] ?? ""}
                onKeep={(value) => onType({ ...typed, [setting.name]: value })}
              />
            ))}
        </div>
      )}
    </div>
  );
}

interface SettingFieldProps {
  setting: Setting;
  value: string;
  onKeep: (value: string) => void;
}

function SettingField({ setting, value, onKeep }: SettingFieldProps) {
  const { label, otherwise, kind, choices } = setting;
  const { field } = useTyping({ words: value, read: (text) => text, keep: onKeep });
  if (choices !== undefined) {
    const options = [{ id: "", name: otherwise }, ...choices];
    return <Choice label={label} value={value} options={options} onChoose={onKeep} />;
  }
  return (
    <label>
      <span className="caption">{label}</span>
      <input
        className="field"
        inputMode={["text", "list", "pairs"].includes(kind) ? "text" : "decimal"}
        data-wide={kind === "list" || kind === "pairs" || undefined}
        placeholder={otherwise}
        {...field}
      />
    </label>
  );
}

interface AnswerProps {
  choice: StudyChoice;
  requests: Study[];
  ask: AskStudy;
  fresh: string;
  rows: RowsOf;
  /** What stands below the report. */
  children: ReactNode;
}

function Answer({ choice, requests, ask, fresh, rows, children }: AnswerProps) {
  const { report, failure, working } = useStudy(ask, requests, fresh);
  if (failure !== null && failure.code !== "cancelled") {
    return (
      <p className="study-failure" role="alert">
        <strong>{failure.sentence}</strong> {failure.hint}
      </p>
    );
  }
  if (report === null) {
    const words = working
      ? t`Paying the history again for ${choice.name.toLowerCase()}`
      : choice.id === "pilot"
        ? t`Name partners to begin.`
        : t`Type a target to begin.`;
    return (
      <p className="caption" role="status">
        {words}
      </p>
    );
  }
  return (
    <>
      <Report report={report} working={working} rows={rows} />
      {children}
    </>
  );
}

/** The finding first, then its figures, picture and rows, and how it was found. */
function Report({ report, working, rows }: { report: StudyReport; working: boolean; rows: RowsOf }) {
  return (
    <div className="study-report" data-working={working || undefined}>
      <h2>{report.finding}</h2>
      <p className="caption">
        {basis(report)}
        {working && ` ${t`A first picture; the whole is on its way.`}`}
      </p>
      <dl className="study-figures">
        {report.figures.map((figure) => (
          <Figure key={figure.name} figure={figure} />
        ))}
      </dl>
      {report.picture !== null && <Picture picture={report.picture} title={report.finding} />}
      {report.tables.map((table) => (
        <ReportTable key={table.id} table={table} rows={rows} />
      ))}
      <section className="study-method" aria-label={t`Method`}>
        <h3>{t`How it was found`}</h3>
        <p className="selectable">{report.method}</p>
      </section>
    </div>
  );
}

function Figure({ figure }: { figure: StudyFigure }) {
  return (
    <div>
      <dt className="caption">{figure.name}</dt>
      <dd>{figure.value === "" ? t`none` : shown(figure.value, figure.unit)}</dd>
    </div>
  );
}
