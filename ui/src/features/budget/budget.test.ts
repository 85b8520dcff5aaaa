import { expect, describe as group, it } from "vitest";
import type { BudgetPeriod } from "../../host/index.ts";
import { describe, pointsOf, stageNote } from "./budget.ts";

group("the words of the budget", () => {
  it("count what a stage is made of, and how much of the one before it is", () => {
    const stage = (step: string, count: number, share: string | null) => ({
      step,
      count,
      amount: "10.00",
      share,
    });
    expect(stageNote(stage("requested", 1, null), undefined)).toBe("1 request");
    expect(stageNote(stage("approved", 2, "0.5"), "requested")).toBe("2 approvals, 50% of requested");
    expect(stageNote(stage("claimed", 1, "0.25"), "approved")).toBe("1 claim, 25% of approved");
    expect(stageNote(stage("paid", 1200, null), "claimed")).toBe("1,200 payments");
  });

  it("measure use against what the pools hold", () => {
    const period = {
      finding: "69% of the pools of FY25 is used.",
      planned: "1500.00",
      holds: "4800.00",
      run: [{ on: "2025-03-31", used: "1000.00", size: 0.2, at: 0.25 }],
    } as BudgetPeriod;
    expect(describe(period, "USD")).toBe(
      "69% of the pools of FY25 is used. Used by the end of each month, under the line of $4,800.00 in the pools: Mar 31, 2025 $1,000.00.",
    );
    expect(pointsOf(period, "USD")).toEqual([
      { at: 0.25, size: 0.2, label: "Mar", words: "$1,000.00 used by Mar 31, 2025" },
    ]);
  });
});
