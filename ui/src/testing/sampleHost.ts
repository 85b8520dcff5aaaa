import type {
  Change,
  Column,
  Document,
  Explanation,
  Failure,
  Figure,
  Host,
  Operation,
  Operations,
  Partner,
  Simulation,
} from "../host/index.ts";
import { checked, exported, exportPlan } from "./sampleExport.ts";
import { curve, EARNS_NOTHING, schema, writtenProgram } from "./sampleProgram.ts";
import { comparedExport, signOff } from "./sampleSignOff.ts";
import { sampleTests } from "./sampleTests.ts";

/**
 * A host for tests that answers like Rust does, from a made-up channel of 120 partners. Its arithmetic is
 * on whole cents; it is no model of a program, only figures that add up and move with the lever.
 */
export interface SampleHost extends Host {
  /** Every call so far: its operation and request. */
  calls: { op: Operation; request: unknown }[];
  /** The next call of this operation refuses with this. */
  refuse: (op: Operation, failure: Failure) => void;
  /** Chooses a menu item. */
  choose: (id: string) => void;
}

const GOLD = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";
const NAMES = [
  "Northwind Systems",
  "Halden Cloud AG",
  "Sierra Integrators",
  "Okafor Digital",
  "BlueRiver MSP",
];
const KINDS = ["Reseller", "SI", "MSP", "ISV", "Distributor", "Referral"];
const REGIONS = ["EMEA", "AMER", "APAC", "LATAM"];
const INCENTIVES = [
  { id: "volume", name: "Volume rebate", share: 48n },
  { id: "cosell", name: "Co-sell split", share: 27n },
  { id: "mdf", name: "MDF accrual", share: 14n },
  { id: "growth", name: "Growth kicker", share: 11n },
];
const QUARTERS = [
  { id: "Q1 FY25", label: "Q1 FY25 (Jan to Mar 2025)", share: 21n },
  { id: "Q2 FY25", label: "Q2 FY25 (Apr to Jun 2025)", share: 24n },
  { id: "Q3 FY25", label: "Q3 FY25 (Jul to Sep 2025)", share: 24n },
  { id: "Q4 FY25", label: "Q4 FY25 (Oct to Dec 2025)", share: 31n },
];

