// Made from src-tauri/api/src/wire by `TIERWRIGHT_WRITE=1 cargo test -p tierwright-api`; do not edit.

/** Every operation: what it is asked and what it answers. */
export interface Operations {
  open_sample: { request: OpenSample; response: Document };
  open: { request: Open; response: Document };
  new: { request: New; response: Document };
  save_as: { request: SaveAs; response: Document };
  duplicate: { request: Duplicate; response: Document };
  close: { request: Close; response: Recents };
  document: { request: GetDocument; response: Document };
  look_again: { request: LookAgain; response: LookedAgain };
  simulate: { request: Simulate; response: Simulation };
  partners: { request: Partners; response: PartnerPage };
  breakdown: { request: GetBreakdown; response: Breakdown };
  payouts: { request: Payouts; response: PayoutPage };
  reconcile: { request: Reconcile; response: Reconciliation };
  match_disbursements: { request: MatchDisbursements; response: MatchedDisbursements };
  conversion: { request: GetConversion; response: Conversion };
  liability: { request: Liability; response: LiabilityTable };
  budget: { request: GetBudget; response: Budget };
  history: { request: GetHistory; response: History };
  revision: { request: GetRevision; response: RevisionEffect };
  compare_revisions: { request: CompareRevisions; response: RevisionDifferences };
  restore: { request: Restore; response: Document };
  doubts: { request: GetDoubts; response: Doubts };
  report_doubt: { request: ReportDoubt; response: Document };
  settle_doubt: { request: SettleDoubt; response: Document };
  decisions: { request: GetDecisions; response: Decisions };
  decide: { request: Decide; response: Document };
  partner_sheet: { request: GetPartnerSheet; response: PartnerSheet };
  recents: { request: GetRecents; response: Recents };
  forget_recent: { request: ForgetRecent; response: Recents };
  recover: { request: Recover; response: Document };
  discard_recovered: { request: DiscardRecovered; response: Recents };
  set_pool: { request: SetPool; response: Document };
  set_up_budget: { request: SetUpBudget; response: Document };
  set_up_fund: { request: SetUpFund; response: Document };
  funds: { request: Funds; response: FundPage };
  csv: { request: GetCsv; response: Csv };
  explain: { request: Explain; response: Explanation };
  deals: { request: Deals; response: DealPage };
  find_deals: { request: FindDeals; response: FoundDeals };
  change: { request: ChangeProgram; response: Document };
  undo: { request: Undo; response: Document };
  redo: { request: Redo; response: Document };
  stop: { request: StopWork; response: Stopped };
  progress: { request: GetProgress; response: WorkProgress };
  data_health: { request: GetDataHealth; response: DataHealth };
  inspect: { request: Inspect; response: Inspection };
  check_import: { request: CheckImport; response: ImportCheck };
  save_set_aside: { request: SaveSetAside; response: SavedSetAside };
  paste: { request: Paste; response: Pasted };
  import: { request: Import; response: Imported };
  export: { request: Export; response: Exported };
  verify: { request: Verify; response: Verification };
  export_plan: { request: GetExportPlan; response: ExportPlan };
  sign_off: { request: GetSignOff; response: SignOff };
  change_sign_off: { request: ChangeSignOff; response: SignOff };
  set_name: { request: SetName; response: Document };
  compare_export: { request: CompareExport; response: ComparedExport };
  import_program: { request: ImportProgram; response: Document };
  check: { request: Check; response: Checks };
  schema: { request: Schema; response: Schemas };
  program: { request: GetProgram; response: WrittenProgram };
  curve: { request: GetCurve; response: Curve };
  shared_deal: { request: GetSharedDeal; response: SharedDeals };
  pin_levers: { request: PinLevers; response: Document };
  fact_values: { request: GetFactValues; response: FactValues };
  differences: { request: GetDifferences; response: Differences };
  templates: { request: GetTemplates; response: Templates };
  scenarios: { request: GetScenarios; response: Scenarios };
  change_scenarios: { request: ChangeScenarios; response: Document };
  plan: { request: GetPlan; response: PlanView };
  change_ground: { request: ChangeGround; response: Document };
  compare: { request: Compare; response: Compared };
  effects: { request: Effects; response: EffectList };
  winners: { request: Winners; response: WinnerList };
  elsewhere: { request: Elsewhere; response: ElsewhereList };
  memo: { request: WriteMemo; response: Memo };
  study: { request: Study; response: StudyReport };
  test: { request: Test; response: Tested };
  tests: { request: GetTests; response: ProgramTests };
  add_test: { request: AddTest; response: MadeTests };
  make_test: { request: MakeTest; response: MadeTests };
  make_tests: { request: MakeTests; response: MadeTests };
  add_edge_tests: { request: AddEdgeTests; response: MadeTests };
  accept_test: { request: AcceptTest; response: Document };
}

/** Writes what came out into a test that fails, as what is expected from now on. */
export type AcceptTest = {
  /** The test's id. */
  id: string;
};

/** What an open period has accrued, estimated from what is expected at its end. It is never paid. */
export type AccrualEstimate = {
  /** The partner's id. */
  partner: string;
  /** The partner's name. */
  partner_name: string;
  /** The incentive's id. */
  incentive: string;
  /** The incentive's name. */
  incentive_name: string;
  /** The first day of the open period. */
  from: string;
  /** The day it is estimated on. */
  on: string;
  /** What is expected at the end, with its unit. */
  expected: string;
  /** What is accrued in all by then. */
  accrued: string;
  /** What was accrued before this quarter. */
  before: string;
  /** What this quarter accrues. */
  amount: string;
};

/** Adds tests at each threshold of the program: just below, at, and just above it. */
export type AddEdgeTests = {
  /** The thresholds, by their place in the program. */
  places: Array<string>;
};

/** Adds a test to begin with: one partner, one deal, and an expected payout of nothing. */
export type AddTest = {
  /** What it shows; made up where left out. */
  title?: string | null;
};

/** What became of a file of a bundle. */
export type Altered = "changed" | "missing" | "added";

/** A file of a bundle that is not as it was exported. */
export type AlteredFile = {
  /** Its name. */
  name: string;
  /** What became of it. */
  altered: Altered;
  /** Where it differs and what stood there, as a sentence; none where that cannot be told. */
  detail: string | null;
};

/** The scale of a chart. Every size and position is a fraction of its height. */
export type Axis = {
  /** Where zero lies, from 0 at the bottom to 1 at the top. */
  zero: number;
  /** Its ticks, lowest first. */
  ticks: Array<Tick>;
};

/** What programs are paid on. Figures on different grounds are never set side by side. */
export type Basis = "history" | "plan" | "year";

/** What each group gets; the groups add up to the total. */
export type Breakdown = {
  /** What the groups are. */
  by: Dimension;
  /** The one thing to see in them. */
  finding: string;
  /** How the groups are made, in words. */
  note: string;
  /** The groups, in time, in the order of the program, or the highest first. */
  groups: Array<BreakdownGroup>;
  /** The incentives that the parts of groups are of, in stacking order. */
  series: Array<BreakdownSeries>;
  /** What all groups get. */
  total: string;
  /** What they get with the baseline. */
  baseline_total: string;
  /** The difference of the two. */
  change: string;
  /** The scale that the groups are drawn on. */
  axis: Axis;
  /** The currency of every amount here. */
  currency: string;
};

/** One group. */
export type BreakdownGroup = {
  /** Its id; empty for the others put together. */
  id: string;
  /** The name people read. */
  name: string;
  /** What else tells it: the months of a quarter, the id of a partner. */
  detail: string;
  /** Partners in it; none where the group is not made of partners. */
  partners: number | null;
  /** What it gets. */
  total: string;
  /** What it gets with the baseline. */
  baseline_total: string;
  /** The difference of the two. */
  change: string;
  /** Its fraction of the total; none where nothing is paid. */
  share: string | null;
  /** How long its baseline bar is; below zero points the other way. */
  baseline_size: number;
  /** One part for each incentive; they add up to what it gets. */
  parts: Array<BreakdownPart>;
  /** The figure that explains it; none where no single figure does. */
  figure: Figure | null;
};

/** An incentive's part of a group. */
export type BreakdownPart = {
  /** The incentive's id. */
  incentive: string;
  /** What it pays. */
  amount: string;
  /** How long its part of the bar is; below zero points the other way. */
  size: number;
};

/** An incentive that groups get parts from. */
export type BreakdownSeries = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** What it pays all groups. */
  total: string;
};

/** The budget, and MDF. */
export type Budget = {
  /** One for each period of the budget that the replay reaches into, oldest first; none where the
   * program has no budget. */
  periods: Array<BudgetPeriod>;
  /** What was asked for, approved, claimed and paid in the replay, in this order. */
  funnel: Array<FundStage>;
  /** Requests, approvals, claims and payments in other currencies than the program's, left out of
   * the funnel. */
  other_currencies: number;
  /** What was approved and is not claimed by the end, oldest first. */
  open: Array<OpenRequest>;
  /** The funds of the program. */
  funds: Array<FundState>;
  /** The incentives that could draw on a pool, each with what it pays. */
  incentives: Array<PoolIncentive>;
  /** The currency of every amount here, requests that are open aside. */
  currency: string;
};

/** A period of the budget: `amount = reserve + pools`. */
export type BudgetPeriod = {
  /** The period: `FY25`. */
  label: string;
  /** Its first day. */
  from: string;
  /** Its last day. */
  until: string;
  /** The whole budget. */
  amount: string;
  /** What of the reserve is left after what was moved to pools. */
  reserve: string;
  /** What is planned for the pools, moves out of the reserve included. */
  planned: string;
  /** What funds returned to them. */
  came_back: string;
  /** What they hold: `planned + came_back`. */
  holds: string;
  /** What is used of them. */
  used: string;
  /** What is left of them: `holds - used`. */
  left: string;
  /** `used` as a fraction of `holds`; none where they hold nothing. */
  share: string | null;
  /** What partners lost because pools ran out. */
  cut: string;
  /** The pools. */
  pools: Array<PoolUse>;
  /** Paid by incentives that draw on no pool. */
  outside: string;
  /** What is used by the end of each month that is replayed. */
  run: Array<RunPoint>;
  /** How far along the period the replay begins, from 0 to 1. */
  run_from: number;
  /** The scale that it is drawn on. */
  axis: Axis;
  /** How high the line of what the pools hold lies. */
  holds_size: number;
  /** The one thing to see in it. */
  finding: string;
};

/** What a currency is planned to be worth. */
export type BudgetRate = {
  /** Its code: `EUR`. */
  currency: string;
  /** What one unit of it is worth in the program's currency. */
  rate: string;
};

/** One payout line in what is calculated. */
export type CalculatedPart = {
  /** The incentive's id. */
  incentive: string;
  /** The incentive's name. */
  incentive_name: string;
  /** The period's first day. */
  from: string;
  /** The period's last day. */
  until: string;
  /** Its amount. */
  amount: string;
};

/** One value of the program set to another. */
export type Change = {
  /** The place in the program, as a lever or a finding names it. */
  place: string;
  /** The new value. Money may leave its currency out and keeps the one it has: `"160000.00"`. */
  value: unknown;
};

/** Changes the plan or what programs are paid on, as one step of undo. */
export type ChangeGround = {
  /** What programs are paid on; as before where left out. */
  basis?: Basis | null;
  /** The seed of the drawn year; as before where left out. */
  seed?: number | null;
  /** The whole growth of the plan; as before where left out. */
  growth?: Array<Growth> | null;
  /** All new partners of the plan; as before where left out. */
  new_partners?: Array<NewPartners> | null;
  /** The whole pipeline of the plan; as before where left out. */
  pipeline?: Array<Pipeline> | null;
  /** All budget rates of the plan; as before where left out. */
  budget_rates?: Array<BudgetRate> | null;
};

/** Makes changes part of the document, as one step of undo. */
export type ChangeProgram = {
  /** The values to set. */
  changes?: Array<Change>;
  /** What is done besides, one after the other, after the values are set. */
  edits?: Array<Edit>;
  /** What the step is called in the undo menu; made from the changes where left out. */
  label?: string | null;
};

/** Changes the scenarios of the open document, as one step of undo. */
export type ChangeScenarios = {
  /** What to do. */
  action: ScenarioAction;
};

/** Does a step of the sign-off. It is kept for good: undo leaves it. */
export type ChangeSignOff = {
  /** What is done. */
  step: SignOffChange;
  /** Who does it; the name that was given for edits where left out. */
  who?: string | null;
  /** In which role; a signature needs one. */
  role?: string | null;
  /** The reason or a note; of a signature, why it alone is enough. */
  words?: string | null;
};

/** What an entry of the history changed. */
export type Changed = "program" | "scenarios" | "doubts" | "decisions" | "data";

/** Checks the program of the document, and whether it can be calculated on its facts. */
export type Check = Record<symbol, never>;

/** Reads files by a mapping without loading them, and says what is wrong. */
export type CheckImport = {
  /** The files, by their paths. */
  files: Array<string>;
  /** The mapping as JSON. */
  mapping: string;
  /** Repairs that were chosen, by the code of their group. */
  repairs: Array<ChosenRepair>;
};

/** What a check found. */
export type Checks = {
  /** The program's name. */
  program: string;
  /** Whether it can be calculated. */
  calculates: boolean;
  /** What was found, errors first. */
  findings: Array<Finding>;
  /** The program in words. */
  sentences: Array<string>;
};

/** A place where a program stores a choice. */
export type Choice = {
  /** The place, with `*` in place of the id of each member of a list. */
  place: string;
  /** The words it can hold there. */
  values: Array<string>;
};

/** What figures are compared with. */
export type ChooseBaseline = {
  /** `opened`, `program` or a scenario by its id; whichever suits what is edited where left out. */
  baseline?: string | null;
};

/** A repair that a person chose. */
export type ChosenRepair = {
  /** The repair, such as `scale`, `add_partners` or `same_partner`. */
  repair: string;
  /** The partner that another one is called by, for `same_partner` and `match_names`. */
  from: string;
  /** The partner that is kept. */
  to: string;
};

/** Closes the open document. Work in it that has no name yet is kept, and listed as recovered. */
export type Close = Record<symbol, never>;

/** A column to order partners by. */
export type Column = "name" | "kind" | "region" | "tier" | "revenue" | "baseline" | "payout" | "change" | "rate" | "front_end" | "back_end" | "co_sell" | "mdf" | "benefits" | "whole" | "share";

/** Asks for scenarios side by side with the baseline. */
export type Compare = {
  /** Each `program`, `opened` or a scenario by its id or name; the program and every scenario
   * where left out. At most five with the baseline. */
  scenarios?: Array<string>;
  /** What they are compared with; the baseline that was chosen, else the program, where left out. */
  baseline?: string | null;
};

/** Compares the document's own program with an exported one, both on the history that is here now. */
export type CompareExport = {
  /** The exported version; the last export where left out. */
  version?: number | null;
  /** The most partners that are named; 1,000 at most, 50 where left out. */
  limit?: number | null;
};

/** Asks what is different between the programs of two revisions. */
export type CompareRevisions = {
  /** The one to begin with. */
  from: number;
  /** The one to end with. */
  to: number;
};

/** Scenarios side by side. */
export type Compared = {
  /** The baseline, then each scenario. */
  columns: Array<ComparedColumn>;
  /** Figures, each with a cell for every column. */
  rows: Array<ComparedRow>;
  /** The currency of every amount here. */
  currency: string;
  /** What every figure rests on: data and period. */
  caption: string;
  /** Scenarios that were left out because there is room for five. */
  left_out: number;
};

/** A figure of a column. */
export type ComparedCell = {
  /** The figure; none where there is none. */
  value: string | null;
  /** By how much it differs from the baseline's; none in the baseline's column. */
  change: string | null;
  /** The same as a fraction of the baseline's; none where that is zero. */
  change_rate: string | null;
  /** Whether it differs. */
  differs: boolean;
};

/** A program that is compared. */
export type ComparedColumn = {
  /** `opened`, `program` or the id of a scenario. */
  id: string;
  /** The name people read. */
  name: string;
  /** Whether the others are compared with it. */
  baseline: boolean;
  /** Whether edits and levers go to it. */
  edited: boolean;
  /** What it has different from the baseline. */
  differences: number;
  /** Why it has no figures; empty where it has. */
  failure: string;
};

