import { describe, expect, it } from "vitest";
import { asked, STUDIES, shown } from "./study.ts";

const choice = (id: string) => {
  const found = STUDIES.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe("a study", () => {
  it("is asked with what was typed, percentages as fractions", () => {
    expect(asked(choice("what_matters"), { by: "12.5%", margin: " 30 " }, [])).toEqual([
      { of: { study: "what_matters", by: "0.125", margin: "0.3" } },
    ]);
  });

  it("leaves out what was not typed, so that its own defaults hold", () => {
    expect(asked(choice("cliffs"), { within: "" }, [])).toEqual([{ of: { study: "cliffs" } }]);
  });

  it("reads amounts and percentages as they are pasted from another locale", () => {
    // 1.500.000,00 is a million and a half, 12,5 % an eighth; a text that is no number is left to be refused.
    expect(asked(choice("mdf"), { amount: "1.500.000,00", margin: "12,5 %", most: "much" }, [])).toEqual([
      { of: { study: "mdf", amount: "1500000.00", margin: "0.125", most: "much" } },
    ]);
  });

  it("reads lists, reactions and amounts by hand", () => {
    expect(asked(choice("programs"), { levers: "Gold threshold; Co-sell, rates;" }, [])).toEqual([
      { of: { study: "programs", levers: ["Gold threshold", "Co-sell, rates"] } },
    ]);
    const reactions = [
      { incentive: "co_sell", volume: "0.05" },
      { incentive: "growth", volume: "-0.02" },
    ];
    expect(asked(choice("what_matters"), { reactions: "co_sell = 5%; growth=-2%" }, [])).toEqual([
      { of: { study: "what_matters", reactions } },
    ]);
    expect(asked(choice("mdf"), { hand: '{"P-1":"1.250,5"}' }, [])).toEqual([
      { of: { study: "mdf", hand: [{ partner: "P-1", amount: "1250.5" }] } },
    ]);
  });

  it("carries the values that are tried", () => {
    const changes = [{ place: "/a", value: "1" }];
    expect(asked(choice("order"), {}, changes)).toEqual([{ of: { study: "order" }, changes }]);
  });

  it("waits for a target where there is none", () => {
    expect(asked(choice("find_setting"), {}, [])).toEqual([]);
    expect(asked(choice("find_setting"), { budget: "1,500,000.00" }, [])).toEqual([
      { of: { study: "find_setting", budget: "1500000.00" } },
    ]);
  });

  it("plans waves by what was chosen", () => {
    const typed = { by: "region", first: "EMEA", apart: "3" };
    expect(asked(choice("rollout"), typed, [])).toEqual([
      { of: { study: "rollout", by: "region", first: "EMEA", apart: 3 } },
    ]);
  });

  it("asks about risk twice: a first picture, then the whole", () => {
    const [first, whole] = asked(choice("risk"), { seed: "3" }, []);
    expect(first?.of).toEqual({ study: "risk", seed: 3, replays: 4, draws: 400 });
    expect(whole?.of).toEqual({ study: "risk", seed: 3 });
  });
});

describe("a value", () => {
  it("reads by its unit", () => {
    expect(shown("1234.5", "money")).toBe("1,234.50");
    expect(shown("0.0421", "rate")).toBe("4.2%");
    expect(shown("0.0000", "rate")).toBe("0.0%");
    expect(shown("0.0004", "rate")).toBe("under 0.1%");
    expect(shown("12", "number")).toBe("12");
    expect(shown("25957", "number")).toBe("25,957");
    expect(shown("0.25", "number")).toBe("0.25");
    expect(shown("", "money")).toBe("");
  });
});