const money = (cents: bigint): string => {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const sum = (all: bigint[]): bigint => all.reduce((total, each) => total + each, 0n);

/** Shares in percent of a whole, the last taking the remainder, so that parts always add up. */
function split(whole: bigint, shares: bigint[]): bigint[] {
  const parts = shares.map((share) => (whole * share) / 100n);
  const rest = whole - sum(parts);
  return parts.map((part, at) => (at === parts.length - 1 ? part + rest : part));
}

interface Row {
  id: string;
  name: string;
  kind: string;
  region: string;
  revenue: bigint;
}

const ROWS: Row[] = Array.from({ length: 120 }, (_, at) => ({
  id: `P-${1000 + ((at * 37) % 120)}`,
  name: `${NAMES[at % NAMES.length]}${at < NAMES.length ? "" : ` ${Math.floor(at / NAMES.length) + 1}`}`,
  kind: KINDS[at % KINDS.length] ?? "",
  region: REGIONS[(at * 7) % REGIONS.length] ?? "",
  revenue: BigInt(1_940_112_07 + ((at * 7919) % 120) * -1_543_211),
}));

const tier = (revenue: bigint, gold: bigint) =>
  revenue >= 120_000_000n
    ? "Platinum"
    : revenue >= gold
      ? "Gold"
      : revenue >= 15_000_000n
        ? "Silver"
        : "Registered";
const PERCENT: Record<string, bigint> = { Platinum: 7n, Gold: 6n, Silver: 3n, Registered: 0n };
const paid = (row: Row, gold: bigint) => (row.revenue * (PERCENT[tier(row.revenue, gold)] ?? 0n)) / 100n;
const cents = (text: string) => BigInt(Math.round(Number(text) * 100));
const rate = (part: bigint, whole: bigint) => (whole === 0n ? null : String(Number(part) / Number(whole)));

/** A host with the made-up channel; nothing is open until it is asked to. */
export function sampleHost(opening: { sample: boolean } = { sample: false }): SampleHost {
  let history = ["500000.00"];
  let at = 0;
  let open = false;
  const refusals = new Map<Operation, Failure>();
  const menus = new Set<(id: string) => void>();
  const calls: SampleHost["calls"] = [];

  const saved = () => cents(history[at] ?? "");
  const tried = (changes: Change[] = []) => {
    const change = changes.find((each) => each.place === GOLD);
    return change === undefined ? saved() : cents(String(change.value));
  };
  const step = (to: number) => {
    at = Math.max(0, Math.min(to, history.length - 1));
    return sampleDocument(history, at);
  };

  const recovered = () =>
    history.length === 1 || open
      ? []
      : [
          {
            path: "/somewhere/untitled-1-0/Sample.tierwright",
            name: "Sample",
            program: "FY26 Partner Program",
            saved_at: "2026-11-21T14:02:11Z",
            edits: history.length - 1,
            latest: [`Gold threshold to ${history.at(-1)}`],
            bytes: 4096,
            unreadable: null,
          },
        ];

  const answers: { [O in Operation]?: (request: Operations[O]["request"]) => Operations[O]["response"] } = {
    look_again: () => ({ document: null }),
    open_sample: () => {
      history = ["500000.00"];
      open = true;
      return step(0);
    },
    document: () => {
      if (!open) throw { code: "no_document", sentence: "No document is open.", hint: "Open one." };
      return step(at);
    },
    change: ({ changes }) => {
      history = [...history.slice(0, at + 1), String(changes?.[0]?.value)];
      return step(at + 1);
    },
    program: () => ({ revision: at + 1, program: writtenProgram(history[at] ?? "") }),
    // The check looks through the history, which the document leaves out where that takes long.
    check: () => ({
      program: "FY26 Partner Program",
      calculates: true,
      findings: [EARNS_NOTHING, ...step(at).findings],
      sentences: [],
    }),
    close: () => {
      open = false;
      return { documents: [], recovered: recovered() };
    },
    recents: () => ({ documents: [], recovered: recovered() }),
    recover: () => {
      open = true;
      return step(at);
    },
    discard_recovered: () => {
      history = history.slice(0, 1);
      return { documents: [], recovered: recovered() };
    },
    doubts: () => ({ doubts: [], open: 0, answered: 0, upheld: 0, upheld_unchanged: 0 }),
    schema: () => ({ program: schema, mapping: {}, choices: [] }),
    fact_values: () => ({ columns: [{ field: "role", values: ["influenced", "resold", "sourced"] }] }),
    curve: () => curve,
    undo: () => step(at - 1),
    redo: () => step(at + 1),
    simulate: ({ changes }) => simulation(tried(changes), saved()),
    partners: ({ changes, sort, filter, offset, limit }) => {
      const rows = partners(tried(changes), saved())
        .filter((row) =>
          `${row.name} ${row.id} ${row.kind} ${row.region}`
            .toLowerCase()
            .includes((filter ?? "").toLowerCase()),
        )
        .sort((a, b) => order(a, b, sort?.by ?? "payout") * ((sort?.descending ?? true) ? -1 : 1));
      const total = (of: "revenue" | "baseline" | "payout" | "change") =>
        sum(rows.map((row) => cents(row[of])));
      return {
        rows: rows.slice(offset ?? 0, (offset ?? 0) + limit),
        total_rows: rows.length,
        totals: {
          revenue: money(total("revenue")),
          baseline: money(total("baseline")),
          payout: money(total("payout")),
          change: money(total("change")),
          rate: rate(total("payout"), total("revenue")),
          economics: null,
        },
        groups: [],
        currency: "USD",
      };
    },
    explain: ({ changes, figure }) => explanation(figure, tried(changes)),
    deals: ({ figure, offset, limit }) => ({
      caption: "Deals",
      rows: deals(37).slice(offset ?? 0, (offset ?? 0) + limit),
      total_rows: figure.partner ? 37 : 3000,
      counted: "498210.00",
      currency: "USD",
    }),
    tests: () => sampleTests(),
    accept_test: () => step(at),
    add_test: () => ({ document: step(at), added: ["test-4"], left_out: [] }),
    make_test: () => ({ document: step(at), added: ["test-3"], left_out: [] }),
    make_tests: ({ count }) => ({
      document: step(at),
      added: Array.from({ length: count }, (_, made) => `test-${made + 4}`),
      left_out: ["BlueRiver MSP: this payout depends on partners who share no deal with this one."],
    }),
    add_edge_tests: () => ({ document: step(at), added: [], left_out: [] }),
    verify: ({ folder }) => checked(folder),
    sign_off: () => signOff(1, simulation(saved(), saved()).total),
    change_sign_off: () => signOff(1, simulation(saved(), saved()).total),
    set_name: () => step(at),
    compare_export: () => comparedExport(),
    import_program: () => step(at),
    export_plan: () => exportPlan(at + 1, simulation(saved(), saved()).total),
    export: ({ folder }) => exported(folder, simulation(saved(), saved()).total),
  };

  return {
    calls,
    refuse: (op, failure) => refusals.set(op, failure),
    choose: (id) => {
      for (const menu of menus) menu(id);
    },
    call: async (op, request) => {
      calls.push({ op, request });
      const failure = refusals.get(op);
      refusals.delete(op);
      if (failure !== undefined) throw failure;
      const answer = answers[op];
      if (answer === undefined) throw { code: "unknown", sentence: `The sample has no ${op}.`, hint: "" };
      return answer(request as never) as never;
    },
    opening: async () => ({ ...opening, path: null, resumes: true }),
    dialogs: null,
    onMenu: (chosen) => {
      menus.add(chosen);
      return () => menus.delete(chosen);
    },
    onDrop: () => () => {},
    onOpen: () => () => {},
    shows: () => {},
  };
}

function sampleDocument(history: string[], at: number): Document {
  const gold = history[at] ?? "";
  return {
    name: "Sample",
    path: null,
    sample: true,
    read_only: null,
    saved_at: "2026-11-21T14:02:11Z",
    revision: at + 1,
    can_undo: at > 0,
    can_redo: at < history.length - 1,
    undo_label: at > 0 ? `Gold threshold to ${gold}` : null,
    redo_label: null,
    counts: [
      { table: "partner", rows: 120 },
      { table: "deal", rows: 3000 },
      { table: "line", rows: 7412 },
      { table: "credit", rows: 6604 },
      { table: "fund_event", rows: 388 },
    ],
    files: [{ name: "made-up channel, seed 7", rows: 17404, set_aside: 0 }],
    program: {
      name: "FY26 Partner Program",
      currency: "USD",
      decimals: 2,
      rounding: "half away from zero",
      complexity: { whole: 21, conditions: 9, exceptions: 5, tables: 3, dates: 4, minutes: 2 },
      tracks: [
        {
          id: "partner",
          name: "Partner",
          sentences: ["Reviewed each quarter; a move counts from the day after it is earned."],
          levels: [
            {
              id: "registered",
              name: "Registered",
              sentence: "Every partner with an agreement.",
              partners: 61,
            },
            {
              id: "silver",
              name: "Silver",
              sentence: "At least $150,000 of revenue in the trailing four quarters and 1 certified person.",
              partners: 34,
            },
            {
              id: "gold",
              name: "Gold",
              sentence: `At least $${Number(gold).toLocaleString("en-US")} of revenue in the trailing four quarters and 3 certified people.`,
              partners: 18,
            },
            {
              id: "platinum",
              name: "Platinum",
              sentence:
                "At least $1,200,000 of revenue in the trailing four quarters and 6 certified people.",
              partners: 7,
            },
          ],
        },
      ],
      incentives: INCENTIVES.map(({ id, name }) => ({
        id,
        name,
        state: "on",
        sentence: `On each won deal, the program pays ${name.toLowerCase()} at the rate of the partner's level: Silver 3%, Gold 6%, Platinum 7%. It is settled each quarter and paid 30 days later.`,
        parts: [
          {
            place: `/incentives/${id}/schedule`,
            text: `On each won deal, the program pays ${name.toLowerCase()} at the rate of the partner's level: Silver 3%, Gold 6%, Platinum 7%.`,
          },
          {
            place: `/incentives/${id}/settle`,
            text: "It is settled each quarter and paid 30 days later.",
          },
        ],
      })),
    },
    findings: [
      {
        severity: "warning",
        code: "cliff",
        place: GOLD,
        sentence:
          "At $500,000 one more dollar of revenue adds $15,000 of payout; 6 partners finished within 5% below it.",
        hint: "Smooth the step with an each-band rebate.",
        partners: 6,
        amount: "90000.00",
        currency: "USD",
        of: "more at the threshold",
      },
      {
        severity: "note",
        code: "never_fires",
        place: "/incentives/growth",
        sentence: "Growth kicker pays nobody in Q1.",
        hint: "",
        partners: null,
        amount: null,
        currency: null,
        of: "",
      },
    ],
    scenarios: [],
    edited: null,
    baseline: "opened",
    base_name: "FY26 Partner Program",
    basis: "history",
    seed: 7,
    levers: [
      {
        place: GOLD,
        name: "Gold threshold",
        value: gold,
        min: "300000.00",
        max: "800000.00",
        step: "5000.00",
        unit: "money",
        currency: "USD",
      },
    ],
    tests: { passed: 2, failed: 1, not_run: 0 },
  };
}

function partners(gold: bigint, before: bigint): Partner[] {
  return ROWS.map((row) => {
    const payout = paid(row, gold);
    const baseline = paid(row, before);
    const change = payout - baseline;
    return {
      id: row.id,
      name: row.name,
      kind: row.kind,
      region: row.region,
      tier_from: tier(row.revenue, before),
      tier_to: tier(row.revenue, gold),
      revenue: money(row.revenue),
      baseline: money(baseline),
      payout: money(payout),
      change: money(change),
      direction: change > 0n ? "better" : change < 0n ? "worse" : "same",
      rate: rate(payout, row.revenue),
      economics: null,
    };
  });
}

function order(a: Partner, b: Partner, by: Column): number {
  if (by === "name" || by === "kind" || by === "region") return a[by].localeCompare(b[by]);
  if (by === "tier") return (a.tier_to ?? "").localeCompare(b.tier_to ?? "");
  const figure = (of: Partner) => (by in of ? Number(of[by as keyof Partner] ?? 0) : 0);
  return figure(a) - figure(b);
}

function simulation(gold: bigint, before: bigint): Simulation {
  const rows = partners(gold, before);
  const total = sum(ROWS.map((row) => paid(row, gold)));
  const baseline = sum(ROWS.map((row) => paid(row, before)));
  const revenue = sum(ROWS.map((row) => row.revenue));
  const shares = INCENTIVES.map((incentive) => incentive.share);
  const byQuarter = split(
    total,
    QUARTERS.map((quarter) => quarter.share),
  );
  const baselines = split(
    baseline,
    QUARTERS.map((quarter) => quarter.share),
  );
  const parts = byQuarter.map((quarter) => split(quarter, shares));
  const top = 250_000_000;
  const byIncentive = (cells: bigint[][], at: number) => sum(cells.map((cell) => cell[at] ?? 0n));
  const baseParts = baselines.map((quarter) => split(quarter, shares));
  return {
    scenario: "FY26 Partner Program",
    baseline: "program as opened",
    ground: "",
    total: money(total),
    baseline_total: money(baseline),
    change: money(total - baseline),
    change_rate: rate(total - baseline, baseline),
    currency: "USD",
    window: "Q1 FY25 to Q4 FY25 (Jan to Dec 2025)",
    from: "2025-01-01",
    until: "2025-12-31",
    as_of: "2025-12-31",
    deals: 1508,
    calculated_in_ms: 4,
    caption: "FY26 Partner Program, sample data, Q1 FY25 to Q4 FY25",
    better: rows.filter((row) => row.direction === "better").length,
    worse: rows.filter((row) => row.direction === "worse").length,
    unchanged: rows.filter((row) => row.direction === "same").length,
    effective_rate: rate(total, revenue),
    baseline_effective_rate: rate(baseline, revenue),
    revenue: money(revenue),
    mdf: money(byIncentive(parts, 2)),
    baseline_mdf: money(byIncentive(baseParts, 2)),
    finding: "Q4 FY25 carries 31% of the cost, mostly Volume rebate.",
    quarters: QUARTERS.map((quarter, at) => ({
      id: quarter.id,
      label: quarter.label,
      total: money(byQuarter[at] ?? 0n),
      baseline_total: money(baselines[at] ?? 0n),
      baseline_size: Number(baselines[at] ?? 0n) / top,
      parts: INCENTIVES.map(({ id }, part) => ({
        incentive: id,
        amount: money(parts[at]?.[part] ?? 0n),
        size: Number(parts[at]?.[part] ?? 0n) / top,
      })),
    })),
    axis: {
      zero: 0,
      ticks: [0, 1, 2, 3, 4, 5]
        .map((tick) => ({ at: (tick * 50_000_000) / top, amount: `${tick * 500_000}.00` }))
        .filter((tick) => tick.at <= 1),
    },
    incentives: INCENTIVES.map(({ id, name }, at) => ({
      id,
      name,
      total: money(byIncentive(parts, at)),
      baseline_total: money(byIncentive(baseParts, at)),
      change: money(byIncentive(parts, at) - byIncentive(baseParts, at)),
      share: rate(byIncentive(parts, at), total),
      shadow: false,
      mdf: id === "mdf",
    })),
    tiers: [],
  };
}

function deals(rows: number): Explanation["deals"] {
  return Array.from({ length: rows }, (_, at) => ({
    deal: `D-${20_000 + at * 7}`,
    line: null,
    partner: "Sierra Integrators",
    customer: ["Aurora Foods", "Vega Transport", "Kestrel Insurance"][at % 3] ?? "",
    closed: `2025-${String((at % 12) + 1).padStart(2, "0")}-14`,
    amount: "13465.14",
    currency: at % 2 === 0 ? "USD" : "EUR",
    converted: "13465.14",
    exchange: at % 2 === 0 ? null : "x 1.0843 of 2025-01-14 (rates.csv row 531)",
    share: at % 3 === 0 ? "0.6" : null,
    counted: "13465.14",
    file: "made-up channel, seed 7",
    row: 2 + at,
  }));
}

function explanation(figure: Figure, gold: bigint): Explanation {
  const row = ROWS.find((each) => each.id === figure.partner);
  const whole = row === undefined ? sum(ROWS.map((each) => paid(each, gold))) : paid(row, gold);
  const shares = split(
    whole,
    INCENTIVES.map((incentive) => incentive.share),
  );
  const index = INCENTIVES.findIndex((incentive) => incentive.id === figure.incentive);
  const amount = index < 0 ? whole : (shares[index] ?? 0n);
  const name = INCENTIVES[index]?.name;
  const title = [name, row?.name].filter(Boolean).join(", ") || "Total payout";
  const line = row !== undefined && name !== undefined;
  return {
    figure,
    title,
    crumbs: [
      ...(row !== undefined || name !== undefined ? [{ label: "Total payout", figure: {} }] : []),
      ...(line ? [{ label: row.name, figure: { partner: row.id } }] : []),
    ],
    amount: money(amount),
    currency: "USD",
    caption: "FY26 Partner Program, sample data, Q1 FY25 to Q4 FY25",
    sentence:
      row === undefined
        ? "120 partners earn this over four quarters."
        : `${row.name} earns this because its revenue reached the level ${tier(row.revenue, gold)}.`,
    formula: line ? ["498,210.00 x 0.06 = 29,892.60", "rounded to 29,892.60"] : [],
    parts: line ? [] : partsOf(figure, amount, gold),
    steps: line
      ? [
          {
            kind: "tier",
            label: "Level Gold",
            detail: "Reviewed on 30 Sep 2025; revenue 498,210.00 of 450,000.00",
            value: "Gold",
          },
          {
            kind: "measure",
            label: "Revenue paid on",
            detail: "37 deals, 1 Oct to 31 Dec 2025",
            value: "498,210.00",
          },
          {
            kind: "schedule",
            label: "Whole amount at the rate reached",
            detail: "Band from 0.00, column Gold",
            value: "6%",
          },
          {
            kind: "limit",
            label: "Cap per partner and year, 60,000.00",
            detail: "Took nothing away",
            value: "0.00",
          },
          { kind: "rounding", label: "Rounding", detail: "Half away from zero, 2 places", value: "0.00" },
        ]
      : [],
    why_not: amount === 0n ? "The level Registered has no rate." : null,
    next_threshold: line
      ? "Platinum begins at $1,200,000.00, which is $701,790.00 away; the same deals would then earn $34,874.70."
      : null,
    deals: row === undefined ? [] : deals(5),
    total_deals: row === undefined ? 0 : 37,
    text: `${title}: ${money(amount)} USD`,
  };
}

function partsOf(figure: Figure, amount: bigint, gold: bigint): Explanation["parts"] {
  if (figure.partner || figure.incentive === undefined || figure.incentive === null) {
    const parts = split(
      amount,
      INCENTIVES.map((incentive) => incentive.share),
    );
    return INCENTIVES.map(({ id, name }, at) => ({
      label: name,
      detail: "",
      amount: money(parts[at] ?? 0n),
      figure: { ...figure, incentive: id },
    }));
  }
  const share = INCENTIVES.find((incentive) => incentive.id === figure.incentive)?.share ?? 0n;
  const parts = ROWS.map((row) => (paid(row, gold) * share) / 100n);
  const rest = amount - sum(parts);
  return [
    ...ROWS.map((row, at) => ({
      label: row.name,
      detail: row.id,
      amount: money(parts[at] ?? 0n),
      figure: { partner: row.id, incentive: figure.incentive ?? null },
    })),
    { label: "Rounding", detail: "", amount: money(rest), figure: null },
  ];
}