/** An exported program beside the one that holds. */
export type ComparedExport = {
  /** The exported version. */
  version: number;
  /** When it was exported, in UTC. */
  exported_at: string;
  /** What the program has different since. */
  differences: Array<ProgramDifference>;
  /** What the bundle said that it pays in all. */
  exported_total: string;
  /** Whether the history is another than that of the bundle. */
  facts_changed: boolean;
  /** Whether the bundle was calculated by another version of the engine. */
  engine_changed: boolean;
  /** The money of the difference; none where it cannot be calculated. */
  money: ComparedMoney | null;
  /** Why it cannot be calculated. */
  why_not: string | null;
  /** The currency of the amounts. */
  currency: string;
  /** What the figures rest on: data and period. */
  caption: string;
};

/** What a row of figures belongs to. */
export type ComparedGroup = "whole" | "incentives" | "levels";

/** What two programs pay on the same history. */
export type ComparedMoney = {
  /** What the exported program pays in all. */
  before: string;
  /** What the program pays now. */
  now: string;
  /** `now - before`. */
  change: string;
  /** Partners who get more. */
  better: number;
  /** Partners who get less. */
  worse: number;
  /** Partners who get the same. */
  unchanged: number;
  /** Partners who get more or less, those whose payout changes most first. */
  partners: Array<ComparedPartner>;
};

/** What a partner gets with two programs. */
export type ComparedPartner = {
  /** The partner's id. */
  id: string;
  /** Their name. */
  name: string;
  /** With the exported program. */
  before: string;
  /** With the program that holds. */
  now: string;
  /** `now - before`. */
  change: string;
};

/** A figure of every column. */
export type ComparedRow = {
  /** What it is called by programs: `payout`, `incentive volume_rebate`. */
  id: string;
  /** The name people read. */
  label: string;
  /** What it belongs to. */
  group: ComparedGroup;
  /** What kind of figure it is. */
  unit: ComparedUnit;
  /** One for each column. */
  cells: Array<ComparedCell>;
};

/** What kind of figures a row has. */
export type ComparedUnit = "money" | "percent" | "partners";

/** How much there is to understand in a program; incentives that are off are left out. */
export type Complexity = {
  /** All four together. */
  whole: number;
  /** Conditions of filters, requirements of levels and gates, conditions on credits. */
  conditions: number;
  /** Limits, guarantees, floors, holdbacks, shared limits and groups. */
  exceptions: number;
  /** Schedules with several bands or with columns. */
  tables: number;
  /** Different days that are named. */
  dates: number;
  /** Minutes to read all of its sentences, at 200 words a minute. */
  minutes: number;
};

/** What became of accounts found in common with partners. */
export type Conversion = {
  /** Each step with how many came to it, in the order of the way. */
  steps: Array<ConversionSum>;
  /** The page's rows. */
  rows: Array<ConvertedOverlap>;
  /** Rows on all pages. */
  total_rows: number;
};

/** An amount in one currency. */
export type ConversionMoney = {
  /** The amount. */
  amount: string;
  /** Its currency. */
  currency: string;
};

/** How far an account came on the way to a closed deal. */
export type ConversionStep = "mapped" | "registered" | "won" | "lost" | "open" | "refused" | "before" | "won_unregistered" | "nothing";

/** How many accounts came to a step, and what they come to. */
export type ConversionSum = {
  /** The step. */
  step: ConversionStep;
  /** How many accounts came to it, each once a partner. */
  accounts: number;
  /** Their deals, each once. */
  deals: number;
  /** What those deals come to, by currency. */
  money: Array<ConversionMoney>;
  /** Half of them took so many days or less from found to registered; none where none was. */
  days_to_registered: string | null;
  /** The same from registered to closed. */
  days_to_closed: string | null;
  /** The same from found to closed. */
  days_in_all: string | null;
};

/** One account found in common with one partner, and what became of it. */
export type ConvertedOverlap = {
  /** The partner's id. */
  partner: string;
  /** The partner's name. */
  partner_name: string;
  /** The account. */
  account: string;
  /** How far it came: its last step. */
  step: ConversionStep;
  /** The day it was first found. */
  mapped_on: string;
  /** The day its deal was registered. */
  registered_on: string | null;
  /** The day its deal closed. */
  closed_on: string | null;
  /** Days from found to registered. */
  days_to_registered: number | null;
  /** Days from registered to closed. */
  days_to_closed: number | null;
  /** Days from found to closed. */
  days_in_all: number | null;
  /** The deal's id. */
  deal: string | null;
  /** The deal's amount. */
  amount: string | null;
  /** Its currency. */
  currency: string | null;
  /** Where it was found: file and row, each time it was. */
  mapped_sources: Array<string>;
  /** File and row of the registration. */
  registration_source: string | null;
  /** File and row of the deal. */
  deal_source: string | null;
};

/** Rows in a table of facts. */
export type Count = {
  /** The table: `partners`, `deals`, `lines` ... */
  table: string;
  /** Its rows. */
  rows: number;
};

/** A new scenario. Edits go to it from now on. */
export type CreateScenario = {
  /** Its name; made from what it is a copy of where left out. */
  name?: string | null;
  /** What it is a copy of: `program`, or a scenario by its id; what is looked at where left out. */
  from?: string | null;
  /** Values to set in it. */
  changes?: Array<Change>;
};

/** A figure that an explained figure is a part of. */
export type Crumb = {
  /** Its name. */
  label: string;
  /** The figure. */
  figure: Figure;
};

/** A table as comma separated values. */
export type Csv = {
  /** The table; none where it was written to a file. */
  text: string | null;
  /** The file it was written to. */
  path: string | null;
  /** Rows under the heading. */
  rows: number;
};

/** A pay curve. Positions are fractions of its width and height. */
export type Curve = {
  /** The one thing to see in it. */
  finding: string;
  /** What stands along the bottom: `Revenue`. */
  along: string;
  /** The kind of values along the bottom. */
  unit: Unit;
  /** The currency of payouts. */
  currency: string;
  /** The value that is taken for an example; none where the curve needs none. */
  example: CurveExample | null;
  /** How far it is drawn. */
  until: string;
  /** The left end as a number. */
  least: string;
  /** The right end as a number. */
  most: string;
  /** A round step along the bottom. */
  step: string;
  /** Ticks along the bottom. */
  places: Array<Tick>;
  /** The scale of payouts. */
  axis: Axis;
  /** One line for each column of the schedule. */
  lines: Array<CurveLine>;
  /** Where bands begin. */
  thresholds: Array<CurveThreshold>;
  /** Caps on payouts that the lines do not show. */
  limits: Array<string>;
};

/** What a curve takes for an example. */
export type CurveExample = {
  /** What it is: `Revenue paid on`, `Baseline`. */
  name: string;
  /** Its value. */
  value: string;
  /** Its kind. */
  unit: Unit;
};

/** A jump of a line. */
export type CurveJump = {
  /** From 0 at the left to 1 at the right. */
  x: number;
  /** Where it begins. */
  from: number;
  /** Where it ends. */
  to: number;
  /** The threshold. */
  at: string;
  /** By how much the payout changes. */
  amount: string;
};

/** The line of one column. */
export type CurveLine = {
  /** The level, role or value; empty where there are no columns. */
  name: string;
  /** Its points from the left. */
  points: Array<CurvePoint>;
  /** Where it jumps, and by how much. */
  jumps: Array<CurveJump>;
};

/** A point of a line. */
export type CurvePoint = {
  /** From 0 at the left to 1 at the right. */
  x: number;
  /** From 0 at the bottom to 1 at the top. */
  y: number;
  /** Where it lies. */
  at: string;
  /** What is paid there. */
  pays: string;
};

/** Where a band begins. */
export type CurveThreshold = {
  /** Its place in the program; a change sets it. */
  place: string;
  /** From 0 at the left to 1 at the right. */
  x: number;
  /** The value. */
  value: string;
};

/** How well the facts serve the program. */
export type DataHealth = {
  /** The first day a deal closed. */
  from: string | null;
  /** The last day a deal closed. */
  until: string | null;
  /** What is asked for and lacking. */
  lacks: Array<Lack>;
  /** Facts that do not hold now, latest first: an import replaced them or was undone. */
  snapshots: Array<DataSnapshot>;
};

/** Facts that do not hold now. */
export type DataSnapshot = {
  /** The names of their files. */
  label: string;
  /** When an import replaced or brought them. */
  kept_at: string;
  /** How many deals are among them. */
  deals: number;
};

/** A row behind a figure: a deal, a line of one, or what came back of it. */
export type Deal = {
  /** The deal's id. */
  deal: string;
  /** Its line, where the deal has lines. */
  line: string | null;
  /** The deal's customer. */
  customer: string;
  /** The name of the partner it counts for. */
  partner: string;
  /** The day that counts: closing day, or day of the return. */
  closed: string;
  /** The amount in the row, below zero for a return. */
  amount: string;
  /** The currency of that amount; none for plain numbers. */
  currency: string | null;
  /** The amount in the program's currency. */
  converted: string;
  /** The exchange rate used, in words; none where nothing was converted. */
  exchange: string | null;
  /** The declared share that was used; none where the whole deal counts. */
  share: string | null;
  /** What the row adds. */
  counted: string;
  /** The file it came from. */
  file: string;
  /** The row in that file, the header being row 1. */
  row: number;
};

/** One deal that an import would change. */
export type DealChange = {
  /** `added`, `changed` or `removed`. */
  kind: string;
  /** The deal. */
  deal: string;
  /** What is different, in words. */
  sentence: string;
};

/** A page of rows behind a figure. */
export type DealPage = {
  /** Which rows these are, in words. */
  caption: string;
  /** The page's rows. */
  rows: Array<Deal>;
  /** Rows on all pages. */
  total_rows: number;
  /** What the rows of all pages count for. */
  counted: string;
  /** The program's currency, of converted and counted amounts. */
  currency: string;
};

/** Asks for a page of the rows behind a figure, by day, then deal. */
export type Deals = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** The figure. */
  figure: Figure;
  /** Instead of the program at hand and the values to try: `program`, `opened`, or a scenario by its
   * id or name. */
  scenario?: string | null;
  /** Only the rows of this deal, by its id. */
  deal?: string | null;
  /** Rows to leave out at the start. */
  offset?: number;
  /** The most rows to answer; at most 1,000. */
  limit: number;
};

/** Carries out a study once more and keeps what is decided on it, as one step of undo. */
export type Decide = {
  /** The study, as it was asked. */
  of: StudyOf;
  /** The values that it tried or promised. */
  changes?: Array<Change>;
  /** What is decided. */
  decided: Decided;
  /** The reason, in a sentence or two; may be empty. */
  words: string;
};

/** What can be decided. */
export type Decided = "roll_out" | "go_on" | "stop";

/** What was decided on what a study showed. */
export type Decision = {
  /** The revision that it is. */
  revision: number;
  /** When, in UTC, such as `2026-11-21T04:20:01Z`. */
  at: string;
  /** Who was at work, by the name they gave; empty where nobody did. */
  who: string;
  /** What it is about: `Pilot with partners in EMEA`. */
  subject: string;
  /** What was decided. */
  decided: Decided;
  /** The same in words: `Roll it out`. */
  decided_words: string;
  /** The reason; empty where none was given. */
  words: string;
  /** What the study showed then. */
  finding: string;
  /** What that rested on: program, data and period. */
  basis: string;
};

/** The decisions that hold, the latest first. */
export type Decisions = {
  /** Every one. */
  decisions: Array<Decision>;
};

/** Something in a bundle that is not as it was exported. */
export type Difference = {
  /** A stable code for programs, such as `file_changed`. */
  code: string;
  /** The file. */
  file: string;
  /** The row in it, the header being row 1, where one is meant. */
  row: number | null;
  /** What is different about it. */
  sentence: string;
  /** What to do about it. */
  hint: string;
};

/** A difference of a scenario. */
export type DifferenceAt = {
  /** The scenario's id. */
  id: string;
  /** The difference's place in its list, from 0. */
  difference: number;
};

/** A difference and what it does. */
export type DifferenceEffect = {
  /** The difference. */
  difference: ScenarioDifference;
  /** What the total changes by where it is the only difference; none where that cannot be
   * calculated, and then it is part of `together`. */
  alone: string | null;
  /** Why it cannot be calculated alone; empty where it can. */
  reason: string;
};

/** What was done at a place. */
export type DifferenceKind = "added" | "removed" | "changed" | "reordered";

/** What two programs have different. */
export type Differences = {
  /** The first program's name. */
  from: string;
  /** The second program's name. */
  to: string;
  /** What is different, in the order of the program; empty where they are the same. */
  differences: Array<ProgramDifference>;
};

/** What payouts are grouped by. */
export type Dimension = "quarter" | "incentive" | "tier" | "region" | "kind" | "partner";

/** Whether a partner gains. */
export type Direction = "better" | "worse" | "same";

/** How many rows stand each way. */
export type DisbursedCounts = {
  /** Disbursed as sold. */
  agree: number;
  /** Disbursed otherwise. */
  differ: number;
  /** Disbursed in another currency than the deal's. */
  other_currency: number;
  /** Disbursed without a deal. */
  only_disbursed: number;
  /** Deals without a disbursement. */
  only_deals: number;
};

/** One row of a disbursement file. */
export type DisbursedPart = {
  /** Its row, the header being row 1. */
  row: number;
  /** Its day. */
  on: string;
  /** All of it. */
  gross: string;
  /** The fee in it. */
  fee: string | null;
  /** What was handed on. */
  net: string | null;
};

/** How a deal and its disbursements stand. */
export type DisbursedStanding = "only_disbursed" | "only_deal" | "other_currency" | "differ" | "agree";

/** What disbursements and deals come to in one currency. */
export type DisbursedSum = {
  /** The currency. */
  currency: string;
  /** The deals that are matched. */
  amount: string;
  /** What was disbursed for them, all of it. */
  gross: string;
  /** The fees in it. */
  fee: string;
  /** What was handed on. */
  net: string;
  /** Gross less the deals. */
  difference: string;
  /** Disbursed without a deal. */
  only_disbursed: string;
  /** Deals without a disbursement. */
  only_deals: string;
};

/** Throws work without a name away, for good. */
export type DiscardRecovered = {
  /** Its file, as listed. */
  path: string;
};

/** The open document. */
export type Document = {
  /** The name people read: the file's name without its ending, or `Sample`, or `Untitled`. */
  name: string;
  /** The file it is kept in; none for an untitled document. */
  path: string | null;
  /** Whether its facts are made up. */
  sample: boolean;
  /** Why it can only be read, and what to do to change it; none where it can be changed. */
  read_only: string | null;
  /** When it was last written, as `2026-11-21T14:02:11Z`. */
  saved_at: string | null;
  /** Where the history stands: the number of the revision that holds, or of an import after it. */
  revision: number;
  /** Whether a step can be taken back. */
  can_undo: boolean;
  /** Whether a step that was taken back can be made again. */
  can_redo: boolean;
  /** What would be taken back. */
  undo_label: string | null;
  /** What would be made again. */
  redo_label: string | null;
  /** Rows in each table of facts. */
  counts: Array<Count>;
  /** The files the facts came from. */
  files: Array<SourceFile>;
  /** The program in words. */
  program: Program;
  /** What is wrong with the program or worth knowing, errors first. */
  findings: Array<Finding>;
  /** Values that are pinned for trying out. */
  levers: Array<Lever>;
  /** The scenarios. */
  scenarios: Array<ScenarioName>;
  /** The id of the scenario that is looked at and that edits and levers go to; none for the program. */
  edited: string | null;
  /** What figures are compared with: `opened`, `program` or the id of a scenario. */
  baseline: string;
  /** What programs are paid on. */
  basis: Basis;
  /** The seed of the drawn year. */
  seed: number;
  /** The name of the document's own program, which scenarios differ from. */
  base_name: string;
  /** How the tests that the program carries come out. */
  tests: TestCounts;
};

/** A partner as a dot. */
export type Dot = {
  /** The partner's id. */
  id: string;
  /** Its name. */
  name: string;
  /** Where it lies across, from 0 to 1. */
  x: number;
  /** Where it lies upward, from 0 to 1. */
  y: number;
  /** What it gets with the baseline. */
  baseline: string;
  /** By how much that changes. */
  change: string;
  /** Which way that is. */
  direction: Direction;
  /** Whether its name is written beside it. */
  labelled: boolean;
};

