//! The list of everything the product can do: the name, what is asked and what is answered.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    AcceptTest, AddEdgeTests, AddTest, Breakdown, Budget, ChangeGround, ChangeProgram,
    ChangeScenarios, ChangeSignOff, Check, CheckImport, Checks, Close, Compare, CompareExport,
    CompareRevisions, Compared, ComparedExport, Conversion, Csv, Curve, DataHealth, DealPage,
    Deals, Decide, Decisions, Differences, DiscardRecovered, Document, Doubts, Duplicate,
    EffectList, Effects, Elsewhere, ElsewhereList, Explain, Explanation, Export, ExportPlan,
    Exported, FactValues, FindDeals, ForgetRecent, FoundDeals, FundPage, Funds, GetBreakdown,
    GetBudget, GetConversion, GetCsv, GetCurve, GetDataHealth, GetDecisions, GetDifferences,
    GetDocument, GetDoubts, GetExportPlan, GetFactValues, GetHistory, GetPartnerSheet, GetPlan,
    GetProgram, GetProgress, GetRecents, GetRevision, GetScenarios, GetSharedDeal, GetSignOff,
    GetTemplates, GetTests, History, Import, ImportCheck, ImportProgram, Imported, Inspect,
    Inspection, Liability, LiabilityTable, LookAgain, LookedAgain, MadeTests, MakeTest, MakeTests,
    MatchDisbursements, MatchedDisbursements, Memo, New, Open, OpenSample, PartnerPage,
    PartnerSheet, Partners, Paste, Pasted, PayoutPage, Payouts, PinLevers, PlanView, ProgramTests,
    Recents, Reconcile, Reconciliation, Recover, Redo, ReportDoubt, Restore, RevisionDifferences,
    RevisionEffect, SaveAs, SaveSetAside, SavedSetAside, Scenarios, Schema, Schemas, SetName,
    SetPool, SetUpBudget, SetUpFund, SettleDoubt, SharedDeals, SignOff, Simulate, Simulation,
    StopWork, Stopped, Study, StudyReport, Templates, Test, Tested, Undo, Verification, Verify,
    WinnerList, Winners, WorkProgress, WriteMemo, WrittenProgram,
};

macro_rules! operations {
    ($($op:literal $name:ident($request:ident) -> $response:ident;)*) => {
        /// One operation and what it is asked: `{"op": "open", "path": "..."}`.
        #[derive(Clone, PartialEq, Debug, Deserialize)]
        #[serde(tag = "op")]
        #[allow(missing_docs, reason = "each is described at its own type")]
        pub enum Request {
            $(#[serde(rename = $op)] $name($request),)*
        }

        /// What an operation answers.
        #[derive(Clone, PartialEq, Debug, Serialize)]
        #[serde(untagged)]
        #[allow(missing_docs, reason = "each is described at its own type")]
        #[allow(clippy::large_enum_variant, reason = "one is made for each request, and written at once")]
        pub enum Response {
            $($name($response),)*
        }

        $(
            impl From<$request> for Request {
                fn from(request: $request) -> Self {
                    Self::$name(request)
                }
            }

            impl Operation for $request {
                const OP: &'static str = $op;
                type Answer = $response;

                fn answer(response: Response) -> Option<$response> {
                    match response {
                        Response::$name(answer) => Some(answer),
                        _ => None,
                    }
                }
            }
        )*

        /// Shows every operation to a visitor, in the order of the list.
        pub(super) fn each(visitor: &mut impl OperationVisitor) {
            $(visitor.visit::<$request>();)*
        }
    };
}

/// A request together with the type of its answer.
pub trait Operation: Into<Request> + TS + 'static {
    /// The operation's name on the wire.
    const OP: &'static str;
    /// What is answered.
    type Answer: TS + 'static;

    /// The answer in a response; none in a response to another operation.
    fn answer(response: Response) -> Option<Self::Answer>;
}

/// Something that is shown every operation.
pub(super) trait OperationVisitor {
    /// Sees one.
    fn visit<O: Operation>(&mut self);
}

