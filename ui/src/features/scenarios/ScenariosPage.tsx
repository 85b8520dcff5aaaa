import { useRef, useState } from "react";
import { Switch } from "../../components/Switch.tsx";
import { useRoom } from "../../components/useRoom.ts";
import type { ChangeGround, Document, Figure, ScenarioAction } from "../../host/index.ts";
import { plural, t } from "../../text/text.ts";
import { ComparedTable } from "./ComparedTable.tsx";
import { Differences } from "./Differences.tsx";
import { PlanEditor } from "./PlanEditor.tsx";
import { ScenarioHead } from "./ScenarioHead.tsx";
import type { Variance } from "./scenarios.ts";
import { type AskScenarios, useScenarios } from "./useScenarios.ts";
import { WinnersView } from "./WinnersView.tsx";
import "./scenarios.css";

export interface ScenariosPageProps {
  document: Document;
  /** Another object whenever the figures are others. */
  figures: unknown;
  ask: AskScenarios;
  explainedPartner: string | null;
  onChange: (action: ScenarioAction) => void;
  /** Explains a figure in a scenario; in the program at hand where that is null. */
  onExplain: (figure: Figure, scenario: string | null) => void;
  /** Writes a decision memo about a scenario; answers where it is, or null. */
  onMemo: (scenario: string, name: string) => Promise<string | null>;
  onGround: (change: ChangeGround) => void;
  /** Opens a study: every program in one table, or one on many futures. */
  onStudy: (study: "programs" | "futures") => void;
}

/** Widths in CSS pixels from which differences and winners stand side by side. */
const ROOMS = [["roomy", 860]] as const;

const VARIANCES: readonly { value: Variance; label: string }[] = [
  { value: "amount", label: t`amounts` },
  { value: "percent", label: t`percent` },
];

/** Up to five programs side by side, and what is behind one of them. */
export function ScenariosPage(props: ScenariosPageProps) {
  const { document, ask, onChange } = props;
  const looked = useScenarios(ask, props.figures);
  const [variance, setVariance] = useState<Variance>("amount");
  const [all, setAll] = useState(false);
  const [plan, setPlan] = useState(false);
  const page = useRef<HTMLElement>(null);
  const room = useRoom<"tight" | "roomy">(page, ROOMS, "tight");
  const { compared, chosen } = looked;
  const scenario = document.scenarios.find((each) => each.id === chosen) ?? null;
  const edited = compared?.columns.some(({ id, edited }) => edited && id === chosen) ?? false;

  return (
    <article ref={page} className="scenarios" data-room={room}>
      <header className="page-head scenarios-head">
        <div>
          <h1>{t`Scenarios`}</h1>
          <p className="caption">
            {compared === null ? t`Calculating` : `${compared.currency}, ${compared.caption}`}
          </p>
        </div>
        <span className="scenarios-space" />
        <Switch label={t`Changes in`} choices={VARIANCES} value={variance} onChoose={setVariance} />
        <button type="button" className="button" aria-expanded={plan} onClick={() => setPlan(!plan)}>
          {plan ? t`Hide plan` : t`Plan`}
        </button>
        <button type="button" className="button" onClick={() => onChange({ create: { from: "program" } })}>
          {t`New scenario`}
        </button>
      </header>
      {plan && <PlanEditor figures={props.figures} ask={ask.plan} onChange={props.onGround} />}
      {compared !== null && (
        <ComparedTable
          compared={compared}
          variance={variance}
          all={all}
          chosen={chosen}
          onChoose={looked.choose}
          onAll={setAll}
          onExplain={(figure, column) => props.onExplain(figure, column.edited ? null : column.id)}
        />
      )}
      {compared !== null && (
        <p className="scenarios-grids">
          <button type="button" className="link-button" onClick={() => props.onStudy("programs")}>
            {t`Every program in one table`}
          </button>
          <button type="button" className="link-button" onClick={() => props.onStudy("futures")}>
            {t`One program on many futures`}
          </button>
        </p>
      )}
      {compared !== null && compared.left_out > 0 && (
        <p className="caption scenarios-note">
          {plural(compared.left_out, {
            one: "Five fit side by side. 1 more stands in the list of the toolbar; move it to the front to see it here.",
            other:
              "Five fit side by side. {n} more stand in the list of the toolbar; move one to the front to see it here.",
          })}
        </p>
      )}
      {document.scenarios.length === 0 && compared !== null && (
        <p className="scenarios-none">
          {t`This document has no scenarios yet. New scenario makes one from the program: your edits and levers go to it, and the program stays as it is.`}
        </p>
      )}
      {scenario !== null && (
        <section className="scenario" aria-labelledby="scenario-name">
          <ScenarioHead
            key={scenario.id}
            scenario={scenario}
            document={document}
            sentence={looked.effects?.sentence ?? ""}
            onChange={onChange}
            onMemo={props.onMemo}
          />
          <div className="scenario-parts">
            <Differences list={looked.effects} onChange={onChange} />
            <WinnersView
              list={looked.winners}
              chosen={props.explainedPartner}
              onExplain={(partner) => props.onExplain({ partner }, edited ? null : scenario.id)}
            />
          </div>
        </section>
      )}
    </article>
  );
}