/** A doubt about a figure. */
export type Doubt = {
  /** Its number, from 1; no other doubt of the document ever has it. */
  number: number;
  /** The figure that is doubted. */
  figure: Figure;
  /** What the figure was called: `Volume rebate, Nordwind Systems, Q4 FY25`. */
  title: string;
  /** What it rested on: program, data and period. */
  caption: string;
  /** The scenario that it is of; none for the program. */
  scenario: string | null;
  /** What that scenario or the program is called now. */
  of: string;
  /** Whether that is what is looked at now. */
  viewed: boolean;
  /** What was calculated when the doubt was reported. */
  amount: string;
  /** The currency of that. */
  currency: string;
  /** What is doubted. */
  text: string;
  /** Who doubts it; empty where nobody said. */
  who: string;
  /** When, in UTC, such as `2026-11-21T04:20:01Z`. */
  reported_at: string;
  /** How it stands. */
  state: DoubtState;
  /** What was answered; empty where nothing was. */
  answer: string;
  /** Who settled it; empty where nobody said. */
  answered_by: string;
  /** When it was settled; none of one that is open. */
  answered_at: string | null;
  /** Whether the figure is another than it was, or cannot be calculated any more. */
  changed: boolean;
  /** What the figure is now; none where it cannot be calculated. */
  now: string | null;
  /** The currency of that. */
  currency_now: string;
  /** What it is now less what it was; none where that cannot be said. */
  change: string | null;
  /** Why it cannot be calculated. */
  why_not: string | null;
};

/** How a doubt stands. */
export type DoubtState = "open" | "answered" | "upheld";

/** The doubts about figures, the latest reported first. */
export type Doubts = {
  /** Every doubt. */
  doubts: Array<Doubt>;
  /** How many are open. */
  open: number;
  /** How many were answered. */
  answered: number;
  /** How many were upheld. */
  upheld: number;
  /** How many were upheld while their figure is what it was. */
  upheld_unchanged: number;
};

/** Goes on in a copy of the open document that has no name yet; the document itself stays as it is. */
export type Duplicate = Record<symbol, never>;

/** What the program spends on a partner: `front_end + back_end + co_sell + mdf` is what it earns;
 * benefits are planned, never paid. */
export type Economics = {
  /** Rewards on the invoice. */
  front_end: string;
  /** Rewards after the fact. */
  back_end: string;
  /** Rewards for deals that several partners share. */
  co_sell: string;
  /** What incentives pay into MDF balances; what funds give by themselves is not in it. */
  mdf: string;
  /** What the benefits of the levels held are planned to cost in the quarters shown. */
  benefits: string;
  /** The five together. */
  whole: string;
  /** That as a fraction of revenue; none without revenue. */
  share: string | null;
};

/** A threshold without a test. */
export type Edge = {
  /** Its place in the program. */
  place: string;
  /** What it is: `Volume rebate, band from 150,000 USD`. */
  name: string;
};

/** One thing done to a program. Places are paths of keys as in [`super::Change`]; a list whose
 * members have an `id` is walked by it, other lists by position. */
export type Edit = { "do": "set";
/** The place. */
place: string;
/** The new value; `null` takes out what may be left out. Money may leave its currency out. */
value: unknown, } | { "do": "insert";
/** The list. */
place: string;
/** Its position, the first being 0; the end where left out. */
at?: number | null;
/** The member. */
value: unknown, } | { "do": "remove";
/** The place. */
place: string, } | { "do": "move";
/** The member. */
place: string;
/** Its position afterwards; the end where it is beyond that. */
to: number, } | { "do": "duplicate";
/** The member. */
place: string, } | { "do": "add_column";
/** The schedule. */
place: string;
/** The level, role or value of the column. */
name: string, } | { "do": "remove_column";
/** The schedule. */
place: string;
/** The level, role or value of the column. */
name: string;
};

/** What edits go to. */
export type EditScenario = {
  /** A scenario by its id; the program where left out. */
  id?: string | null;
};

/** What each difference does to the money. The effects of those that are on and `together` add up to
 * `total`. */
export type EffectList = {
  /** What the scenario is called. */
  scenario: string;
  /** What it is compared with. */
  baseline: string;
  /** The scenario's id where the differences can be switched. */
  id: string | null;
  /** The differences in words: `Lower thresholds differs from FY26 Partner Program in 3 places.` */
  sentence: string;
  /** Each difference with what it does by itself. */
  effects: Array<DifferenceEffect>;
  /** What the differences do to each other, and what cannot be told apart. */
  together: string;
  /** The whole change. */
  total: string;
  /** The currency of every amount here. */
  currency: string;
  /** What every figure rests on: data and period. */
  caption: string;
};

/** Asks what each difference does to the money. */
export type Effects = {
  /** `program`, or a scenario by its id or name; what is looked at where left out. */
  scenario?: string | null;
  /** What it is compared with; the program where left out. */
  baseline?: string | null;
};

/** Asks what a figure is in every scenario. */
export type Elsewhere = {
  /** Which figure. */
  figure: Figure;
};

/** A figure in every scenario. */
export type ElsewhereList = {
  /** The program and each scenario, with what it pays there. */
  rows: Array<ElsewhereRow>;
  /** The currency of every amount here. */
  currency: string;
};

/** A figure in a scenario. */
export type ElsewhereRow = {
  /** `program` or the id of a scenario. */
  id: string;
  /** The name people read. */
  name: string;
  /** Whether it is the one looked at. */
  viewed: boolean;
  /** The amount; none where the scenario cannot be calculated or has no such figure. */
  amount: string | null;
  /** By how much it differs from the one looked at. */
  change: string | null;
};

/** Something that a test expects, and what came out. */
export type ExpectedFigure = {
  /** Its place in the program, which a change sets; none for what is edited as a whole. */
  place: string | null;
  /** The partner's name; empty where it is of none. */
  partner: string;
  /** What is expected: the incentive's or track's name, or `ledger`, `moves` ... */
  what: string;
  /** The quarter, period or day. */
  when: string;
  /** What is expected. */
  expected: string;
  /** What came out; none where the test is not run. */
  got: string | null;
  /** `got - expected`, where both are amounts that differ. */
  difference: string | null;
  /** The currency of amounts; none for anything else. */
  currency: string | null;
  /** Whether it came out as expected. */
  passed: boolean;
  /** Why it came out so, in a sentence; empty for a level. */
  sentence: string;
  /** The calculation with the numbers put in, a line each. */
  formula: Array<string>;
  /** What was done, in order. */
  steps: Array<Step>;
};

/** Asks why a figure is what it is. */
export type Explain = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** The figure; empty for the whole payout. */
  figure: Figure;
  /** Instead of the program at hand and the values to try: `program`, `opened`, or a scenario by its
   * id or name. */
  scenario?: string | null;
};

/** Why a figure is what it is. */
export type Explanation = {
  /** The figure that was asked for, its names as the document spells them. */
  figure: Figure;
  /** What the figure is, in words: `Volume rebate, Nordwind Systems, Q4 FY25`. */
  title: string;
  /** The figures it is a part of, from the whole down, itself left out. */
  crumbs: Array<Crumb>;
  /** The figure. */
  amount: string;
  /** The currency of every amount here. */
  currency: string;
  /** What it rests on: program, data and period. */
  caption: string;
  /** Why it is this amount, in a sentence. */
  sentence: string;
  /** The calculation with the numbers put in, a line each: `498,210.00 x 0.06 = 29,892.60`. */
  formula: Array<string>;
  /** What it is made of; the amounts add up to the figure exactly, rounding being a part of its own. */
  parts: Array<Part>;
  /** What was done, in order; only for one payout line. */
  steps: Array<Step>;
  /** Why nothing is paid, where nothing is. */
  why_not: string | null;
  /** The next threshold, how far it is and what it would bring. */
  next_threshold: string | null;
  /** The first rows behind it, for figures of one partner; all of them come in pages. */
  deals: Array<Deal>;
  /** How many rows are behind it. */
  total_deals: number;
  /** All of it as plain text, for copying. */
  text: string;
};

/** Writes the program and its payouts as a bundle: a folder of files that anybody can verify. */
export type Export = {
  /** The folder: new, empty, or a bundle, which is replaced as a whole. */
  folder: string;
};

/** A database that the SQL of a bundle is for. */
export type ExportDialect = {
  /** Its name. */
  name: string;
  /** How many rules its SQL works out exactly. */
  exact: number;
  /** The rules that it does not, each with what cannot be said of it. */
  refused: Array<RefusedRule>;
};

/** Files of a bundle that are of one kind. */
export type ExportPart = {
  /** The folder, named by its readers: `deploy`, `partners`, `internal`; empty for the bundle's own. */
  folder: string;
  /** What people call it. */
  name: string;
  /** What it holds. */
  about: string;
  /** How many files it has. */
  files: number;
};

/** An export before it is made. */
export type ExportPlan = {
  /** The program's name. */
  program: string;
  /** The revision that is handed over. */
  revision: number;
  /** Whether every file will be marked as made from sample facts. */
  sample: boolean;
  /** What the bundle will hold; none where the program cannot be calculated. */
  bundle: PlannedBundle | null;
  /** What stands in the way or is worth a look first, what stands in the way before the rest. */
  to_do: Array<ExportToDo>;
  /** The bundle that was written last; none where none was. */
  last: LastExport | null;
  /** How the sign-off stands. */
  sign_off: SignOff;
};

/** The payouts of a bundle worked out again by a database of its own. */
export type ExportProof = {
  /** What worked them out: SQLite. */
  by: string;
  /** Payouts that it worked out, zeros included; each is equal to the minor unit. */
  payouts: number;
  /** Payouts in the bundle, zeros included. */
  of: number;
  /** Rules that it did not work out, each with what cannot be said of it exactly. */
  refused: Array<RefusedRule>;
  /** Tracks whose levels reached it as facts. */
  given_levels: Array<string>;
};

/** Something that stands in the way of an export, or is worth a look before it. */
export type ExportToDo = {
  /** Whether nothing is exported before it is mended. */
  blocks: boolean;
  /** A stable code for programs. */
  code: string;
  /** What it is. */
  sentence: string;
  /** What to do about it. */
  hint: string;
  /** Where it is mended. */
  mended_in: MendedIn;
  /** The place in the program, or the part of the history, where it is mended there and one is meant. */
  place: string | null;
  /** Why it was accepted as it stands, where somebody gave a reason; never of what blocks. */
  accepted: SaidRow | null;
};

/** What an export wrote. */
export type Exported = {
  /** The folder. */
  folder: string;
  /** Whether every file is marked as made from sample facts. */
  sample: boolean;
  /** Its files but the manifest, in byte order of their names. */
  files: Array<ExportedFile>;
  /** The seal of the manifest, which names the bundle as a whole: SHA-256 in hexadecimal. */
  seal: string;
  /** Payout lines in it. */
  lines: number;
  /** What the paid lines add up to. */
  total: string;
  /** The currency of the total. */
  currency: string;
  /** What working the payouts out again found. */
  proof: ExportProof;
  /** The version that it holds; none of a bundle that the document does not note. */
  version: number | null;
  /** How the sign-off stood. */
  status: SignOffStatus;
};

/** A file of a bundle. */
export type ExportedFile = {
  /** Its name. */
  name: string;
  /** Its size. */
  bytes: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  sha256: string;
};

/** A column of the facts. */
export type FactColumn = {
  /** The column's name in a filter: `partner_region`. */
  field: string;
  /** Its different values in byte order; at most 200. */
  values: Array<string>;
};

/** Values of the facts, for lists to choose from. */
export type FactValues = {
  /** Columns, by the name that a filter has for them; `role` for the roles of credits. */
  columns: Array<FactColumn>;
};

/** Why something could not be done. */
export type Failure = {
  /** A stable code for programs, such as `file_missing`; `cancelled` means a newer request overtook this one. */
  code: string;
  /** What kind of reason it is; a page that makes a failure of its own may leave it out. */
  kind?: FailureKind;
  /** What happened and what it affects. */
  sentence: string;
  /** What to do about it. */
  hint: string;
};

/** Kinds of reasons. */
export type FailureKind = "finding" | "wrong_use" | "file" | "cancelled" | "internal";

/** A field of ours and where it is read from. */
export type Field = {
  /** The feed it belongs to, such as `/tables/deal/0`. */
  place: string;
  /** The table of facts, such as `deal`. */
  table: string;
  /** The name of the file. */
  file: string;
  /** The column of ours, such as `amount`. */
  field: string;
  /** Whether a row must have it. */
  must: boolean;
  /** The columns of the file it is read from; none for a text or nothing. */
  columns: Array<string>;
  /** What it is read from, in words; empty for nothing. */
  source: string;
  /** The first texts there. */
  firsts: Array<string>;
  /** How those are read. */
  read: Array<string>;
  /** How it is read, in words, such as `dates day.month.year`. */
  how: string;
  /** The question that is open about it. */
  question: string | null;
};

/** A change of one field of the mapping: another column, a text that is the same in every row, what
 * a text of the file means, or nothing. */
export type FieldEdit = {
  /** The feed, such as `/tables/deal/0`. */
  place: string;
  /** The column of ours. */
  field: string;
  /** The column of the file that it is read from. */
  column?: string | null;
  /** The text that is the same in every row, or the text of the file whose meaning is set. */
  text?: string | null;
  /** What the text means. */
  means?: string | null;
};

/** Which payout lines a figure sums: each part left out stands for all of them. */
export type Figure = {
  /** A partner's id. */
  partner?: string | null;
  /** A quarter, as `Q4 FY25`, or by any day in it, as `2025-10-01`. */
  period?: string | null;
  /** An incentive's id. */
  incentive?: string | null;
};

/** A column of a file. */
export type FileColumn = {
  /** Its name. */
  name: string;
  /** Its first three texts. */
  firsts: Array<string>;
  /** Rows with a text in it. */
  filled: number;
  /** Whether any field is read from it. */
  used: boolean;
};

/** Looks for deals by what they are called. */
export type FindDeals = {
  /** Words, each of which is in the deal's id, its name, its customer or the partner's name. */
  filter: string;
  /** The most to answer; at most 1,000. */
  limit: number;
};

/** Something wrong with a program, or worth knowing. */
export type Finding = {
  /** How much it matters. */
  severity: Severity;
  /** A stable code for programs, such as `bands_out_of_order`. */
  code: string;
  /** Where in the program. */
  place: string;
  /** What is wrong. */
  sentence: string;
  /** What to do about it. */
  hint: string;
  /** Partners of this history that it concerns; none where only the program was looked at. */
  partners: number | null;
  /** Money of this history that it concerns; none where only the program was looked at. */
  amount: string | null;
  /** The currency of that money. */
  currency: string | null;
  /** What that money is, after the amount: `taken by the cap`. Empty where there is none. */
  of: string;
};

/** How a difference stands to the program. */
export type Fit = "fits" | "same" | "overrides" | "lost";

/** Takes a document off the list; its file stays as it is. */
export type ForgetRecent = {
  /** Its file, as listed. */
  path: string;
};

/** What a person decided about the form of a file; the rest is found out. */
export type FormChoice = {
  /** The sheet or table. */
  sheet?: string | null;
  /** The encoding, such as `utf-8` or `windows-1252`. */
  encoding?: string | null;
  /** What stands between columns: a comma, a semicolon, a tab or a bar. */
  delimiter?: string | null;
  /** What stands around texts: `double`, `single` or `none`. */
  quote?: string | null;
  /** The row with the names of the columns; 0 for none. */
  header_row?: number | null;
  /** Whether lines after the data are left out. */
  footer?: boolean | null;
};

/** A deal that was looked for, for one of its partners. */
export type FoundDeal = {
  /** The deal's id. */
  deal: string;
  /** Its name; empty for none. */
  name: string;
  /** Its customer. */
  customer: string;
  /** The name of the partner. */
  partner: string;
  /** The day it was won; none while it is not. */
  won: string | null;
  /** The partner's figure of the quarter in which it was won, where that quarter is replayed; else of
   * the whole replay. */
  figure: Figure;
};

/** Deals that were looked for. */
export type FoundDeals = {
  /** Each deal once for each partner with a part in it, by the deal's id. A deal in which no partner
   * has a part counts for no figure and is not answered. */
  rows: Array<FoundDeal>;
};

