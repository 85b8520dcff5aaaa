import { BudgetPage } from "../features/budget/BudgetPage.tsx";
import type { AskBudget } from "../features/budget/budget.ts";
import type { AskConversion } from "../features/data/conversion.ts";
import { type AskHealth, DataPage } from "../features/data/DataPage.tsx";
import type { AskDisbursements } from "../features/data/disbursements.ts";
import type { AskReconcile } from "../features/data/pastPayouts.ts";
import type { Importing } from "../features/data/useImport.ts";
import { DoubtList } from "../features/doubts/DoubtList.tsx";
import { type AskDoubts, useDrafts, whyNoDoubt } from "../features/doubts/doubts.ts";
import { FigureDoubts } from "../features/doubts/FigureDoubts.tsx";
import { Explain } from "../features/explain/Explain.tsx";
import { OtherQuarters, type OtherQuartersProps } from "../features/explain/OtherQuarters.tsx";
import type { Explaining } from "../features/explain/useExplain.ts";
import { type AskExportPlan, ExportPage } from "../features/export/ExportPage.tsx";
import type { AskSignOff } from "../features/export/signOff.ts";
import type { Exporting } from "../features/export/useExport.ts";
import { HistoryPage } from "../features/history/HistoryPage.tsx";
import type { AskHistory } from "../features/history/history.ts";
import { Levers } from "../features/levers/Levers.tsx";
import { Liability } from "../features/liability/Liability.tsx";
import type { AskLiability } from "../features/liability/liability.ts";
import { PartnerPage, type PartnerPageProps } from "../features/partner/PartnerPage.tsx";
import { ProgramPage } from "../features/program/ProgramPage.tsx";
import { Elsewhere } from "../features/scenarios/Elsewhere.tsx";
import { ScenariosPage } from "../features/scenarios/ScenariosPage.tsx";
import type { AskScenarios } from "../features/scenarios/useScenarios.ts";
import type { AskBreakdown } from "../features/simulate/breakdown.ts";
import type { AskPartners } from "../features/simulate/partners.ts";
import { Simulate, type View } from "../features/simulate/Simulate.tsx";
import { DecisionList } from "../features/studies/DecisionList.tsx";
import type { AskDecisions } from "../features/studies/decisions.ts";
import { Studies } from "../features/studies/Studies.tsx";
import { type TestsAsking, TestsPage } from "../features/tests/TestsPage.tsx";
import { copyText, type Document, type Figure, type Table } from "../host/index.ts";
import { t } from "../text/text.ts";
import { Nav } from "./Nav.tsx";
import type { Screen } from "./screens.ts";
import type { Session, SessionState } from "./session.ts";

/** Questions that follow the figures on screen. */
export interface Asked {
  breakdown: AskBreakdown;
  health: AskHealth;
  reconcile: AskReconcile;
  disbursements: AskDisbursements;
  conversion: AskConversion;
  liability: AskLiability;
  budget: AskBudget;
  exportPlan: AskExportPlan;
  doubts: AskDoubts;
  deciding: AskDecisions;
  history: AskHistory;
  sheet: PartnerPageProps["ask"];
  explain: OtherQuartersProps["ask"];
}

export interface BodyProps {
  document: Document;
  state: SessionState;
  session: Session;
  screen: Screen;
  /** Where in the program to begin, such as at an incentive that was asked for; null for its first. */
  place: string | null;
  exporting: Exporting;
  signing: AskSignOff;
  explaining: Explaining;
  importing: Importing;
  askPartners: AskPartners;
  askScenarios: AskScenarios;
  /** Writes a decision memo about a scenario; answers where it is, or null. */
  onMemo: (scenario: string, name: string) => Promise<string | null>;
  asking: Asked;
  /** An incentive is being added from a template. */
  adding: boolean;
  onAdding: (adding: boolean) => void;
  /** The partner whose page is shown in place of everybody's figures. */
  partner: string | null;
  onPartner: (partner: string | null) => void;
  view: View;
  onView: (view: View) => void;
  onSave: (table: Table, name: string) => Promise<string | null>;
  testing: Testing;
  /** Asks for files to import. */
  onImport: () => void;
  onGo: (screen: Screen, place?: string | null) => void;
  onBack: () => void;
}

