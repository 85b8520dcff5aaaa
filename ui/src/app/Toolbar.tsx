import { Choice } from "../components/Choice.tsx";
import { PanelIcon, RedoIcon, UndoIcon } from "../components/icons.tsx";
import type { Basis, ChangeGround, Document, ScenarioAction } from "../host/index.ts";
import { rich, t } from "../text/text.ts";
import { type ActionId, keysOf } from "./actions.ts";
import { BASES, baselines, PROGRAM, programs } from "./chosen.ts";

export interface ToolbarProps {
  document: Document;
  explainOpen: boolean;
  busy: boolean;
  act: (id: ActionId) => void;
  onScenario: (action: ScenarioAction) => void;
  onGround: (change: ChangeGround) => void;
}

/** The document's name and what can be done with it whatever screen is shown. */
export function Toolbar({ document, explainOpen, busy, act, onScenario, onGround }: ToolbarProps) {
  const undo = document.undo_label ? t`Undo: ${document.undo_label}` : t`Undo`;
  const redo = document.redo_label ? t`Redo: ${document.redo_label}` : t`Redo`;
  return (
    <header className="toolbar">
      <strong className="toolbar-name">{document.name}</strong>
      {document.sample && <span className="toolbar-sample">{t`Sample data`}</span>}
      <span className="toolbar-chosen">
        <Choice
          label={t`Scenario`}
          quiet
          testId="scenario"
          value={document.edited ?? PROGRAM}
          options={programs(document)}
          onChoose={(id) => onScenario({ edit: { id: id === PROGRAM ? null : id } })}
        />
        <span className="toolbar-versus">{t`vs`}</span>
        <Choice
          label={t`Baseline`}
          quiet
          testId="baseline"
          value={document.baseline}
          options={baselines(document)}
          onChoose={(baseline) => onScenario({ baseline: { baseline } })}
        />
        <Choice
          label={t`What programs are paid on`}
          quiet
          testId="basis"
          value={document.basis}
          options={BASES}
          onChoose={(basis) => onGround({ basis: basis as Basis })}
        />
        {document.basis === "year" && (
          <button
            type="button"
            className="link-button"
            title={t`Another year that could have been; this one is seed ${document.seed}`}
            onClick={() => onGround({ seed: document.seed + 1 })}
          >
            {t`Draw another`}
          </button>
        )}
      </span>
      <span className="toolbar-space" />
      <button type="button" className="button toolbar-search" onClick={() => act("go.palette")}>
        {rich`Search or run a command ${<kbd>{keysOf("go.palette")}</kbd>}`}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={undo}
        title={`${undo} (${keysOf("edit.undo")})`}
        disabled={!document.can_undo}
        onClick={() => act("edit.undo")}
      >
        <UndoIcon />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={redo}
        title={`${redo} (${keysOf("edit.redo")})`}
        disabled={!document.can_redo}
        onClick={() => act("edit.redo")}
      >
        <RedoIcon />
      </button>
      <button
        type="button"
        className="button"
        title={t`Export to a folder (${keysOf("file.export")})`}
        disabled={busy}
        onClick={() => act("file.export")}
      >
        {t`Export…`}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t`Explain panel`}
        aria-pressed={explainOpen}
        title={t`Explain panel (${keysOf("view.inspector")})`}
        onClick={() => act("view.inspector")}
      >
        <PanelIcon />
      </button>
    </header>
  );
}