/** What happened to the money of a fund. */
export type FundEntry = {
  /** The fund's id. */
  fund: string;
  /** The fund's name. */
  fund_name: string;
  /** The partner's id; none where it concerns a pool of all partners. */
  partner: string | null;
  /** The day. */
  on: string;
  /** What happened: `accrued`, `claimed`, `expired` ... */
  what: string;
  /** The same in words. */
  label: string;
  /** What it adds to the balance, below zero where it takes. */
  amount: string;
  /** The balance after it. */
  balance: string;
  /** Why, and from what. */
  detail: string;
  /** The file and row of a claim, such as `claims.csv, row 7`; none for what was calculated. */
  source: string | null;
};

/** A page of entries of funds, and the return on them. */
export type FundPage = {
  /** The page's entries, by fund, partner and day. */
  rows: Array<FundEntry>;
  /** Entries on all pages. */
  total_rows: number;
  /** What the return on funds is, in words; none where the program does not say. */
  definition: string | null;
  /** The return on funds: of all, by activity, by tier and by partner. */
  returns: Array<FundReturn>;
  /** The currency of every amount here. */
  currency: string;
};

/** A return on funds: `(attributed - cost) / cost`. */
export type FundReturn = {
  /** What it is taken over: `all`, `activity`, `tier` or `partner`. */
  by: string;
  /** Which one; empty for all. */
  of: string;
  /** What it cost. */
  cost: string;
  /** What is attributed of deals that the partner brought. */
  sourced: string;
  /** What is attributed of deals that the partner helped on. */
  influenced: string;
  /** All that is attributed. */
  attributed: string;
  /** The return exactly, as a fraction such as `21/4`; none where nothing was spent. */
  exact: string | null;
  /** The same as a decimal, to six places. */
  rate: string | null;
};

/** One partner's money in a fund, or all of it. */
export type FundRow = {
  /** The partner's id; none for the whole fund. */
  partner: string | null;
  /** The partner's name; `All` for the whole fund. */
  name: string;
  /** There before the replay. */
  opening: string;
  /** Accrued or allocated, what was clawed back taken off. */
  came_in: string;
  /** Paid on claims. */
  claimed: string;
  /** Expired, or not carried over. */
  expired: string;
  /** Paid as a rebate instead. */
  as_rebate: string;
  /** Claims that were refused. */
  refused: number;
  /** There at the end. */
  closing: string;
};

/** A stage of requests for MDF. */
export type FundStage = {
  /** `requested`, `approved`, `claimed` or `paid`. */
  step: string;
  /** How many requests, approvals, claims or payments. */
  count: number;
  /** What they come to. */
  amount: string;
  /** As a fraction of the stage before; none of the first. */
  share: string | null;
};

/** A fund over the replay: `opening + came_in - claimed - expired - other = closing`. */
export type FundState = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** Its rules, a sentence each. */
  sentences: Array<string>;
  /** The whole fund, then each partner with an entry, highest balance first. */
  rows: Array<FundRow>;
};

/** Asks for a page of the ledgers of funds, and for the return on them. */
export type Funds = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** Only this fund, by id; all where left out. */
  fund?: string;
  /** Only entries of this partner, by id; all where left out. */
  partner?: string;
  /** Rows to leave out at the start. */
  offset?: number;
  /** The most rows to answer; at most 1,000. */
  limit?: number;
};

/** Asks what each quarter, incentive, tier, region, type or partner gets. */
export type GetBreakdown = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** What the groups are. */
  by: Dimension;
  /** The most groups to answer by themselves; those after them are put together into one. All
   * where left out. */
  limit?: number;
};

/** Asks how much of the budget is used, and how requests for MDF fared. */
export type GetBudget = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
};

/** Asks what became of accounts found in common with partners, with a page of them. */
export type GetConversion = {
  /** Only those that came to this step; all of them where it is left out. */
  step?: ConversionStep;
  /** Rows to leave out at the start. */
  offset?: number;
  /** The most rows to answer, at most 1,000; all of them where it is left out, as for a file. */
  limit?: number;
};

/** Asks for a table as comma separated values: amounts as plain decimals, days as `2025-12-31`, and
 * nothing that a spreadsheet would run as a formula. */
export type GetCsv = {
  /** The table. */
  table: Table;
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** The file to write it to, in place of one that is there; answered as text where left out. */
  path?: string;
};

/** Asks for the pay curve of an incentive, with some values changed; the document stays as it is. */
export type GetCurve = {
  /** The incentive's id. */
  incentive: string;
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** The value paid on, or the baseline, of curves that need one for an example. */
  example?: string | null;
  /** How far to draw it, as an earlier curve says; so far that the top band is seen where left out. */
  until?: string | null;
};

/** Says which incentives and tiers ask for something that the facts lack. */
export type GetDataHealth = Record<symbol, never>;

/** Asks for the decisions that hold. */
export type GetDecisions = Record<symbol, never>;

/** Asks what the second of two programs has different. */
export type GetDifferences = {
  /** The first: a document, or a program file ending in `.json`. */
  from: string;
  /** The second. */
  to: string;
};

/** Asks for the open document. */
export type GetDocument = Record<symbol, never>;

/** Asks for the doubts about figures. */
export type GetDoubts = {
  /** Those about figures of what is looked at alone: nothing else is calculated for them. */
  viewed?: boolean;
};

/** Asks what an export of the document would hold, what stands in its way, and about the last one. */
export type GetExportPlan = Record<symbol, never>;

/** Asks which values the facts hold in the columns that filters ask for. */
export type GetFactValues = Record<symbol, never>;

/** Asks for the whole history. */
export type GetHistory = Record<symbol, never>;

/** Asks for the program as one partner reads it. */
export type GetPartnerSheet = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** The partner, by id. */
  partner: string;
};

/** Asks for the plan, and what a plan can speak of. */
export type GetPlan = Record<symbol, never>;

/** Asks for the program of the document as it is written, with every value that can be edited. */
export type GetProgram = Record<symbol, never>;

/** How far the operation is that is carried out now. It is answered at once, while that one works. */
export type GetProgress = Record<symbol, never>;

/** Asks which documents were opened lately. */
export type GetRecents = Record<symbol, never>;

/** Asks what the program of a revision pays on the facts of today. */
export type GetRevision = {
  /** The revision's number. */
  number: number;
};

/** Asks for the scenarios of the open document with their differences. */
export type GetScenarios = Record<symbol, never>;

/** Asks for one deal of the history that shows how an incentive shares. */
export type GetSharedDeal = {
  /** The incentive's id. */
  incentive: string;
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
};

/** Asks how the sign-off of the document's own program stands. */
export type GetSignOff = Record<symbol, never>;

/** Asks for incentives to begin with, in the currency and with the levels of the open program. */
export type GetTemplates = {
  /** What the program calls a role, by its usual name: sourced, influenced, resold ... */
  roles: { [key in string]: string };
};

/** Asks for the tests of the program, run on it as it is. */
export type GetTests = Record<symbol, never>;

/** A deal that is given. */
export type GivenDeal = {
  /** Its id. */
  id: string;
  /** Its place in the program; its amount and closing day are keys below it. */
  place: string;
  /** The customer. */
  customer: string;
  /** The day it closed. */
  closed: string;
  /** Its amount. */
  amount: string;
  /** The currency of that. */
  currency: string;
  /** The partners on it and their roles. */
  partners: string;
  /** What else is given of it: lines, returns, touches, registrations. */
  detail: string;
};

/** A partner that is given. */
export type GivenPartner = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string;
  /** What else is said of it: type, region, the levels it was given. */
  detail: string;
};

/** Growth of some deals. */
export type Growth = {
  /** What tells the deals from others: `region`, `segment` or `deal_type`; empty for all deals. */
  field: string;
  /** The value they have. */
  is: string;
  /** The quarter of the replay, from 1; 0 for every quarter. */
  quarter: number;
  /** By how much amounts grow, as a fraction: `"0.12"` is 12% more. */
  by: string;
};

/** The history, latest first. */
export type History = {
  /** Every revision and import. */
  entries: Array<HistoryEntry>;
  /** Steps of the sign-off and exports, which undo leaves alone. */
  events: Array<HistoryEvent>;
};

/** Something that was done. */
export type HistoryEntry = {
  /** Its number; 1 is the new document, higher is later. */
  number: number;
  /** The revision it was made from. */
  parent: number | null;
  /** What was done, as a sentence. */
  label: string;
  /** When, in UTC, such as `2026-11-21T04:20:01Z`. */
  saved_at: string;
  /** Who did it, by the name that was given; nobody verifies it. Empty where none was given. */
  who: string;
  /** What it changed. */
  changed: Changed;
  /** Where it stands towards what holds now. */
  standing: HistoryStanding;
  /** Whether it changed the program to another one than holds now, which can be restored. */
  restores: boolean;
};

/** A step of the sign-off, or an export. */
export type HistoryEvent = {
  /** When, in UTC. */
  done_at: string;
  /** What kind of step it is. */
  kind: HistoryEventKind;
  /** The revision whose program held. */
  revision: number;
  /** Who did it, by the name that was given; nobody verifies it. Empty where none was given. */
  who: string;
  /** The role that was given; empty where none was. */
  role: string;
  /** What was done, in a sentence. */
  what: string;
  /** What was written with it, such as the reason for an accepted warning; may be empty. */
  words: string;
  /** The digest that was signed, or the seal of what was exported; empty where there is none. */
  sha256: string;
};

/** What kind of step one is. */
export type HistoryEventKind = "sign_off" | "export";

/** Where an entry stands towards what holds now. */
export type HistoryStanding = "here" | "before" | "undone" | "left" | "import";

/** Reads files in place of the document's facts. Undo brings the former ones back. */
export type Import = {
  /** The mapping file; without it and `json`, the mapping is guessed. */
  mapping?: string | null;
  /** The mapping as JSON. */
  json?: string | null;
  /** The files it speaks of, in any order: found by their names, or given as `role=path`. */
  files: Array<string>;
  /** Answers to questions of a guess, by their ids. */
  answers?: { [key in string]: string } | null;
  /** The name the mapping is kept under; its own without it. */
  save_as?: string | null;
};

/** What an import would change. */
export type ImportChanges = {
  /** Deals that are new. */
  added: number;
  /** Deals that are there already and differ. */
  changed: number;
  /** Deals that would be there no more. */
  removed: number;
  /** Deals that stay as they are. */
  same: number;
  /** The first of them, as sentences. */
  examples: Array<DealChange>;
  /** What the program pays now, in its currency; none where that cannot be said. */
  before: string | null;
  /** What it would pay. */
  after: string | null;
  /** The difference. */
  difference: string | null;
  /** The currency of the payouts. */
  currency: string;
  /** Why what it would pay cannot be said. */
  reason: string | null;
};

/** What is wrong with files, and what loading them would change. */
export type ImportCheck = {
  /** The mapping with the repairs in it. */
  mapping: string;
  /** Data rows of all files. */
  rows: number;
  /** Rows used. */
  used: number;
  /** Rows set aside. */
  set_aside: number;
  /** Money by currency: that of the files is what is used, less returns, and what is set aside. */
  revenue: Array<RevenueTie>;
  /** Rows whose amount no total has. */
  unread: number;
  /** Problems, those that cost money first. */
  groups: Array<ProblemGroup>;
  /** Partners that may be the same company. */
  same_partners: Array<SamePartners>;
  /** Names that rows call partners by and no list has, with the partner each may be. */
  unmatched: Array<UnmatchedName>;
  /** What is put right now. */
  made: Array<MadeRepair>;
  /** How each file was read, and how its totals tie. */
  sentences: Array<string>;
  /** Rows that would be in each table. */
  counts: Array<Count>;
  /** What is different from the facts that the document has now; none when it has none. */
  changes: ImportChanges | null;
};

/** One answer. */
export type ImportChoice = {
  /** What is answered. */
  id: string;
  /** What it means. */
  label: string;
  /** Texts of the file, and how each is read then. */
  examples: Array<ReadingExample>;
};

/** Takes the program of a bundle, or of a program file, in place of the document's own: one step of undo. */
export type ImportProgram = {
  /** The bundle's folder, or the file. */
  path: string;
};

/** Something that only a person knows. */
export type ImportQuestion = {
  /** Its id. */
  id: string;
  /** The file it is about. */
  file: string;
  /** The column it is about. */
  column: string | null;
  /** What is asked. */
  sentence: string;
  /** What can be answered. */
  choices: Array<ImportChoice>;
  /** The answer that was given. */
  answer: string | null;
};

/** What an import read. */
export type Imported = {
  /** How each file was read, and how its totals tie, as sentences. */
  sentences: Array<string>;
  /** The files with their rows. */
  files: Array<SourceFile>;
  /** Rows in each table of facts. */
  counts: Array<Count>;
  /** Rows that were set aside, by reason. */
  set_aside: Array<RowNote>;
  /** What is worth knowing about rows that were used. */
  findings: Array<RowNote>;
  /** The mapping they were read by, as JSON. */
  mapping: string;
  /** The document as it is now. */
  document: Document;
};

/** An incentive. */
export type Incentive = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** `on`, `shadow` or `off`. */
  state: string;
  /** What it pays, to whom and for what. */
  sentence: string;
  /** That sentence in its parts, each with the place it speaks of. */
  parts: Array<SentencePart>;
};

/** What an incentive pays. */
export type IncentiveTotal = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** What it pays. */
  total: string;
  /** What it pays with the baseline. */
  baseline_total: string;
  /** `total - baseline_total`. */
  change: string;
  /** Its part of the whole total as a fraction; none for a shadow, or where nothing is paid. */
  share: string | null;
  /** Whether it is only shown, not paid; then it is no part of the total. */
  shadow: boolean;
  /** Whether it goes into MDF balances instead of being paid out. */
  mdf: boolean;
};

/** Looks at files and says how they are read and which column is what. Nothing is loaded. */
export type Inspect = {
  /** The files, by their paths. */
  files: Array<string>;
  /** The mapping so far as JSON; without it, it is guessed. */
  mapping?: string | null;
  /** The name of a mapping saved in the document, to begin with. */
  saved?: string | null;
  /** What a person decided about the form of files, by their names. */
  forms: { [key in string]: FormChoice };
  /** Answers to questions, by their ids. */
  answers: { [key in string]: string };
  /** Changes of the mapping, in their order. */
  edits: Array<FieldEdit>;
};

/** A file as it was found. */
export type InspectedFile = {
  /** Its path. */
  path: string;
  /** Its name. */
  file: string;
  /** What the mapping calls it; empty when it reads nothing from it. */
  role: string;
  /** The system it seems to come from; empty where none is known. */
  family: string;
  /** `text`, `workbook` or `database`. */
  kind: string;
  /** Its sheets or tables. */
  sheets: Array<string>;
  /** Data rows. */
  rows: number;
  /** How it is read, in a sentence. */
  sentence: string;
  /** The parts of that sentence, each to be changed. */
  form: FormChoice;
  /** The encodings it could have. */
  encodings: Array<string>;
  /** The footer lines that are left out. */
  footer: Array<string>;
  /** Its columns. */
  columns: Array<FileColumn>;
};

/** How files are read and mapped. */
export type Inspection = {
  /** The files, as they were found. */
  files: Array<InspectedFile>;
  /** The mapping as JSON, to be handed back. */
  mapping: string;
  /** Its name. */
  name: string;
  /** Every field of ours that files fill or must fill, and those they could. */
  fields: Array<Field>;
  /** Texts of files and what each means to us. */
  meanings: Array<Meaning>;
  /** What only a person knows, answered questions included. */
  questions: Array<ImportQuestion>;
  /** What was assumed. */
  notes: Array<string>;
  /** Mappings saved in the document that fit these files, best first. */
  saved: Array<SavedMapping>;
};

/** Something that an incentive or a track asks for and facts lack. */
export type Lack = {
  /** The incentive or track. */
  name: string;
  /** What it lacks, such as: Security rebate needs cost; 38% of 412 won deals have none. */
  sentence: string;
  /** Rows that lack it. */
  rows: number;
  /** Rows that could have it. */
  of: number;
};

/** Something that a signature covers, and that is another now. */
export type LapsedPart = {
  /** What: `the program`, `the facts`, `the version of the engine`, `the as-of day`, `the total liability`. */
  what: string;
  /** What it was, for people. */
  was: string;
  /** What it is. */
  is: string;
};