/** What the Tests screen asks, and the test it is to show opened. */
export interface Testing {
  asking: TestsAsking;
  shown: string | null;
  /** Makes a test of a payout, and shows it. */
  make: (figure: Figure) => void;
}

/** Everything between toolbar and status bar while a document is open. */
export function Body(props: BodyProps) {
  const { document, state, session, screen, explaining } = props;
  const drafts = useDrafts(`${document.path ?? document.name} ${document.edited ?? ""}`);
  return (
    <div className="app-body" data-explain={explaining.open || undefined}>
      <div className="app-side">
        <Nav document={document} screen={screen} onGo={(to) => props.onGo(to)} />
      </div>
      <div
        className="app-levers"
        data-screen={screen}
        hidden={!["simulate", "program", "budget"].includes(screen)}
      >
        <Levers
          levers={document.levers}
          moved={state.moved}
          onMove={session.preview}
          onCommit={session.commit}
          onUnpin={(place) =>
            void session.pin(document.levers.flatMap((each) => (each.place === place ? [] : [each.place])))
          }
        />
      </div>
      <main className="app-content">
        <Content {...props} />
      </main>
      {explaining.open && (
        <Explain
          explanation={explaining.explanation}
          deals={explaining.deals}
          deal={explaining.deal}
          atDeals={explaining.atDeals}
          focus={explaining.focus}
          onOpen={explaining.go}
          onBack={props.onBack}
          onMoreDeals={explaining.moreDeals}
          onCopy={(text) => void copyText(text)}
          onMakeTest={explaining.scenario === null ? props.testing.make : null}
          onClose={explaining.close}
        >
          {explaining.explanation !== null && explaining.scenario === null && (
            <FigureDoubts
              key={JSON.stringify(explaining.explanation.figure)}
              figure={explaining.explanation.figure}
              title={explaining.explanation.title}
              cannot={whyNoDoubt({
                tried: state.simulated.length > 0,
                readOnly: document.read_only !== null,
                history: document.basis === "history",
              })}
              drafts={drafts}
              onOpen={explaining.go}
              of={document}
              ask={props.asking.doubts}
            />
          )}
          {explaining.explanation !== null && explaining.scenario === null && (
            <OtherQuarters
              figure={explaining.explanation.figure}
              changes={state.simulated}
              of={state.simulation}
              ask={props.asking.explain}
              onOpen={explaining.go}
            />
          )}
          {explaining.explanation?.figure.partner != null && (
            <p>
              <button
                type="button"
                className="link-button"
                onClick={() => {
                  props.onGo("simulate");
                  props.onPartner(explaining.explanation?.figure.partner ?? null);
                }}
              >
                {t`Open this partner's page`}
              </button>
            </p>
          )}
          {explaining.explanation !== null && document.scenarios.length > 0 && (
            <Elsewhere
              figure={explaining.explanation.figure}
              figures={document}
              shown={explaining.scenario}
              ask={props.askScenarios.elsewhere}
              onOpen={explaining.goWithin}
            />
          )}
        </Explain>
      )}
    </div>
  );
}

