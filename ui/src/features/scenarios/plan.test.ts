import { describe, expect, it } from "vitest";
import type { PlanView } from "../../host/index.ts";
import {
  newBudgetRate,
  partOf,
  partOptions,
  quarterOptions,
  rampInWords,
  replaced,
  typedChance,
  typedRamp,
  typedWorth,
} from "./plan.ts";

describe("a plan", () => {
  it("names the parts of the deals, all of them first, and finds them again", () => {
    const options = partOptions([
      { field: "region", is: 'EMEA "north"', deals: 3 },
      { field: "deal_type", is: "new", deals: 2 },
    ]);
    expect(options.map((option) => option.name)).toEqual([
      "All deals",
      'Region: EMEA "north"',
      "Deal type: new",
    ]);
    expect(options.map((option) => partOf(option.id))).toEqual([
      { field: "", is: "" },
      { field: "region", is: 'EMEA "north"' },
      { field: "deal_type", is: "new" },
    ]);
    expect(quarterOptions(["Q1 FY25"]).map((option) => option.id)).toEqual(["0", "1"]);
  });

  it("reads a ramp as it is typed, and nothing that is none", () => {
    expect(typedRamp("25%, 50% 100")).toEqual(["0.25", "0.5", "1"]);
    expect(rampInWords(["0.25", "0.5", "1"])).toBe("25%, 50%, 100%");
    expect(typedRamp("")).toBe(null);
    expect(typedRamp("a quarter")).toBe(null);
  });

  it("reads a chance between nothing and all, and a worth above nothing", () => {
    expect(["40%", "0", "100%", "101%", "-1%", "likely"].map(typedChance)).toEqual([
      "0.4",
      "0",
      "1",
      null,
      null,
      null,
    ]);
    expect(["1.08", "0", "-1", "much"].map(typedWorth)).toEqual(["1.08", null, null, null]);
  });

  it("begins a rate for a currency that has none", () => {
    const view = { currencies: ["EUR", "GBP"], budget_rates: [{ currency: "EUR", rate: "1.1" }] } as PlanView;
    expect(newBudgetRate(view)).toEqual({ currency: "GBP", rate: "1" });
    expect(newBudgetRate({ ...view, currencies: ["EUR"] })).toBe(null);
  });

  it("puts a rule in place of another, or takes it out", () => {
    expect(replaced(["a", "b", "c"], 1, "x")).toEqual(["a", "x", "c"]);
    expect(replaced(["a", "b", "c"], 1, null)).toEqual(["a", "c"]);
  });
});