/** The bundle that was written last, and what is different since. */
export type LastExport = {
  /** When it was written, in UTC, such as `2026-11-21T04:20:01Z`. */
  exported_at: string;
  /** The version that it holds. */
  version: number;
  /** Where it was written. */
  folder: string;
  /** The revision whose program it holds. */
  revision: number;
  /** The seal of its manifest: SHA-256 in hexadecimal. */
  seal: string;
  /** Payout lines in it that are not zero. */
  lines: number;
  /** What its paid lines add up to. */
  total: string;
  /** The currency of the total. */
  currency: string;
  /** What worked its payouts out again. */
  proved_by: string;
  /** How many that were; each was equal. */
  payouts_proved: number;
  /** Whether the facts have changed since. */
  facts_changed: boolean;
  /** Whether it was calculated by another version of the engine. */
  engine_changed: boolean;
  /** What the program has different since. */
  differences: Array<ProgramDifference>;
  /** What the program pays now less what the bundle pays; none where that cannot be said. */
  change: string | null;
};

/** A level of a ladder. */
export type Level = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** What it asks for. */
  sentence: string;
  /** Partners who hold it at the end of the replay; none while the program cannot be calculated. */
  partners: number | null;
};

/** Partners who hold another level at the end. */
export type LevelMove = {
  /** The level with the baseline; empty for none. */
  from: string;
  /** The level with the scenario; empty for none. */
  to: string;
  /** Up, down, or neither where the two do not compare. */
  direction: Direction;
  /** How many they are. */
  partners: number;
  /** By how much their payout changes. */
  change: string;
};

/** A value of the program that is pinned for trying out. */
export type Lever = {
  /** Its place in the program; a change sets it. */
  place: string;
  /** The name people read: `Gold threshold`. */
  name: string;
  /** Its value; a percentage is the rate itself, 6% being `0.06`. */
  value: string;
  /** The least it can be set to. */
  min: string;
  /** The most it can be set to. */
  max: string;
  /** By how much an arrow key moves it. */
  step: string;
  /** What kind of value it is. */
  unit: Unit;
  /** The currency of money. */
  currency: string | null;
};

/** Asks what is owed to partners, rolled forward by quarter and pay currency, with a page of the
 * amounts behind it. */
export type Liability = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** The day it is seen on, as `2025-08-15`: only facts dated up to it count. All where left out. */
  as_of?: string;
  /** Only lines of this quarter, such as `Q4 FY25`; all where left out. */
  period?: string;
  /** Only lines in this currency; all where left out. */
  currency?: string;
  /** Lines to leave out at the start. */
  offset?: number;
  /** The most lines to answer; at most 1,000. */
  limit?: number;
};

/** What is owed in one currency, over one quarter: `opening + accrued - paid - expired - clawed_back
 * + exchange_difference = closing`; the rest is shown beside it. */
export type LiabilityCell = {
  /** The quarter: `Q4 FY25`. */
  period: string;
  /** Its first day. */
  from: string;
  /** Its last day, or the day it is seen on. */
  until: string;
  /** The currency of every amount here. */
  currency: string;
  /** Owed before it. */
  opening: string;
  /** Earned in it, or given to funds. */
  accrued: string;
  /** Paid in it, or claimed from funds. */
  paid: string;
  /** Expired in funds, or not carried over. */
  expired: string;
  /** Taken back by incentives. */
  clawed_back: string;
  /** By how much exchange rates moved it. */
  exchange_difference: string;
  /** Owed at its end, unspent balances of funds included. */
  closing: string;
  /** Of what is owed at the end: held for want of a status. */
  held: string;
  /** Of what is owed at the end: held back until a later day. */
  held_back: string;
  /** Of what is owed at the end: below the minimum payment. */
  below_minimum: string;
  /** Never owed, because limits or budgets took it away. */
  capped_away: string;
};

/** One amount behind a cell. */
export type LiabilityLine = {
  /** The quarter of its cell. */
  period: string;
  /** The partner's id. */
  partner: string;
  /** The partner's name. */
  partner_name: string;
  /** The account: `cash`, `restricted_fund` or `mdf`. */
  account: string;
  /** The day. */
  on: string;
  /** What it is, as the columns of a cell: `accrued`, `paid` ... */
  movement: string;
  /** The amount in the pay currency. */
  amount: string;
  /** The pay currency. */
  currency: string;
  /** The amount in the program's currency; of an exchange difference all that is owed. */
  in_program_currency: string;
  /** Where it comes from, in words. */
  from: string;
  /** The payout that explains it; none where it is no payout. */
  figure: Figure | null;
};

/** A part of a cell: one account's, one incentive's or one pool's. */
export type LiabilityPart = {
  /** The id of the account, incentive or pool. */
  id: string;
  /** The name people read. */
  name: string;
  /** The quarter: `Q4 FY25`. */
  period: string;
  /** The currency of every amount here. */
  currency: string;
  /** Owed before the quarter; none of incentives and pools. */
  opening: string | null;
  /** Earned in it, or given to funds. */
  accrued: string;
  /** Paid in it, or claimed from funds; none of incentives and pools. */
  paid: string | null;
  /** Expired in funds, or not carried over; none of incentives and pools. */
  expired: string | null;
  /** Taken back by incentives. */
  clawed_back: string;
  /** By how much exchange rates moved it; none of incentives and pools. */
  exchange_difference: string | null;
  /** Owed at its end; none of incentives and pools. */
  closing: string | null;
  /** Never owed, because limits or budgets took it away. */
  capped_away: string;
  /** The figure that explains what was accrued; none where no single figure does. */
  figure: Figure | null;
};

/** What is owed to partners. */
export type LiabilityTable = {
  /** One cell for each quarter and pay currency, oldest first. */
  cells: Array<LiabilityCell>;
  /** The same quarters and currencies by account; the accounts of a cell add up to it. */
  accounts: Array<LiabilityPart>;
  /** What each incentive accrued and took back, and what limits and budgets took of it, by quarter
   * and currency. Accounts are paid as a whole, so that no incentive has an opening or a payment. */
  incentives: Array<LiabilityPart>;
  /** The same by pool of the budget; none where the program has no budget. */
  pools: Array<LiabilityPart>;
  /** How the roll-forward agrees with the payout lines. */
  tie: Tie;
  /** The day it is seen on; none where all is counted. */
  as_of: string | null;
  /** The page's lines. */
  lines: Array<LiabilityLine>;
  /** Lines on all pages. */
  total_lines: number;
  /** What open periods have accrued so far: estimates, never paid. */
  estimates: Array<AccrualEstimate>;
  /** The program's currency. */
  currency: string;
};

/** Asks whether another program has changed the file of the open document, which is read anew then. */
export type LookAgain = Record<symbol, never>;

/** Whether the document was read anew. */
export type LookedAgain = {
  /** The document as it is now; none where nobody changed it. */
  document: Document | null;
};

/** Something that is put right, and what takes it back. */
export type MadeRepair = {
  /** The repair that takes it back. */
  back: string;
  /** What is put right, in words. */
  label: string;
  /** The partner that is called by another one's id; empty for other repairs. */
  from: string;
};

/** Tests that were added, as one step of undo. */
export type MadeTests = {
  /** The document with them. */
  document: Document;
  /** Their ids. */
  added: Array<string>;
  /** What no test could be made of, and why. */
  left_out: Array<string>;
};

/** Makes a test of one payout: the facts it needs, taken out of the history, and the figure. */
export type MakeTest = {
  /** The payout: a partner, a quarter and an incentive. */
  figure: Figure;
};

/** Makes tests of payouts spread over incentives, levels and edges. The same history gives the same. */
export type MakeTests = {
  /** How many; at most 50. */
  count: number;
};

/** Asks how the rows of a marketplace's disbursement file match deals, with a page of them, those
 * that differ most first. Nothing is loaded. */
export type MatchDisbursements = {
  /** The file. */
  path: string;
  /** Answers to questions about how it is read, by their ids. */
  answers?: { [key in string]: string };
  /** Whether those that agree are left out of the page. */
  only_differing?: boolean;
  /** Rows to leave out at the start. */
  offset?: number;
  /** The most rows to answer, at most 1,000; all of them where it is left out, as for a file. */
  limit?: number;
};

/** What a disbursement was matched by. */
export type MatchedBy = "id" | "buyer_amount_and_date" | "buyer_and_date";

/** A deal and what a marketplace disbursed for it. */
export type MatchedDisbursement = {
  /** The deal's id; none where none matches. */
  deal: string | null;
  /** What the file calls the deal; may be empty. */
  named: string;
  /** The buyer. */
  buyer: string;
  /** The day the deal closed. */
  closed: string | null;
  /** The last day of its disbursements. */
  disbursed: string | null;
  /** The deal's amount. */
  amount: string | null;
  /** Its currency. */
  amount_currency: string | null;
  /** All that was disbursed. */
  gross: string | null;
  /** The fees in it; none where a row does not say. */
  fee: string | null;
  /** What was handed on; none where a row does not say. */
  net: string | null;
  /** Gross less the deal's amount. */
  difference: string | null;
  /** Net less what gross without the fees is. */
  net_difference: string | null;
  /** What it was matched by. */
  matched_by: MatchedBy | null;
  /** How the two stand. */
  standing: DisbursedStanding;
  /** The currency of what was disbursed, or of the deal. */
  currency: string;
  /** The file and row of the deal. */
  deal_source: string | null;
  /** The first rows of the file that were disbursed for it, in order of their days. */
  parts: Array<DisbursedPart>;
  /** All of those rows. */
  part_count: number;
};

/** How disbursements match deals. */
export type MatchedDisbursements = {
  /** The name of the file. */
  file: string;
  /** How it was read, in a sentence. */
  reading: string;
  /** The page's rows. */
  rows: Array<MatchedDisbursement>;
  /** Rows on all pages. */
  total_rows: number;
  /** What they come to, by currency. */
  sums: Array<DisbursedSum>;
  /** How many rows stand each way. */
  counts: DisbursedCounts;
  /** Why rows of the file could not be used, the first of them. */
  set_aside: Array<string>;
  /** Rows of the file that could not be used. */
  set_aside_rows: number;
};

/** A text of a file and what it means to us. */
export type Meaning = {
  /** The feed. */
  place: string;
  /** The column of ours. */
  field: string;
  /** The text. */
  text: string;
  /** What it means. */
  means: string;
  /** Rows with it. */
  rows: number;
  /** What it may mean; empty where anything may. */
  choices: Array<string>;
};

/** A memo that was written. */
export type Memo = {
  /** The file. */
  path: string;
  /** The question in it. */
  question: string;
  /** The scenario that it is about. */
  scenario: string;
  /** Its size in bytes. */
  bytes: number;
};

/** Where something is mended. */
export type MendedIn = "program" | "tests" | "data" | "history" | "scenarios";

/** A scenario and its new place. */
export type MoveScenario = {
  /** Its id. */
  id: string;
  /** Its place in the list, from 0; beyond the end for the last. */
  to: number;
};

/** Makes a new document without facts. */
export type New = {
  /** Its file; without one it is an untitled document in a temporary folder. */
  path?: string | null;
  /** The program's name; `New program` where left out. */
  name?: string | null;
  /** The program's currency, by its ISO 4217 code; `USD` where left out. */
  currency?: string | null;
  /** The month that the fiscal year starts in, from 1 to 12; January where left out. */
  year_starts_in?: number | null;
  /** A template of an incentive to begin with, by id; no incentive where left out. */
  template?: string | null;
  /** A program file to begin with, in place of an empty program of that name and currency. */
  program?: string | null;
};

/** Partners who join, each like one that is there. */
export type NewPartners = {
  /** How many. */
  count: number;
  /** The type of partner they are. */
  like: string;
  /** By quarter, which part of their model's amounts they bring, as fractions; the last one holds
   * for quarters beyond the list. */
  ramp: Array<string>;
};

/** Opens a document. */
export type Open = {
  /** Its file. */
  path: string;
  /** A program file to look through in place of the document's program; nothing of it is kept. */
  program?: string | null;
  /** A day in the first quarter to replay, as `2025-01-01`; the last four full quarters where left out. */
  from?: string | null;
  /** A day in the last quarter to replay. */
  until?: string | null;
};

/** A request that was approved and not claimed. */
export type OpenRequest = {
  /** The request's id. */
  request: string;
  /** The partner's id. */
  partner: string;
  /** The partner's name. */
  partner_name: string;
  /** The kind of activity. */
  activity: string;
  /** The day it was approved on last. */
  approved_on: string;
  /** What was approved in all; a request that was approved in several currencies has a row for
   * each. */
  approved: string;
  /** The currency of that. */
  currency: string;
  /** The last day for its claim, where the one fund of the program has a deadline. */
  claim_until: string | null;
  /** The file and row of the approval. */
  source: string;
};

/** Opens the made-up channel as an untitled document. */
export type OpenSample = {
  /** How large; `standard` where left out. */
  size?: SampleSize | null;
  /** The file to write it to. Without one it is an untitled document in a temporary folder. */
  path?: string | null;
};

/** One row of a file in what was paid. */
export type PaidPart = {
  /** Its file and row. */
  source: string;
  /** The incentive as it called it. */
  label: string;
  /** Its amount. */
  amount: string;
};

/** A part of a figure. */
export type Part = {
  /** What it is. */
  label: string;
  /** More about it; empty where there is nothing to say. */
  detail: string;
  /** Its amount; below zero where a limit or rounding takes away. */
  amount: string;
  /** The figure to ask for next; none where it cannot be opened further. */
  figure: Figure | null;
};

/** A partner, with and without the changes. */
export type Partner = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string;
  /** Its type: reseller, distributor ... */
  kind: string;
  /** Its region. */
  region: string;
  /** The level it holds at the end of the replay with the baseline. */
  tier_from: string | null;
  /** The level it would hold then. */
  tier_to: string | null;
  /** Its net revenue of won deals, by declared share. */
  revenue: string;
  /** What it gets with the baseline. */
  baseline: string;
  /** What it would get. */
  payout: string;
  /** `payout - baseline`. */
  change: string;
  /** Which way that is. */
  direction: Direction;
  /** Payout as a fraction of revenue; none without revenue. */
  rate: string | null;
  /** What is spent on it by kind of reward, and benefits; only where that was asked. */
  economics: Economics | null;
};

/** A group of partners that stand beside each other. */
export type PartnerGroup = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** The row of its first partner, counted from 0 over all pages. */
  first: number;
  /** How many partners it has. */
  rows: number;
  /** The sums over them. */
  totals: PartnerTotals;
};

/** A page of partners. */
export type PartnerPage = {
  /** The page's rows. */
  rows: Array<Partner>;
  /** Rows on all pages. */
  total_rows: number;
  /** The sums over all pages. */
  totals: PartnerTotals;
  /** The groups of all pages, in their order; empty where rows are not grouped. */
  groups: Array<PartnerGroup>;
  /** The currency of every amount here. */
  currency: string;
};

/** The program as one partner reads it. */
export type PartnerSheet = {
  /** The partner's id. */
  id: string;
  /** Its name. */
  name: string;
  /** Its type. */
  kind: string;
  /** Its region. */
  region: string;
  /** The level it holds at the end of the replay; none on no track. */
  tier: string | null;
  /** What the level asks for, in a sentence. */
  tier_sentence: string | null;
  /** The level above, and what it asks for; none at the top and on no track. */
  next_tier: string | null;
  /** What it earned over the replay. */
  earned: string;
  /** What it earned with the baseline. */
  baseline: string;
  /** The difference of the two. */
  change: string;
  /** Its net revenue of won deals, by declared share. */
  revenue: string;
  /** `earned` as a fraction of it; none without revenue. */
  rate: string | null;
  /** What it earned, quarter by quarter. */
  quarters: Array<SheetQuarter>;
  /** What it earned by kind of reward, and what its level's benefits are planned to cost; the
   * rewards add up to what it earned. */
  economics: Economics;
  /** The incentives that paid it something, then those that could; each with its rule. */
  incentives: Array<SheetIncentive>;
  /** The replay in words. */
  window: string;
  /** What every figure rests on. */
  caption: string;
  /** The currency of every amount here. */
  currency: string;
};

/** The sums over partners. */
export type PartnerTotals = {
  /** Revenue. */
  revenue: string;
  /** What they get with the baseline. */
  baseline: string;
  /** What they would get. */
  payout: string;
  /** The difference of the two. */
  change: string;
  /** Payout as a fraction of revenue; none without revenue. */
  rate: string | null;
  /** What is spent on them by kind of reward, and benefits; only where that was asked. */
  economics: Economics | null;
};