operations! {
    "open_sample" OpenSample(OpenSample) -> Document;
    "open" Open(Open) -> Document;
    "new" New(New) -> Document;
    "save_as" SaveAs(SaveAs) -> Document;
    "duplicate" Duplicate(Duplicate) -> Document;
    "close" Close(Close) -> Recents;
    "document" Document(GetDocument) -> Document;
    "look_again" LookAgain(LookAgain) -> LookedAgain;
    "simulate" Simulate(Simulate) -> Simulation;
    "partners" Partners(Partners) -> PartnerPage;
    "breakdown" GetBreakdown(GetBreakdown) -> Breakdown;
    "payouts" Payouts(Payouts) -> PayoutPage;
    "reconcile" Reconcile(Reconcile) -> Reconciliation;
    "match_disbursements" MatchDisbursements(MatchDisbursements) -> MatchedDisbursements;
    "conversion" GetConversion(GetConversion) -> Conversion;
    "liability" Liability(Liability) -> LiabilityTable;
    "budget" GetBudget(GetBudget) -> Budget;
    "history" GetHistory(GetHistory) -> History;
    "revision" GetRevision(GetRevision) -> RevisionEffect;
    "compare_revisions" CompareRevisions(CompareRevisions) -> RevisionDifferences;
    "restore" Restore(Restore) -> Document;
    "doubts" GetDoubts(GetDoubts) -> Doubts;
    "report_doubt" ReportDoubt(ReportDoubt) -> Document;
    "settle_doubt" SettleDoubt(SettleDoubt) -> Document;
    "decisions" GetDecisions(GetDecisions) -> Decisions;
    "decide" Decide(Decide) -> Document;
    "partner_sheet" GetPartnerSheet(GetPartnerSheet) -> PartnerSheet;
    "recents" GetRecents(GetRecents) -> Recents;
    "forget_recent" ForgetRecent(ForgetRecent) -> Recents;
    "recover" Recover(Recover) -> Document;
    "discard_recovered" DiscardRecovered(DiscardRecovered) -> Recents;
    "set_pool" SetPool(SetPool) -> Document;
    "set_up_budget" SetUpBudget(SetUpBudget) -> Document;
    "set_up_fund" SetUpFund(SetUpFund) -> Document;
    "funds" Funds(Funds) -> FundPage;
    "csv" GetCsv(GetCsv) -> Csv;
    "explain" Explain(Explain) -> Explanation;
    "deals" Deals(Deals) -> DealPage;
    "find_deals" FindDeals(FindDeals) -> FoundDeals;
    "change" Change(ChangeProgram) -> Document;
    "undo" Undo(Undo) -> Document;
    "redo" Redo(Redo) -> Document;
    "stop" StopWork(StopWork) -> Stopped;
    "progress" GetProgress(GetProgress) -> WorkProgress;
    "data_health" GetDataHealth(GetDataHealth) -> DataHealth;
    "inspect" Inspect(Inspect) -> Inspection;
    "check_import" CheckImport(CheckImport) -> ImportCheck;
    "save_set_aside" SaveSetAside(SaveSetAside) -> SavedSetAside;
    "paste" Paste(Paste) -> Pasted;
    "import" Import(Import) -> Imported;
    "export" Export(Export) -> Exported;
    "verify" Verify(Verify) -> Verification;
    "export_plan" GetExportPlan(GetExportPlan) -> ExportPlan;
    "sign_off" GetSignOff(GetSignOff) -> SignOff;
    "change_sign_off" ChangeSignOff(ChangeSignOff) -> SignOff;
    "set_name" SetName(SetName) -> Document;
    "compare_export" CompareExport(CompareExport) -> ComparedExport;
    "import_program" ImportProgram(ImportProgram) -> Document;
    "check" Check(Check) -> Checks;
    "schema" Schema(Schema) -> Schemas;
    "program" GetProgram(GetProgram) -> WrittenProgram;
    "curve" GetCurve(GetCurve) -> Curve;
    "shared_deal" GetSharedDeal(GetSharedDeal) -> SharedDeals;
    "pin_levers" PinLevers(PinLevers) -> Document;
    "fact_values" GetFactValues(GetFactValues) -> FactValues;
    "differences" GetDifferences(GetDifferences) -> Differences;
    "templates" GetTemplates(GetTemplates) -> Templates;
    "scenarios" GetScenarios(GetScenarios) -> Scenarios;
    "change_scenarios" ChangeScenarios(ChangeScenarios) -> Document;
    "plan" GetPlan(GetPlan) -> PlanView;
    "change_ground" ChangeGround(ChangeGround) -> Document;
    "compare" Compare(Compare) -> Compared;
    "effects" Effects(Effects) -> EffectList;
    "winners" Winners(Winners) -> WinnerList;
    "elsewhere" Elsewhere(Elsewhere) -> ElsewhereList;
    "memo" WriteMemo(WriteMemo) -> Memo;
    "study" Study(Study) -> StudyReport;
    "test" Test(Test) -> Tested;
    "tests" GetTests(GetTests) -> ProgramTests;
    "add_test" AddTest(AddTest) -> MadeTests;
    "make_test" MakeTest(MakeTest) -> MadeTests;
    "make_tests" MakeTests(MakeTests) -> MadeTests;
    "add_edge_tests" AddEdgeTests(AddEdgeTests) -> MadeTests;
    "accept_test" AcceptTest(AcceptTest) -> Document;
}
