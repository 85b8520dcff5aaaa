import type { Exported, ExportPlan, Verification } from "../host/index.ts";
import { signOff } from "./sampleSignOff.ts";

/** What handing over the made-up channel answers. */

/** A bundle with a file missing. */
export const checked = (folder: string): Verification => ({
  folder,
  agrees: false,
  sentence: "payouts.csv is missing.",
  bundle: null,
  difference: {
    code: "file_missing",
    file: "payouts.csv",
    row: null,
    sentence: "payouts.csv is missing.",
    hint: "Do not rely on this bundle; get it again from whoever exported it.",
  },
  altered: [{ name: "payouts.csv", altered: "missing", detail: null }],
  proof: null,
});

export const exportPlan = (revision: number, total: string): ExportPlan => ({
  program: "FY26 Partner Program",
  revision,
  sample: true,
  to_do: [],
  last: null,
  sign_off: signOff(1, total),
  bundle: {
    window: "Q1 FY25 to Q4 FY25 (Jan to Dec 2025)",
    lines: 1702,
    payouts: 3840,
    by: "SQLite",
    total,
    currency: "USD",
    parts: [{ folder: "deploy", name: "SQL", about: "views and tables", files: 8 }],
    dialects: [{ name: "SQLite", exact: 4, refused: [] }],
    given_levels: [],
  },
});

export const exported = (folder: string, total: string): Exported => ({
  folder,
  sample: true,
  version: 1,
  status: "draft",
  seal: "51f0".repeat(16),
  proof: { by: "SQLite", payouts: 3840, of: 3840, refused: [], given_levels: [] },
  lines: 1702,
  total,
  currency: "USD",
  files: [
    { name: "manifest.json", bytes: 912, sha256: "9f2c".repeat(16) },
    { name: "payouts.csv", bytes: 48_112, sha256: "07ae".repeat(16) },
  ],
});