/** Asks for a page of partners. */
export type Partners = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** How the rows are ordered; by payout, the highest first, where left out. */
  sort?: Sort | null;
  /** Words that must all be found in a partner's name, id, type, region or level; empty for everybody. */
  filter?: string;
  /** Only partners of one group; everybody where left out. */
  within?: Within | null;
  /** Puts partners of the same tier, region or type beside each other; not grouped where left out. */
  group?: Dimension | null;
  /** Whether what is spent on each partner by kind of reward, and benefits, is answered too. */
  economics?: boolean;
  /** Rows to leave out at the start. */
  offset?: number;
  /** The most rows to answer; at most 1,000. */
  limit: number;
};

/** Puts a pasted table into a file, to be looked at like any other. */
export type Paste = {
  /** What was pasted: columns with tabs between them, as spreadsheets give it. */
  text: string;
};

/** Where a pasted table is. */
export type Pasted = {
  /** The file. */
  path: string;
};

/** What a partner is due from an incentive for a quarter. */
export type Payout = {
  /** The partner's id. */
  partner: string;
  /** The partner's name. */
  partner_name: string;
  /** The quarter: `Q4 FY25`. */
  period: string;
  /** The quarter's first day. */
  from: string;
  /** The quarter's last day. */
  until: string;
  /** The incentive's id. */
  incentive: string;
  /** The incentive's name. */
  incentive_name: string;
  /** The amount. */
  amount: string;
  /** Where it goes: `cash` or `mdf`. */
  account: string;
  /** The day it is payable. */
  payable: string;
  /** Whether it is only shown, not paid. */
  shadow: boolean;
};

/** A page of payout lines. */
export type PayoutPage = {
  /** The page's lines. */
  rows: Array<Payout>;
  /** Lines on all pages. */
  total_rows: number;
  /** The currency of every amount here. */
  currency: string;
};

/** How a past payout and a calculated one stand. */
export type PayoutStanding = "agree" | "differ" | "only_paid" | "only_calculated" | "outside" | "other_currency";

/** Asks for a page of payout lines that are not zero, ordered by partner id, quarter and incentive. */
export type Payouts = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** Rows to leave out at the start. */
  offset?: number;
  /** The most rows to answer; at most 1,000. */
  limit: number;
};

/** Pins values of the program as levers, in place of those that were pinned. */
export type PinLevers = {
  /** Their places, at most eight; none for those that the product suggests. */
  places: Array<string>;
};

/** Open deals that are taken for won, each with a part of its amounts. */
export type Pipeline = {
  /** What tells the deals from others: `region`, `segment` or `deal_type`; empty for all. */
  field: string;
  /** The value they have. */
  is: string;
  /** The quarter of the replay at whose end they are won, from 1; 0 for the last one. */
  quarter: number;
  /** The chance that they are won, as a fraction: the part of their amounts that counts. */
  chance: string;
};

/** A part of the deals. */
export type PlanPart = {
  /** What tells it from others: `region`, `segment` or `deal_type`. */
  field: string;
  /** Its value. */
  is: string;
  /** Won deals of the replay in it; of the pipeline, open deals. */
  deals: number;
};

/** The plan, and what programs are paid on. */
export type PlanView = {
  /** What programs are paid on. */
  basis: Basis;
  /** The seed of the drawn year. */
  seed: number;
  /** By how much deals grow; the first that holds for a deal counts. */
  growth: Array<Growth>;
  /** Partners who join. */
  new_partners: Array<NewPartners>;
  /** Open deals that are taken for won; the first that holds for a deal counts. */
  pipeline: Array<Pipeline>;
  /** What currencies are planned to be worth. */
  budget_rates: Array<BudgetRate>;
  /** The parts of the open deals that the pipeline can speak of. */
  open_parts: Array<PlanPart>;
  /** All open deals. */
  open_deals: number;
  /** The currencies of deals other than the program's, which budget rates can speak of. */
  currencies: Array<string>;
  /** The program's currency, which budget rates lead to. */
  currency: string;
  /** The parts of the deals that growth can speak of. */
  parts: Array<PlanPart>;
  /** The types of partner that new ones can be like. */
  types: Array<string>;
  /** The quarters of the replay, first to last. */
  quarters: Array<string>;
  /** How each ground is made, in a sentence each: of the history, the plan and the drawn year. */
  methods: [string, string, string];
};

/** A bundle that is not written yet. */
export type PlannedBundle = {
  /** The quarters that are replayed: `Q1 FY25 to Q4 FY25 (Jan to Dec 2025)`; none without deals. */
  window: string | null;
  /** Payout lines in it that are not zero. */
  lines: number;
  /** Payouts that are worked out again, zeros included. */
  payouts: number;
  /** What works them out again. */
  by: string;
  /** What the paid lines add up to. */
  total: string;
  /** The currency of the total. */
  currency: string;
  /** Its parts, by the folder that they are in. */
  parts: Array<ExportPart>;
  /** The databases that its SQL is for. */
  dialects: Array<ExportDialect>;
  /** Names of the tracks whose levels the SQL reads as facts. */
  given_levels: Array<string>;
};

/** An incentive that draws on a pool. */
export type PoolIncentive = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** What it pays. */
  used: string;
  /** The figure that explains it; none where no single figure does. */
  figure: Figure | null;
};

/** A pool of the budget with what is used of it. */
export type PoolUse = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** What is planned for the period, moves included. */
  planned: string;
  /** What funds returned to it. */
  came_back: string;
  /** What is used. */
  used: string;
  /** What is left: `planned + came_back - used`. */
  left: string;
  /** `used` as a fraction of `planned + came_back`; none where that is nothing. */
  share: string | null;
  /** What partners lost because it ran out. */
  cut: string;
  /** Who gets the rest when it runs out, in words. */
  when_out: string;
  /** What each incentive uses. */
  incentives: Array<PoolIncentive>;
};

/** Rows with the same problem. */
export type ProblemGroup = {
  /** A stable code. */
  code: string;
  /** Whether it costs money, or is only worth knowing. */
  should_fix: boolean;
  /** What is wrong, in a few words. */
  title: string;
  /** What is counted: `row` or `deal`. */
  unit: string;
  /** How many. */
  rows: number;
  /** The money in them, with its currency. */
  money: Array<string>;
  /** The first of them. */
  examples: Array<string>;
  /** What can be done; the first is what happens now. */
  repairs: Array<ImportChoice>;
};

/** The program in words. */
export type Program = {
  /** Its name. */
  name: string;
  /** The currency everything is calculated in. */
  currency: string;
  /** Decimals of its minor unit. */
  decimals: number;
  /** How payouts are rounded: `half away from zero`. */
  rounding: string;
  /** How much there is to understand in it. */
  complexity: Complexity;
  /** Tier ladders. */
  tracks: Array<Track>;
  /** Incentives, in stacking order. */
  incentives: Array<Incentive>;
};

/** One thing that is different. */
export type ProgramDifference = {
  /** Where in the program. */
  place: string;
  /** What was done there. */
  kind: DifferenceKind;
  /** In one line: `Volume rebate (incentive): limits changed.` */
  sentence: string;
  /** What the program said before; empty where it is new. */
  from: string;
  /** What it says instead; empty where it is gone. */
  to: string;
  /** The changes that make it. */
  forth: Array<Change>;
  /** The changes that take it back. */
  back: Array<Change>;
};

/** A test and how it comes out. */
export type ProgramTest = {
  /** Its id. */
  id: string;
  /** Its place in the program; a change there edits it, and one to nothing removes it. */
  place: string;
  /** What it shows. */
  title: string;
  /** Where it comes from. */
  source: string | null;
  /** How it comes out. */
  result: TestResult;
  /** Why it is not run. */
  fault: string | null;
  /** What is given, in a few words: `3 deals of 2 partners`. */
  given: string;
  /** The days that are replayed: `1 January 2025 to 31 March 2025`. */
  window: string;
  /** The partners that are given. */
  partners: Array<GivenPartner>;
  /** The deals that are given. */
  deals: Array<GivenDeal>;
  /** Rows of other tables that are given. */
  others: Array<Count>;
  /** What is expected, and what came out. */
  expected: Array<ExpectedFigure>;
};

/** The tests of a program: those that fail first, then those not run, then the others; each group in
 * the order of the program. */
export type ProgramTests = {
  /** How many there are of each kind. */
  counts: TestCounts;
  /** The tests. */
  tests: Array<ProgramTest>;
  /** Thresholds of the program that have no test at them yet. */
  edges: Array<Edge>;
};

/** A quarter of the replay. */
export type Quarter = {
  /** The name figures refer to it by: `Q4 FY25`. */
  id: string;
  /** The name people read: `Q4 FY25 (Oct to Dec 2025)`. */
  label: string;
  /** What it pays. */
  total: string;
  /** What it pays with the baseline. */
  baseline_total: string;
  /** How long its baseline bar is; below zero hangs down. */
  baseline_size: number;
  /** One part for each incentive that is paid, in stacking order; they add up to the total. */
  parts: Array<QuarterPart>;
};

/** An incentive's part of a quarter. */
export type QuarterPart = {
  /** The incentive's id. */
  incentive: string;
  /** What it pays. */
  amount: string;
  /** How long its part of the bar is; below zero hangs down. */
  size: number;
};

/** A text of a file and how it is read. */
export type ReadingExample = {
  /** The text. */
  text: string;
  /** How it is read. */
  read: string;
};

/** A document that was opened. */
export type Recent = {
  /** Its file. */
  path: string;
  /** The file's name without its ending. */
  name: string;
  /** The folder it is in. */
  folder: string;
  /** The program's name when it was opened last. */
  program: string;
  /** Deals in it then. */
  deals: number;
  /** When it was opened last, in UTC. */
  opened_at: string;
  /** The file's size in bytes; none where it is not there any more. */
  bytes: number | null;
};

/** Documents that were opened lately, and work that has no name yet, each the latest first. */
export type Recents = {
  /** The documents. */
  documents: Array<Recent>;
  /** The work that nobody has open. */
  recovered: Array<Recovered>;
};

/** Asks how past payouts agree with what the program pays for the same partner, incentive and
 * period, with a page of them, those that differ most first. */
export type Reconcile = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** Whether those that agree are left out of the page. */
  only_differing?: boolean;
  /** Rows to leave out at the start. */
  offset?: number;
  /** The most rows to answer, at most 1,000; all of them where it is left out, as for a file. */
  limit?: number;
};

/** How many rows stand each way. */
export type ReconciledCounts = {
  /** Paid as calculated. */
  agree: number;
  /** Paid otherwise. */
  differ: number;
  /** Paid, and nothing calculated. */
  only_paid: number;
  /** Calculated, and nothing paid. */
  only_calculated: number;
  /** Paid for a period that is not whole in the replay, so not compared. */
  outside: number;
  /** Paid in another currency than the program's, so not compared. */
  other_currency: number;
};

/** What was paid to a partner from an incentive for a period, and what the program pays. */
export type ReconciledPayout = {
  /** The partner's id. */
  partner: string;
  /** The partner's name. */
  partner_name: string;
  /** The incentive as the payout called it, or its name where nothing was paid. */
  label: string;
  /** The incentive's id; none where the label names none or all are compared together. */
  incentive: string | null;
  /** The period's first day. */
  from: string;
  /** The period's last day. */
  until: string;
  /** What was paid; none where nothing was. */
  paid: string | null;
  /** What is calculated; none where nothing is. */
  calculated: string | null;
  /** Calculated less paid; none where it cannot be compared. */
  difference: string | null;
  /** How the two stand. */
  standing: PayoutStanding;
  /** The currency of what was paid. */
  currency: string;
  /** The first rows of files that what was paid is the sum of. */
  paid_rows: Array<PaidPart>;
  /** All of those rows. */
  paid_count: number;
  /** The first payout lines that what is calculated is the sum of. */
  lines: Array<CalculatedPart>;
  /** All of those lines. */
  line_count: number;
};

/** How past payouts agree with what the program pays. */
export type Reconciliation = {
  /** The page's rows. */
  rows: Array<ReconciledPayout>;
  /** Rows on all pages. */
  total_rows: number;
  /** What was paid in the replay, in the program's currency. */
  paid: string;
  /** What the program pays in the replay. */
  calculated: string;
  /** Calculated less paid. */
  difference: string;
  /** How many rows stand each way. */
  counts: ReconciledCounts;
  /** What past payouts were compared by, in a sentence. */
  compared_by: string;
  /** The replay's first day. */
  from: string;
  /** The replay's last day. */
  until: string;
  /** The currency of every amount here but of those in another one. */
  currency: string;
};

/** Opens work without a name again. */
export type Recover = {
  /** Its file, as listed. */
  path: string;
};

/** Work that has no name yet: its document was closed, or the window ended before that. */
export type Recovered = {
  /** Its file, to recover or discard it by. */
  path: string;
  /** What it was called in the window, such as `Sample`. */
  name: string;
  /** The program's name. */
  program: string;
  /** When it was edited last, in UTC. */
  saved_at: string;
  /** How many edits were made, those that were undone included. */
  edits: number;
  /** The last few edits in words, the latest first. */
  latest: Array<string>;
  /** The file's size in bytes. */
  bytes: number;
  /** Why it cannot be read, as a sentence; none where it can. */
  unreadable: string | null;
};

/** Makes the step that was taken back again. */
export type Redo = Record<symbol, never>;

/** A rule that cannot be said exactly in SQL. */
export type RefusedRule = {
  /** Its name. */
  name: string;
  /** What it does that is not said, as the rest of a sentence that begins with the name. */
  why: string;
};

/** A scenario and its new name. */
export type RenameScenario = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
};

/** Reports a doubt about a figure of what is looked at, as one step of undo. */
export type ReportDoubt = {
  /** The figure; empty for the whole payout. */
  figure: Figure;
  /** The values that are tried on screen: a figure of values that are not kept is not taken. */
  changes?: Array<Change>;
  /** What is doubted. */
  text: string;
  /** Who doubts it. */
  who?: string;
};

/** Makes the program of a revision hold again, as a new revision: nothing is overwritten, and undo
 * takes it back. Refused where that program holds already. */
export type Restore = {
  /** The revision's number. */
  number: number;
};

/** The money of the files in one currency. */
export type RevenueTie = {
  /** The currency. */
  currency: string;
  /** In the files. */
  total: string;
  /** Used as deals. */
  used: string;
  /** Used as returns. */
  returned: string;
  /** Set aside. */
  set_aside: string;
  /** Deals less returns as a share of the total; none where the total is zero. */
  share: string | null;
};

/** A quarterly review. */
export type ReviewRow = {
  /** The quarter that it comes after. */
  quarter: string;
  /** The day it is due. */
  due: string;
  /** Whether that is past and it was not held. */
  overdue: boolean;
  /** That it was held, and what came of it. */
  held: SaidRow | null;
};

/** What is different between the programs of two revisions, and what that pays. */
export type RevisionDifferences = {
  /** What the later one has different, in the order of the program. */
  differences: Array<ProgramDifference>;
  /** What the first one pays on the facts of today. */
  from: RevisionEffect;
  /** What the second one pays. */
  to: RevisionEffect;
  /** The second less the first; none where either cannot be calculated, or in other currencies. */
  change: string | null;
};

/** What the program of a revision pays on the facts of today. */
export type RevisionEffect = {
  /** The revision's number. */
  number: number;
  /** What it pays in all; none where it cannot be calculated. */
  total: string | null;
  /** That less what the revision it was made from pays; none of the first one, and where either
   * cannot be calculated. */
  change: string | null;
  /** Why it cannot be calculated. */
  why_not: string | null;
  /** The currency of the amounts. */
  currency: string;
};

/** The same thing said of some rows. */
export type RowNote = {
  /** A stable code for programs. */
  code: string;
  /** What it is, with file, row and column of the first one. */
  sentence: string;
  /** How many rows. */
  rows: number;
};

/** What is used by the end of a month. */
export type RunPoint = {
  /** The last day of the month. */
  on: string;
  /** What is used from the first day of the period to it. */
  used: string;
  /** How high that lies. */
  size: number;
  /** How far along the period it lies, from 0 to 1. */
  at: number;
};

