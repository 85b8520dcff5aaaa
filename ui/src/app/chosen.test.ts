import { describe, expect, it } from "vitest";
import type { Document } from "../host/index.ts";
import { baselines, programs } from "./chosen.ts";

const document = (edited: string | null, baseline: string) =>
  ({
    base_name: "FY26",
    edited,
    baseline,
    scenarios: [
      { id: "s1", name: "A", differences: 1, conflicts: 0 },
      { id: "s2", name: "B", differences: 2, conflicts: 0 },
    ],
  }) as unknown as Document;

const names = (options: { name: string }[]) => options.map((option) => option.name);

describe("what is shown and what it is compared with", () => {
  it("offers the program and every scenario", () => {
    expect(names(programs(document(null, "opened")))).toEqual(["FY26", "A", "B"]);
  });

  it("compares nothing with itself, unless that was chosen", () => {
    expect(names(baselines(document(null, "opened")))).toEqual(["Program as opened", "A", "B"]);
    expect(names(baselines(document("s1", "program")))).toEqual(["Program as opened", "FY26", "B"]);
    expect(names(baselines(document("s1", "s1")))).toEqual(["Program as opened", "FY26", "A", "B"]);
  });
});