function Content(props: BodyProps) {
  const { document, state, session, screen, explaining, askPartners, askScenarios, onMemo, testing } = props;
  const { simulation } = state;
  if (screen === "program") {
    return (
      <ProgramPage
        key={props.place}
        document={document}
        begin={props.place}
        adding={props.adding}
        onAdding={props.onAdding}
        simulation={simulation}
        old={state.figures !== "fresh"}
        moved={state.moved}
        ask={session.read}
        onEdit={session.edit}
        onPreview={session.preview}
        onCalm={session.calm}
        onPin={session.pin}
        onExplain={(figure) => explaining.start(figure, { deals: false })}
      />
    );
  }
  if (screen === "scenarios") {
    return (
      <ScenariosPage
        document={document}
        figures={document}
        ask={askScenarios}
        explainedPartner={explaining.open ? (explaining.explanation?.figure.partner ?? null) : null}
        onChange={(action) => void session.changeScenarios(action)}
        onExplain={(figure, scenario) => explaining.start(figure, { scenario })}
        onMemo={onMemo}
        onGround={(change) => void session.changeGround(change)}
        onStudy={(study) => props.onGo("studies", study)}
      />
    );
  }
  if (screen === "studies") {
    return (
      <Studies
        key={props.place}
        begin={props.place}
        document={document}
        changes={state.simulated}
        ask={session.study}
        deciding={props.asking.deciding}
        onPartner={(partner) => explaining.start({ partner })}
        onPlace={(place) => props.onGo("program", place)}
      />
    );
  }
  if (screen === "tests") {
    return (
      <TestsPage key={testing.shown} document={document} asking={testing.asking} shown={testing.shown} />
    );
  }
  if (screen === "export") {
    return (
      <ExportPage
        of={document}
        ask={props.asking.exportPlan}
        exporting={props.exporting}
        signing={props.signing}
        onMend={props.onGo}
        onHistory={() => props.onGo("history")}
        onCopy={(text) => void copyText(text)}
      />
    );
  }
  if (screen === "history") {
    return (
      <HistoryPage
        key={props.place}
        of={document}
        data={JSON.stringify([
          document.files,
          document.basis,
          document.basis === "history" ? 0 : document.revision,
        ])}
        ask={props.asking.history}
        begin={props.place === "doubts" ? "doubts" : "all"}
        onRestore={(number) => void session.restore(number)}
        decisions={<DecisionList of={document} ask={props.asking.deciding.decisions} />}
      >
        <DoubtList
          of={document}
          ask={props.asking.doubts}
          onOpen={async ({ viewed, scenario, figure }) => {
            // Explain speaks of what is looked at; a doubt may be about another scenario.
            if (!viewed) await session.changeScenarios({ edit: { id: scenario } });
            explaining.start(figure);
          }}
        />
      </HistoryPage>
    );
  }
  if (screen === "data")
    return (
      <DataPage
        document={document}
        importing={props.importing}
        askHealth={props.asking.health}
        askReconcile={props.asking.reconcile}
        askDisbursements={props.asking.disbursements}
        askConversion={props.asking.conversion}
        onExplain={(figure) => explaining.start(figure)}
      />
    );
  if (simulation === null) {
    return <p className="caption">{state.failure === null ? t`Calculating` : t`There are no figures yet`}</p>;
  }
  if (screen === "budget") {
    return (
      <BudgetPage
        changes={state.simulated}
        of={simulation}
        sample={document.sample}
        ask={props.asking.budget}
        onPool={(pool, period, amount) => void session.setPool(pool, period, amount)}
        onBudget={() => void session.setUp("set_up_budget")}
        onFund={() => void session.setUp("set_up_fund")}
        onSave={props.onSave}
        onExplain={(figure) => explaining.start(figure, {})}
      />
    );
  }
  if (props.partner !== null) {
    return (
      <PartnerPage
        key={props.partner}
        partner={props.partner}
        changes={state.simulated}
        of={simulation}
        ask={props.asking.sheet}
        onExplain={(figure) => explaining.start(figure)}
        onBack={() => props.onPartner(null)}
      />
    );
  }
  return (
    <Simulate
      simulation={simulation}
      simulated={state.simulated}
      old={state.figures !== "fresh"}
      dragging={Object.keys(state.moved).length > 0}
      sample={document.sample}
      explainedPartner={explaining.open ? (explaining.explanation?.figure.partner ?? null) : null}
      ask={askPartners}
      askBreakdown={props.asking.breakdown}
      view={props.view}
      onView={props.onView}
      onSave={props.onSave}
      onPage={props.onPartner}
      liability={
        <Liability
          changes={state.simulated}
          of={simulation}
          sample={document.sample}
          ask={props.asking.liability}
          onSave={props.onSave}
          onExplain={(figure) => explaining.start(figure, {})}
        />
      }
      onExplain={(figure, deals) => explaining.start(figure, { deals: deals ?? false })}
      imported={document.counts.some(({ table, rows }) => table === "deal" && rows > 0)}
      onImport={props.onImport}
      onData={() => props.onGo("data")}
    />
  );
}
