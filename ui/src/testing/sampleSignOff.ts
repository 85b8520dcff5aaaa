import type { ComparedExport, SignOff } from "../host/index.ts";

/** How the sign-off of the made-up channel stands. */
export const signOff = (version: number, total: string): SignOff => ({
  status: "draft",
  version,
  honest: "Approval is local: nobody verifies names.",
  you: null,
  edited_by: null,
  covers: {
    program: "ab12".repeat(16),
    facts: "cd34".repeat(16),
    engine: "0.1.0",
    as_of: "2025-12-31",
    total: `${total} USD`,
    liability: ["212000.00 USD"],
    sha256: "ef56".repeat(16),
  },
  why_not: null,
  asked: [],
  signatures: [],
  missing: ["Sample data is never approved: import your own deals."],
  needs_words: false,
  reviews: [{ quarter: "Q4 FY25", due: "2026-01-15", overdue: false, held: null }],
  review_days: 15,
  versions: [],
});

/** The made-up channel beside its last export. */
export const comparedExport = (): ComparedExport => ({
  version: 1,
  exported_at: "2026-11-21T04:20:01Z",
  differences: [],
  exported_total: "1971402.00",
  facts_changed: false,
  engine_changed: false,
  money: {
    before: "1971402.00",
    now: "1971502.00",
    change: "100.00",
    better: 1,
    worse: 0,
    unchanged: 119,
    partners: [{ id: "P-1001", name: "BlueRiver MSP", before: "900.00", now: "1000.00", change: "100.00" }],
  },
  why_not: null,
  currency: "USD",
  caption: "sample data, Q1 FY25 to Q4 FY25",
});