/** Somebody's words, and when. */
export type SaidRow = {
  /** The words; may be empty. */
  text: string;
  /** The name that was given; may be empty. */
  who: string;
  /** When, in UTC. */
  at: string;
};

/** Two partners that may be the same company. */
export type SamePartners = {
  /** The id that would be kept. */
  kept: string;
  /** Its name. */
  kept_name: string;
  /** Its deals. */
  kept_deals: number;
  /** The other id. */
  other: string;
  /** Its name. */
  other_name: string;
  /** Its deals. */
  other_deals: number;
};

/** How large the made-up channel is. */
export type SampleSize = "standard" | "large";

/** Writes the open document to a file and goes on there. */
export type SaveAs = {
  /** The file; one that is there already is replaced. */
  path: string;
};

/** Writes the rows that are set aside, each with its reason, as CSV that a spreadsheet opens without
 * carrying anything out. */
export type SaveSetAside = {
  /** Where to. */
  path: string;
  /** The files that are checked; without them, the rows that the document kept aside. */
  files?: Array<string> | null;
  /** Their mapping as JSON. */
  mapping?: string | null;
};

/** A mapping saved in the document. */
export type SavedMapping = {
  /** Its name. */
  name: string;
  /** Columns it reads that the files have. */
  matched: number;
  /** Columns it reads. */
  of: number;
};

/** What was written. */
export type SavedSetAside = {
  /** Where to. */
  path: string;
  /** Rows in it, without its header. */
  rows: number;
};

/** A scenario. */
export type Scenario = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** What it has different from the program, in the order in which that is made. */
  differences: Array<ScenarioDifference>;
};

/** What can be done with scenarios. */
export type ScenarioAction = { "create": CreateScenario } | { "rename": RenameScenario } | { "remove": ScenarioId } | { "move": MoveScenario } | { "edit": EditScenario } | { "adopt": ScenarioId } | { "baseline": ChooseBaseline } | { "switch": SwitchDifference } | { "take_out": DifferenceAt } | { "accept": DifferenceAt };

/** A difference of a scenario from the program. */
export type ScenarioDifference = {
  /** Whether it is made; one that is switched off only stands in the list. */
  on: boolean;
  /** Where in the program. */
  place: string;
  /** What was done there; none where it cannot be made on the program as it is now. */
  kind: DifferenceKind | null;
  /** In one line: `Volume rebate (incentive): limits changed.` */
  sentence: string;
  /** The single values that differ, such as `450,000 USD to 350,000 USD`; empty where whole parts
   * come or go. */
  values: string;
  /** What the program says; empty where it is new. */
  from: string;
  /** What the scenario says instead; empty where it is gone. */
  to: string;
  /** How it stands to the program, which may have changed since. */
  fit: Fit;
  /** What that means and what to do; empty where nothing is to be known. */
  note: string;
};

/** A scenario. */
export type ScenarioId = {
  /** Its id. */
  id: string;
};

/** A scenario as lists name it. */
export type ScenarioName = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** Differences that are on. */
  differences: number;
  /** Differences that the program has overtaken, each to be looked at. */
  conflicts: number;
};

/** The scenarios of a document. */
export type Scenarios = {
  /** The program's name. */
  program: string;
  /** The id of the scenario that edits go to; none where they go to the program. */
  edited: string | null;
  /** What figures are compared with: `opened`, `program` or the id of a scenario. */
  baseline: string;
  /** Every scenario, in its order. */
  scenarios: Array<Scenario>;
};

/** Asks for the schemas of the files that Tierwright reads. */
export type Schema = Record<symbol, never>;

/** JSON Schemas (draft 2020-12). */
export type Schemas = {
  /** Of a program file. */
  program: unknown;
  /** Of a mapping file. */
  mapping: unknown;
  /** Every choice that a program stores, by place. */
  choices: Array<Choice>;
};

/** A part of a sentence. */
export type SentencePart = {
  /** The place in the program that it speaks of: `/incentives/volume/limits`. */
  place: string;
  /** What it says. */
  text: string;
};

/** Says who works from now on: the author of each edit, and of steps of the sign-off. */
export type SetName = {
  /** The name; nobody verifies it. Empty takes it back. */
  name: string;
};

/** Makes a pool of the budget hold another amount, and the whole budget as much more or less, as one
 * step of undo. */
export type SetPool = {
  /** The pool, by id. */
  pool: string;
  /** The period that the amount is of, by label: `FY25`. What was moved into the pool in it stays
   * moved; the rest is what the pool holds in each period. */
  period: string;
  /** What it holds in the period, what was moved into it included, as a decimal. */
  amount: string;
};

/** Puts a budget into a program that has none, as one step of undo: a pool for rebates, co-sell and
 * MDF each, with room above what the program pays. */
export type SetUpBudget = Record<symbol, never>;

/** Puts a fund over the program's MDF accruals into a program that has none, as one step of undo. */
export type SetUpFund = Record<symbol, never>;

/** Settles a doubt or opens it again, as one step of undo. */
export type SettleDoubt = {
  /** The doubt's number. */
  number: number;
  /** How it stands from now on. */
  state: DoubtState;
  /** What is answered: needed of one that is answered, nothing of one that is opened again. */
  answer?: string;
  /** Who settles it. */
  who?: string;
};

/** How much a finding matters. */
export type Severity = "error" | "warning" | "note";

/** A deal and what each partner gets of its reward; with what stays unpaid the parts are the whole. */
export type SharedDeal = {
  /** The deal's id. */
  deal: string;
  /** Its customer; empty where the data has none. */
  customer: string;
  /** What its partners get together. */
  paid: string;
  /** What of the reward goes to nobody. */
  unpaid: string;
  /** Each partner that gets something, the largest part first. */
  parts: Array<SharedPart>;
  /** A payout that the deal is behind. */
  figure: Figure;
  /** The currency of every amount here. */
  currency: string;
};

/** The deal that shows it. */
export type SharedDeals = {
  /** Of the deals behind the largest payouts the one that most partners share; none where none is
   * shared. */
  deal: SharedDeal | null;
};

/** One partner's part of a deal's reward. */
export type SharedPart = {
  /** The partner's name. */
  partner: string;
  /** The roles it holds on the deal that count. */
  roles: Array<string>;
  /** What it gets. */
  amount: string;
  /** That as a fraction of what all get; none where that is nothing. */
  part: string | null;
};

/** An incentive as one partner reads it. */
export type SheetIncentive = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** Its rule, as a sentence. */
  rule: string;
  /** What it paid the partner over the replay. */
  amount: string;
  /** How the last quarter was worked out. */
  worked: string;
  /** The next threshold of the last quarter, how far it is and what it would bring. */
  next_threshold: string | null;
  /** The figure that explains the amount. */
  figure: Figure;
};

/** What a partner earned in a quarter. */
export type SheetQuarter = {
  /** The quarter: `Q4 FY25`. */
  label: string;
  /** What it earned. */
  amount: string;
  /** The figure that explains it. */
  figure: Figure;
};

/** How the sign-off stands. */
export type SignOff = {
  /** How far the approval is. */
  status: SignOffStatus;
  /** The version that an export now would be, from 1. */
  version: number;
  /** What an approval is and what it is not. */
  honest: string;
  /** The name that was given for edits and steps of the person who works; none where none was. */
  you: string | null;
  /** Who edited program or facts last; none where nobody gave a name. */
  edited_by: string | null;
  /** What a signature covers now; none where that cannot be said. */
  covers: SignOffCovers | null;
  /** Why it cannot be said. */
  why_not: string | null;
  /** The roles that were asked to sign. */
  asked: Array<string>;
  /** Every signature, those that lapsed or were taken back among them, the oldest first. */
  signatures: Array<SignatureRow>;
  /** What an approval still lacks, each in a sentence. */
  missing: Array<string>;
  /** Whether one signature is of somebody who may have edited last, so that it alone needs words. */
  needs_words: boolean;
  /** The reviews after the quarters from the as-of day on, and those that were held before. */
  reviews: Array<ReviewRow>;
  /** Days after the end of a quarter that a review is due. */
  review_days: number;
  /** Every export, the latest first. */
  versions: Array<VersionRow>;
};

/** A step of the sign-off. */
export type SignOffChange = { "to_review": {
  /** The roles whose signatures are asked for; any one signature where empty. */
  roles?: Array<string>, } } | { "to_draft": Record<symbol, never> } | { "sign": {
  /** The digest that was looked at; another one now is refused. */
  sha256: string, } } | { "withdraw": {
  /** Its number. */
  signature: number, } } | { "accept": SignOffWarning } | { "reopen": SignOffWarning } | { "review_days": {
  /** Days after the end of a quarter. */
  days: number, } } | { "reviewed": {
  /** The quarter that it came after, such as `Q4 FY25`. */
  quarter: string, } };

/** What a signature covers. */
export type SignOffCovers = {
  /** SHA-256 of the program as canonical JSON: of `spec.json`. */
  program: string;
  /** SHA-256 of the facts. */
  facts: string;
  /** The version of the engine. */
  engine: string;
  /** The last day that is replayed; empty without deals. */
  as_of: string;
  /** What is paid in all, such as `1971402.00 USD`. */
  total: string;
  /** What is owed to partners at the end, by currency. */
  liability: Array<string>;
  /** The digest of all of it. */
  sha256: string;
};

/** How far the approval is. */
export type SignOffStatus = "draft" | "in_review" | "approved" | "exported";

/** A warning of the export, as it stands in its list of things to do. */
export type SignOffWarning = {
  /** Its code. */
  code: string;
  /** The place that it is about. */
  place?: string | null;
  /** What it says. */
  sentence: string;
};

/** A signature. */
export type SignatureRow = {
  /** Its number. */
  number: number;
  /** The name that was given. */
  name: string;
  /** The role that was given. */
  role: string;
  /** When, in UTC, such as `2026-11-21T04:20:01Z`. */
  signed_at: string;
  /** The revision that was signed. */
  revision: number;
  /** The digest of what was signed. */
  sha256: string;
  /** What was paid in all then. */
  total: string;
  /** Why it alone is enough; empty where that was not said. */
  alone: string;
  /** Whether it counts now. */
  holds: boolean;
  /** What of it is another by now, each as it was and as it is. */
  lapsed: Array<LapsedPart>;
  /** That it was taken back, or the program set back to a draft; none where neither was. */
  withdrawn: SaidRow | null;
};

/** Asks what the program would pay with some values changed; the document stays as it is. */
export type Simulate = {
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
  /** Whether to keep the payout lines in the document, for others who look into it. Only those of
   * the document's own program without changes are kept. */
  keep?: boolean;
};

/** What a program pays, beside what the baseline pays. */
export type Simulation = {
  /** What the program is called: its name, or that of the scenario. */
  scenario: string;
  /** What the baseline is called: `program as opened`, or the name of the program or a scenario. */
  baseline: string;
  /** What was made of the history: `grown to plan`, `drawn again (seed 7)`; empty for the history. */
  ground: string;
  /** Everything that is paid: the sum of all payout lines, MDF accrual included. */
  total: string;
  /** The same for the baseline. */
  baseline_total: string;
  /** `total - baseline_total`. */
  change: string;
  /** The change as a fraction of the baseline; none where the baseline is zero. */
  change_rate: string | null;
  /** The currency of every amount here. */
  currency: string;
  /** The replay in words: `Q1 FY25 to Q4 FY25 (Jan to Dec 2025)`. */
  window: string;
  /** Its first day. */
  from: string;
  /** Its last day. */
  until: string;
  /** Only facts dated up to this day count. */
  as_of: string;
  /** Won deals that closed in the replay. */
  deals: number;
  /** How long the calculation took. */
  calculated_in_ms: number;
  /** What every figure rests on: program, data and period. */
  caption: string;
  /** Partners who get more than with the baseline. */
  better: number;
  /** Partners who get less. */
  worse: number;
  /** Partners who get the same. */
  unchanged: number;
  /** Payout as a fraction of revenue; none without revenue. */
  effective_rate: string | null;
  /** The same for the baseline. */
  baseline_effective_rate: string | null;
  /** Net revenue of won deals with a partner, by declared share. */
  revenue: string;
  /** The part of the total that goes into MDF balances. */
  mdf: string;
  /** The same for the baseline. */
  baseline_mdf: string;
  /** The one thing to see in the quarters; empty where nothing is paid. */
  finding: string;
  /** The quarters of the replay; they add up to the total. */
  quarters: Array<Quarter>;
  /** The scale that the quarters are drawn on. */
  axis: Axis;
  /** Every incentive that is on or a shadow; those that are on add up to the total. */
  incentives: Array<IncentiveTotal>;
  /** Partners by the level they hold at the end of the replay; they add up to the total. */
  tiers: Array<TierTotal>;
};

/** An order of rows. Equal rows are ordered by partner id. */
export type Sort = {
  /** The column. */
  by: Column;
  /** Highest, or last, first. */
  descending: boolean;
};

/** A file that facts came from. */
export type SourceFile = {
  /** Its name, without folders. */
  name: string;
  /** Data rows in it. */
  rows: number;
  /** Rows that were set aside. */
  set_aside: number;
};

/** A step of a calculation. */
export type Step = {
  /** What kind of step: `tier`, `measure`, `schedule`, `limit`, `rounding` ... */
  kind: string;
  /** What was done. */
  label: string;
  /** More about it; empty where there is nothing to say. */
  detail: string;
  /** What came out; empty where there is nothing. */
  value: string;
};

/** Stops the operation that is carried out now; the document stays as it was before it. */
export type StopWork = Record<symbol, never>;

/** It was told to stop. */
export type Stopped = Record<symbol, never>;

/** Asks a study of the program with some values changed; the document stays as it is. */
export type Study = {
  /** Which study, and its settings. */
  of: StudyOf;
  /** The values to try; none for the program as it is. */
  changes?: Array<Change>;
};

/** A bar from zero. */
export type StudyBar = {
  /** What it is of. */
  name: string;
  /** The amount it stands for. */
  amount: string;
  /** Where its end is. */
  at: number;
  /** Whether it is the one that others are looked at beside. */
  marked: boolean;
};

/** A column of a table. */
export type StudyColumn = {
  /** Its heading. */
  name: string;
  /** What its cells are. */
  unit: StudyUnit;
};

/** A dot of a quantile plot. */
export type StudyDot = {
  /** Where its column is. */
  right: number;
  /** How many dots lie below it. */
  level: number;
  /** Whether it lies beyond the budget. */
  over: boolean;
  /** The amount it stands for. */
  amount: string;
};

/** A main figure. */
export type StudyFigure = {
  /** What it is. */
  name: string;
  /** Its value as text; empty where there is none. */
  value: string;
  /** What kind of value it is. */
  unit: StudyUnit;
};

/** What a partner gets by hand. */
export type StudyHand = {
  /** The partner, by id. */
  partner: string;
  /** The amount. */
  amount: string;
};

/** What a pilot measures, by partner and quarter. */
export type StudyMeasure = "revenue" | "deals" | "joint_deals";

/** A study and its settings. Parts and rates are fractions such as `"0.05"`, amounts are of the
 * program's currency. */
