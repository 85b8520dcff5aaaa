import { describe, expect, it } from "vitest";
import type { LiabilityCell, LiabilityPart, LiabilityTable } from "../../host/index.ts";
import { accruedFigure, columnsOf, movementOf, sectionsOf, titleOf } from "./liability.ts";

const cell = (part: Partial<LiabilityCell>): LiabilityCell => ({
  period: "Q4 FY25",
  from: "2025-10-01",
  until: "2025-12-31",
  currency: "USD",
  opening: "0.00",
  accrued: "0.00",
  paid: "0.00",
  expired: "0.00",
  clawed_back: "0.00",
  exchange_difference: "0.00",
  closing: "0.00",
  held: "0.00",
  held_back: "0.00",
  below_minimum: "0.00",
  capped_away: "0.00",
  ...part,
});

const part = (of: Partial<LiabilityPart>): LiabilityPart => ({
  id: "volume",
  name: "Volume rebate",
  period: "Q4 FY25",
  currency: "USD",
  opening: null,
  accrued: "10.00",
  paid: null,
  expired: null,
  clawed_back: "0.00",
  exchange_difference: null,
  closing: null,
  capped_away: "0.00",
  figure: { period: "Q4 FY25", incentive: "volume" },
  ...of,
});

const table = (of: Partial<LiabilityTable>): LiabilityTable => ({
  cells: [],
  accounts: [],
  incentives: [],
  pools: [],
  tie: { lines: 0, payouts: "0.00", given: "0.00", accrued: "0.00", clawed_back: "0.00", difference: "0.00" },
  as_of: null,
  lines: [],
  total_lines: 0,
  estimates: [],
  currency: "USD",
  ...of,
});

describe("a roll-forward", () => {
  it("shows columns with amounts, keeps those of the sum, and names the others", () => {
    const { shown, empty } = columnsOf([cell({ accrued: "5.00", capped_away: "0.01" })]);
    expect(shown.map((column) => column.label)).toEqual([
      "Opening",
      "Accrued",
      "Paid",
      "Closing",
      "Capped away",
    ]);
    expect(empty).toEqual(["expired", "clawed back", "exchange", "held", "held back", "below minimum"]);
  });

  it("has a title with what is owed at the end of the replay, whatever comes after it", () => {
    const cells = [cell({ closing: "1234.50" }), cell({ period: "Q1 FY26", until: "2026-03-31" })];
    expect(titleOf(table({ cells }), "2025-12-31")).toBe("$1,234.50 is owed at the end of Q4 FY25");
    const euro = cell({ currency: "EUR", closing: "2.00" });
    expect(titleOf(table({ cells: [cell({ closing: "1.00" }), euro] }), "2025-12-31")).toBe(
      "$1.00 and €2.00 are owed at the end of Q4 FY25",
    );
    const seen = table({ cells: [cell({ until: "2025-11-30" })], as_of: "2025-11-30" });
    expect(titleOf(seen, "2025-12-31")).toBe("Nothing is owed on Nov 30, 2025");
  });

  it("opens the explanation of a quarter only where its payout is what was accrued", () => {
    const incentives = [part({})];
    expect(accruedFigure(table({ incentives }), cell({}))).toEqual({ period: "Q4 FY25" });
    expect(accruedFigure(table({ incentives }), cell({ currency: "EUR" }))).toBeNull();
    expect(accruedFigure(table({ incentives }), cell({ clawed_back: "1.00" }))).toBeNull();
    expect(
      accruedFigure(table({ incentives: [...incentives, part({ id: "", figure: null })] }), cell({})),
    ).toBeNull();
    expect(accruedFigure(table({ incentives: [part({ figure: null })] }), cell({}))).toBeNull();
  });

  it("puts the quarters of an incentive under its name", () => {
    const parts = [part({ period: "Q3" }), part({ id: "mdf", name: "MDF" }), part({ period: "Q4" })];
    expect(sectionsOf(parts).map(({ name, parts: its }) => [name, its.map((each) => each.period)])).toEqual([
      ["Volume rebate", ["Q3", "Q4"]],
      ["MDF", ["Q4 FY25"]],
    ]);
  });
});

it("movements read as words", () => {
  expect(movementOf("clawed_back")).toBe("Clawed back");
});
