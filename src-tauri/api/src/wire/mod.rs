//! What crosses the door: requests and answers, the same for the window, the browser and the terminal.
//!
//! Amounts, rates and counts of things are text or whole numbers; an amount is a decimal such as
//! `"1971402.00"` with its currency named once beside it, a rate is a fraction such as `"0.0471"`.
//! The only floats are positions in a chart, between 0 and 1, which nobody calculates with.

mod breakdown;
mod budget;
mod compare;
mod conversion;
mod csv;
mod curve;
mod deals;
mod decision;
mod difference;
mod document;
mod doubt;
mod edit;
mod explanation;
mod export;
mod export_plan;
mod funds;
mod ground;
mod health;
mod history;
mod import;
mod memo;
mod operations;
mod partners;
mod payouts;
mod program_test;
mod recents;
mod reconcile;
mod scenario;
mod shared_deal;
mod sheet;
mod sign_off;
mod simulation;
mod study;
mod template;
mod test;
mod typescript;
mod work;

pub use breakdown::{
    Breakdown, BreakdownGroup, BreakdownPart, BreakdownSeries, Dimension, GetBreakdown,
};
pub use budget::{
    Budget, BudgetPeriod, FundRow, FundStage, FundState, GetBudget, OpenRequest, PoolIncentive,
    PoolUse, RunPoint, SetPool, SetUpBudget, SetUpFund,
};
pub use compare::{
    Compare, Compared, ComparedCell, ComparedColumn, ComparedGroup, ComparedRow, ComparedUnit,
    DifferenceEffect, Dot, EffectList, Effects, Elsewhere, ElsewhereList, ElsewhereRow, LevelMove,
    Winner, WinnerGroup, WinnerList, Winners,
};
pub use conversion::{
    Conversion, ConversionMoney, ConversionStep, ConversionSum, ConvertedOverlap, GetConversion,
};
pub use csv::{Csv, GetCsv, Table};
pub use curve::{Curve, CurveExample, CurveJump, CurveLine, CurvePoint, CurveThreshold, GetCurve};
pub use deals::{Deal, DealPage, Deals, Figure, FindDeals, FoundDeal, FoundDeals};
pub use decision::{Decide, Decided, Decision, Decisions, GetDecisions};
pub use difference::{DifferenceKind, Differences, GetDifferences, ProgramDifference};
pub use document::{
    Change, ChangeProgram, Check, Checks, Choice, Complexity, Count, Document, Finding,
    GetDocument, Incentive, Level, Lever, LookAgain, LookedAgain, New, Open, OpenSample, Program,
    Redo, SampleSize, SaveAs, Schema, Schemas, SentencePart, Severity, SourceFile, Track, Undo,
    Unit,
};
pub use doubt::{Doubt, DoubtState, Doubts, GetDoubts, ReportDoubt, SettleDoubt};
pub use edit::{
    Edit, FactColumn, FactValues, GetFactValues, GetProgram, PinLevers, WrittenProgram,
};
pub use explanation::{Crumb, Explain, Explanation, Part, Step};
pub use export::{
    Altered, AlteredFile, Difference, Export, ExportProof, Exported, ExportedFile, RefusedRule,
    Verification, VerifiedBundle, Verify,
};
pub use export_plan::{
    ExportDialect, ExportPart, ExportPlan, ExportToDo, GetExportPlan, LastExport, MendedIn,
    PlannedBundle,
};
pub use funds::{
    AccrualEstimate, FundEntry, FundPage, FundReturn, Funds, Liability, LiabilityCell,
    LiabilityLine, LiabilityPart, LiabilityTable, Tie,
};
pub use ground::{
    Basis, BudgetRate, ChangeGround, GetPlan, Growth, NewPartners, Pipeline, PlanPart, PlanView,
};
pub use health::{DataHealth, DataSnapshot, GetDataHealth, Lack};
pub use history::{
    Changed, CompareRevisions, GetHistory, GetRevision, History, HistoryEntry, HistoryEvent,
    HistoryEventKind, HistoryStanding, Restore, RevisionDifferences, RevisionEffect,
};
pub use import::{
    CheckImport, ChosenRepair, DealChange, Field, FieldEdit, FileColumn, FormChoice, Import,
    ImportChanges, ImportCheck, ImportChoice, ImportQuestion, Imported, Inspect, InspectedFile,
    Inspection, MadeRepair, Meaning, Paste, Pasted, ProblemGroup, ReadingExample, RevenueTie,
    RowNote, SamePartners, SaveSetAside, SavedMapping, SavedSetAside, UnmatchedName,
};
pub use memo::{Memo, WriteMemo};
pub use operations::{Operation, Request, Response};
pub use partners::{
    Column, Direction, Partner, PartnerGroup, PartnerPage, PartnerTotals, Partners, Sort, Within,
};
pub use payouts::{Payout, PayoutPage, Payouts};
pub use program_test::{
    AcceptTest, AddEdgeTests, AddTest, Edge, ExpectedFigure, GetTests, GivenDeal, GivenPartner,
    MadeTests, MakeTest, MakeTests, ProgramTest, ProgramTests, TestCounts, TestResult,
};
pub use recents::{
    Close, DiscardRecovered, Duplicate, ForgetRecent, GetRecents, Recent, Recents, Recover,
    Recovered,
};
pub use reconcile::{
    CalculatedPart, DisbursedCounts, DisbursedPart, DisbursedStanding, DisbursedSum,
    MatchDisbursements, MatchedBy, MatchedDisbursement, MatchedDisbursements, PaidPart,
    PayoutStanding, Reconcile, ReconciledCounts, ReconciledPayout, Reconciliation,
};
pub use scenario::{
    ChangeScenarios, ChooseBaseline, CreateScenario, DifferenceAt, EditScenario, Fit, GetScenarios,
    MoveScenario, RenameScenario, Scenario, ScenarioAction, ScenarioDifference, ScenarioId,
    ScenarioName, Scenarios, SwitchDifference,
};
pub use shared_deal::{GetSharedDeal, SharedDeal, SharedDeals, SharedPart};
pub use sheet::{Economics, GetPartnerSheet, PartnerSheet, SheetIncentive, SheetQuarter};
pub use sign_off::{
    ChangeSignOff, CompareExport, ComparedExport, ComparedMoney, ComparedPartner, GetSignOff,
    ImportProgram, LapsedPart, ReviewRow, SaidRow, SetName, SignOff, SignOffChange, SignOffCovers,
    SignOffStatus, SignOffWarning, SignatureRow, VersionRow,
};
pub use simulation::{
    Axis, IncentiveTotal, Quarter, QuarterPart, Simulate, Simulation, Tick, TierTotal,
};
pub use study::{
    Study, StudyBar, StudyColumn, StudyDot, StudyFigure, StudyHand, StudyMeasure, StudyOf,
    StudyPicture, StudyPoint, StudyReaction, StudyReport, StudyRow, StudySwing, StudyTable,
    StudyUnit, StudyWaves,
};
pub use template::{GetTemplates, Template, Templates};
pub use test::{Test, TestDifference, Tested, TestedCase};
pub use typescript::typescript;
pub use work::{GetProgress, StopWork, Stopped, WorkProgress};

/// Why something could not be done.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize, ts_rs::TS)]
pub struct Failure {
    /// A stable code for programs, such as `file_missing`; `cancelled` means a newer request overtook this one.
    pub code: String,
    /// What kind of reason it is; a page that makes a failure of its own may leave it out.
    #[ts(as = "Option<FailureKind>", optional)]
    pub kind: FailureKind,
    /// What happened and what it affects.
    pub sentence: String,
    /// What to do about it.
    pub hint: String,
}

/// Kinds of reasons.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The program or the facts do not allow it.
    Finding,
    /// It was asked for something that is not there, or cannot be asked for.
    WrongUse,
    /// A file could not be read or written.
    File,
    /// A newer request overtook it.
    Cancelled,
    /// Tierwright made a mistake of its own.
    Internal,
}