export type StudyOf = { "study": "cliffs";
/** How near below a threshold partners are listed, in parts of it; 0.05 where left out. */
within?: string;
/** The partner, by id, whose curve is drawn; the one with the largest jump where left out. */
partner?: string, } | { "study": "what_matters";
/** How far levers are moved down and up, in parts; 0.1 where left out. */
by?: string;
/** The levers, by name or place; all of the program where left out. */
levers?: Array<string>;
/** The margin of a unit of revenue; no break-even is worked out where left out. */
margin?: string;
/** How the volume of the deals of rules is taken to change. */
reactions?: Array<StudyReaction>, } | { "study": "find_setting";
/** The most that is paid. */
budget?: string;
/** The least part of partners who get more than now. */
winners?: string;
/** The least `(margin x revenue - cost) / cost`; needs a margin. */
return_on_cost?: string;
/** The margin of a unit of revenue. */
margin?: string;
/** The levers, by name or place; all of the program where left out. */
levers?: Array<string>;
/** The least that a lever is multiplied by; 0.5 where left out. */
least?: string;
/** The most; 1.5 where left out. */
most?: string, } | { "study": "gaming";
/** How far around a threshold partners are counted, in parts of it; 0.05 where left out. */
within?: string;
/** By how many days deals can be moved; 30 where left out. */
days?: number, } | { "study": "programs";
/** The two values, by name or place; those that move the bill most where left out. */
levers?: Array<string>;
/** How far values are moved down and up, in parts; 0.2 where left out. */
by?: string, } | { "study": "futures";
/** Years that are drawn; 20 where left out. */
years?: number;
/** The seed of the first year; 7 where left out. */
seed?: number, } | { "study": "risk";
/** The bill that should not be passed; the program's budget where left out. */
budget?: string;
/** The seed; 7 where left out. */
seed?: number;
/** Years that are drawn; 2,000 where left out. */
draws?: number;
/** Replays that they are drawn from; 60 where left out. */
replays?: number;
/** Whether the partners stay as they are and only deals are drawn. */
same_partners?: boolean, } | { "study": "overlap", } | { "study": "mdf";
/** The margin of a unit of revenue; 0.3 where left out. */
margin?: string;
/** What is divided; what was paid in the replay where left out. */
amount?: string;
/** The least for each partner; none where left out. */
least?: string;
/** The most for each partner; no limit where left out. */
most?: string;
/** What partners get by hand; the others divide what is left by revenue. */
hand?: Array<StudyHand>, } | { "study": "scorecard";
/** The margin of a unit of revenue; no return is worked out where left out. */
margin?: string;
/** What winning customers directly cost in the replay besides payouts. */
direct_cost?: string, } | { "study": "swap", } | { "study": "pilot";
/** Partners of the pilot, by id; those of the segment where left out. */
partners?: Array<string>;
/** Partners of this region alone. */
region?: string;
/** Partners of this type alone. */
partner_type?: string;
/** Partners of this segment alone. */
segment?: string;
/** The first day of the window; the last two quarters of the replay where left out. */
from?: string;
/** The last day of the window. */
until?: string;
/** What is measured; revenue where left out. */
measure?: StudyMeasure;
/** The seed of the cost's range; 7 where left out. */
seed?: number, } | { "study": "rollout";
/** What partners of one wave have in common; their segment where left out. */
by?: StudyWaves;
/** The segment, region or type of the first wave; the smallest where left out. */
first?: string;
/** A day in the quarter in which the first wave begins; the one after the replay where left out. */
from?: string;
/** Quarters from wave to wave; 2 where left out. */
apart?: number;
/** The seed of the budgets' range; 7 where left out. */
seed?: number, } | { "study": "order";
/** The seed of orders drawn; 7 where left out. */
seed?: number;
};

/** A picture: positions are parts of its width or height. */
export type StudyPicture = { "kind": "curve";
/** What is drawn upward. */
up: string;
/** What is drawn to the right. */
right: string;
/** The axis upward. */
axis: Axis;
/** The axis to the right. */
across: Axis;
/** The points, from left to right. */
points: Array<StudyPoint>, } | { "kind": "swings";
/** What bars are of. */
of: string;
/** The axis; its zero is no change. */
axis: Axis;
/** The bars, the longest first. */
bars: Array<StudySwing>, } | { "kind": "bars";
/** What bars are of. */
of: string;
/** The axis. */
axis: Axis;
/** The bars. */
bars: Array<StudyBar>, } | { "kind": "dots";
/** What dots are of. */
of: string;
/** The axis to the right. */
axis: Axis;
/** The budget line. */
budget: StudyPoint | null;
/** The dots, from left to right. */
dots: Array<StudyDot>;
};

/** A point of a curve. */
export type StudyPoint = {
  /** Its position to the right. */
  right: number;
  /** Its position upward. */
  up: number;
  /** What it stands for, in words. */
  label: string;
};

/** How the volume of the deals of a rule is taken to change. */
export type StudyReaction = {
  /** The rule, by id. */
  incentive: string;
  /** The change in parts: 0.05 for 5% more. */
  volume: string;
};

/** What a study found. */
export type StudyReport = {
  /** Which study: `cliffs`. */
  study: string;
  /** What it is called. */
  title: string;
  /** The one thing to see in it. */
  finding: string;
  /** How it was found, and what it does not say. */
  method: string;
  /** What every figure rests on: program, data and period. */
  basis: string;
  /** The seed of its draws; none where it draws nothing. */
  seed: string | null;
  /** The currency of every amount. */
  currency: string;
  /** Its main figures. */
  figures: Array<StudyFigure>;
  /** A picture of it, where there is one. */
  picture: StudyPicture | null;
  /** Everything it found, in rows. */
  tables: Array<StudyTable>;
};

/** A row of a table. */
export type StudyRow = {
  /** A cell for each column; empty where there is no value. */
  cells: Array<string>;
  /** The partner it is about, by id. */
  partner: string | null;
  /** The place in the program it is about. */
  place: string | null;
  /** The deal it is about, by id. */
  deal: string | null;
};

/** A bar to both sides. */
export type StudySwing = {
  /** What is moved. */
  name: string;
  /** Its place in the program. */
  place: string;
  /** The value it is moved down to, as it reads. */
  low: string;
  /** The value it is moved up to. */
  high: string;
  /** What the low value changes. */
  low_change: string;
  /** What the high value changes. */
  high_change: string;
  /** Where the end of the low value is. */
  low_at: number;
  /** Where the end of the high value is. */
  high_at: number;
};

/** Rows that a study found. */
export type StudyTable = {
  /** A stable name: `near`. */
  id: string;
  /** What it lists. */
  title: string;
  /** What to know before reading it; empty where there is nothing. */
  note: string;
  /** Its columns. */
  columns: Array<StudyColumn>;
  /** Its rows, the most important first. */
  rows: Array<StudyRow>;
};

/** What kind of value a text is. */
export type StudyUnit = "text" | "money" | "rate" | "number";

/** What the partners of a wave have in common. */
export type StudyWaves = "segment" | "region" | "partner_type";

/** A difference and its switch. */
export type SwitchDifference = {
  /** The scenario's id. */
  id: string;
  /** The difference's place in its list, from 0. */
  difference: number;
  /** Whether it is made. */
  on: boolean;
};

/** A table. */
export type Table = { "of": "breakdown";
/** What the groups are. */
by: Dimension, } | { "of": "partners";
/** Words that must all be found, as of the listing of partners. */
filter?: string;
/** Only partners of one group; everybody where left out. */
within?: Within | null;
/** Whether what is spent on each partner by kind of reward, and benefits, is written too. */
economics?: boolean, } | { "of": "roll_forward";
/** The day it is seen on; all is counted where left out. */
as_of?: string, } | { "of": "liability";
/** The day it is seen on; all is counted where left out. */
as_of?: string, } | { "of": "audit_log", } | { "of": "funds";
/** Only this fund, by id; all where left out. */
fund?: string;
};

/** An incentive to begin with. */
export type Template = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** The way of selling it is for: `resale`, `referral`, `alliance` ... */
  motion: string;
  /** What it pays, in one sentence. */
  description: string;
  /** The incentive, as it stands in a program's JSON. */
  incentive: unknown;
  /** What it pays to whom, as it stands. */
  sentence: string;
  /** What it pays against its measure; none where there is no one curve. */
  curve: Curve | null;
  /** What it pays at one place of the curve, worked out: `At 250,000 USD it pays 7,500 USD.` */
  example: string | null;
};

/** Incentives to begin with. */
export type Templates = {
  /** Every template. */
  templates: Array<Template>;
};

/** Runs the payout cases of a file, or of all `.json` files in a folder, in order of name; or the tests
 * that the program of a document or of a program file carries. */
export type Test = {
  /** The case, folder, document or program. */
  path: string;
};

/** How the tests of a program come out. */
export type TestCounts = {
  /** As expected. */
  passed: number;
  /** Otherwise than expected. */
  failed: number;
  /** Not run, because the program or the test cannot be calculated. */
  not_run: number;
};

/** A figure that came out otherwise. */
export type TestDifference = {
  /** Which figure: partner, quarter, and incentive or level. */
  place: string;
  /** What is expected. */
  expected: string;
  /** What came out. */
  got: string;
  /** Why it came out so, in the words of the calculation; empty for a level. */
  because: string;
};

/** How a test comes out. */
export type TestResult = "fails" | "not_run" | "passes";

/** How cases came out. */
export type Tested = {
  /** Every case. */
  cases: Array<TestedCase>;
  /** How many came out as written. */
  passed: number;
  /** How many did not. */
  failed: number;
};

/** How one case came out. */
export type TestedCase = {
  /** Its file, without ending; a test's id. */
  name: string;
  /** What it shows; empty where it cannot be read. */
  title: string;
  /** Whether everything came out as written. */
  passed: boolean;
  /** Why it cannot be run. */
  fault: string | null;
  /** What came out otherwise. */
  differences: Array<TestDifference>;
};

/** A tick of a scale. */
export type Tick = {
  /** Where it lies, from 0 at the bottom to 1 at the top. */
  at: number;
  /** The amount it stands for. */
  amount: string;
};

/** How the roll-forward agrees with the payout lines: `accrued - clawed_back = payouts + given`, in
 * the program's currency. */
export type Tie = {
  /** Payout lines that are paid and not zero. */
  lines: number;
  /** What they come to. */
  payouts: string;
  /** What funds gave beside them. */
  given: string;
  /** What is accrued over all quarters. */
  accrued: string;
  /** What is clawed back over all quarters. */
  clawed_back: string;
  /** What is left between the two sides: zero where they agree. */
  difference: string;
};

/** What partners of a level get. */
export type TierTotal = {
  /** The track's id; empty for partners on no track. */
  track: string;
  /** The level's id; empty for partners on no track. */
  id: string;
  /** The name people read. */
  name: string;
  /** Partners who hold it at the end of the replay. */
  partners: number;
  /** Partners who hold it then with the baseline. */
  baseline_partners: number;
  /** What these partners get over the whole replay. */
  total: string;
};

/** A tier ladder. */
export type Track = {
  /** Its id. */
  id: string;
  /** The name people read. */
  name: string;
  /** What holds for the whole ladder: who is on it, and how it is reviewed. */
  sentences: Array<string>;
  /** Its levels, lowest first. */
  levels: Array<Level>;
};

/** Takes the newest step back. */
export type Undo = Record<symbol, never>;

/** What kind of value a lever has. */
export type Unit = "money" | "percent" | "count";

/** A name that rows call a partner by and no list has. */
export type UnmatchedName = {
  /** The name. */
  name: string;
  /** Rows with it. */
  rows: number;
  /** The partner it may be; none where none is near. */
  near: string | null;
  /** The name of that partner. */
  near_name: string | null;
};

/** What verifying a bundle found. */
export type Verification = {
  /** The folder. */
  folder: string;
  /** Whether nothing differs. */
  agrees: boolean;
  /** The result in a sentence. */
  sentence: string;
  /** The bundle in numbers, where nothing differs. */
  bundle: VerifiedBundle | null;
  /** The first thing that differs. */
  difference: Difference | null;
  /** Every file that is not as the manifest says, where something differs and the manifest holds. */
  altered: Array<AlteredFile>;
  /** What working the payouts out again found; nothing where something differs, or where the
   * bundle has no facts for it. */
  proof: ExportProof | null;
};

/** A bundle that is as it was exported. */
export type VerifiedBundle = {
  /** The program's name. */
  program: string;
  /** The version of the engine that calculated its payouts. */
  engine: string;
  /** Whether it is marked as made from sample facts. */
  sample: boolean;
  /** Its files, the manifest among them. */
  files: number;
  /** Payout lines in it. */
  lines: number;
  /** What the paid lines add up to. */
  total: string;
  /** The currency of the total. */
  currency: string;
  /** The seal of its manifest: SHA-256 in hexadecimal. */
  seal: string;
  /** The version that it holds; none where nobody keeps one. */
  version: number | null;
  /** How the sign-off stood when it was exported. */
  status: SignOffStatus;
};

/** Verifies a bundle from its folder alone: that nothing was changed, and that its parts add up. */
export type Verify = {
  /** The bundle's folder. */
  folder: string;
};

/** A bundle that was exported. */
export type VersionRow = {
  /** Its version. */
  version: number;
  /** How the sign-off stood. */
  status: SignOffStatus;
  /** When, in UTC. */
  exported_at: string;
  /** Who exported it, by the name they gave; empty where nobody did. */
  who: string;
  /** Where to. */
  folder: string;
  /** The seal of its manifest. */
  seal: string;
  /** The revision whose program it holds. */
  revision: number;
  /** What it pays in all, such as `1971402.00`. */
  total: string;
  /** The currency of that. */
  currency: string;
};

/** A partner whose payout changes. */
export type Winner = {
  /** Its id. */
  id: string;
  /** Its name. */
  name: string;
  /** What it gets with the baseline. */
  baseline: string;
  /** What it gets. */
  payout: string;
  /** The difference of the two. */
  change: string;
  /** The same as a fraction of the baseline; none where that is zero. */
  change_rate: string | null;
};

/** Partners together. */
export type WinnerGroup = {
  /** The name people read: `Lose over 5%`. */
  label: string;
  /** Which way they go. */
  direction: Direction;
  /** How many they are. */
  partners: number;
  /** What they get with the baseline. */
  baseline: string;
  /** What they get. */
  payout: string;
  /** The difference of the two. */
  change: string;
  /** The same as a fraction of the baseline; none where that is zero. */
  change_rate: string | null;
  /** Their part of all partners, from 0 to 1, for drawing. */
  partners_size: number;
  /** Their part of what all get with the baseline, from 0 to 1, for drawing. */
  money_size: number;
};

/** Who wins and who loses. */
export type WinnerList = {
  /** What the scenario is called. */
  scenario: string;
  /** What it is compared with. */
  baseline: string;
  /** The one thing to see: `61 partners gain and 17 lose; the greatest loss is Halden Cloud's.` */
  finding: string;
  /** Five groups from the greatest loss to the greatest gain; together they are all partners. */
  groups: Array<WinnerGroup>;
  /** Ten groups of partners by what they get with the baseline, the least first. */
  deciles: Array<WinnerGroup>;
  /** Moves between levels. */
  moves: Array<LevelMove>;
  /** The partners who lose most, the greatest loss first. */
  worst: Array<Winner>;
  /** The partners who gain most, the greatest gain first. */
  best: Array<Winner>;
  /** How many partners are the tenth that gets most. */
  top_partners: number;
  /** Their part of the whole, as a fraction. */
  top_share: string | null;
  /** The same with the baseline, whose tenth may be others. */
  baseline_top_share: string | null;
  /** Partners as dots: what they get with the baseline, and by how much that changes. */
  dots: Array<Dot>;
  /** Partners without a dot: those who change least, where there are too many to see. */
  without_dot: number;
  /** The scale along which the baseline runs. */
  across: Axis;
  /** The scale along which the change runs. */
  up: Axis;
  /** The currency of every amount here. */
  currency: string;
  /** What every figure rests on: data and period. */
  caption: string;
};

/** Asks who wins and who loses. */
export type Winners = {
  /** `program`, `opened` or a scenario by its id or name; what is looked at where left out. */
  scenario?: string | null;
  /** What it is compared with; the baseline that was chosen, else the program, where left out. */
  baseline?: string | null;
};

/** A group of partners, by the id that a breakdown gives it. */
export type Within = {
  /** What the groups are. */
  by: Dimension;
  /** Which one. */
  id: string;
};

/** How far work is. */
export type WorkProgress = {
  /** What is being done, such as `Reading sales.csv`; none where nothing that takes a while is. */
  doing: string | null;
  /** The part of it that is done, between 0 and 1; none where that is not known. */
  part: number | null;
};

/** Writes a decision memo as an HTML page, laid out for one sheet of paper, or as a PDF. */
export type WriteMemo = {
  /** The file, a PDF where it ends in `.pdf`; one that is there already is replaced. */
  path: string;
  /** The scenario that the memo is about, by its id or name; the edited one, else the first that is
   * compared, where left out. */
  scenario?: string | null;
  /** The scenarios beside it, as in a comparison; all where left out. */
  beside?: Array<string>;
  /** The question to decide; made from the names where left out. */
  question?: string | null;
  /** What was assumed beside what the figures rest on anyway, each a sentence. */
  assumed?: Array<string>;
  /** What is not known beside what these figures never tell, each a sentence. */
  unknown?: Array<string>;
};

/** The program as it is written. */
export type WrittenProgram = {
  /** The revision it is of. */
  revision: number;
  /** The program's JSON; the `schema` operation describes it. */
  program: unknown;
};
