import { describe, expect, it } from "vitest";
import { copied, filledDown, pasted, tableOf } from "./rates.ts";
import type { Json } from "./tree.ts";

const tree: Json = {
  tracks: [
    {
      id: "partner",
      name: "Partner",
      levels: [
        { id: "silver", name: "Silver" },
        { id: "gold", name: "Gold" },
        { id: "platinum", name: "Platinum" },
      ],
    },
  ],
  incentives: [
    {
      id: "volume",
      schedule: {
        method: "whole_amount",
        columns: { level: { track: "partner", tier_at: "period_start", levels: ["silver", "gold"] } },
        bands: [
          { from: "0 USD", rates: ["0.01", "0.02"] },
          { from: "50000 USD", rates: ["0.015", "0.025"] },
          { from: "150000 USD", rates: ["0.02", "0.03"] },
        ],
      },
    },
  ],
};
const table = () => tableOf(tree, "/incentives/volume/schedule", () => ["silver", "gold", "platinum"]);
const rates = (bands: { rates?: Json }[]) => bands.map((band) => band.rates);

describe("the rate table", () => {
  it("has a row for each band and a column for each level, by the names people gave", () => {
    const { columns, rows, missing } = table();
    expect(columns.map((column) => column.name)).toEqual(["From", "Silver", "Gold"]);
    expect(rows[1]).toEqual(["50000 USD", "0.015", "0.025"]);
    expect(missing).toEqual([{ of: "platinum", name: "Platinum" }]);
  });

  it("shows thresholds of growth as percentages", () => {
    const growth: Json = {
      incentives: [
        {
          id: "g",
          qualifier: "growth_ratio",
          schedule: { method: "whole_amount", bands: [{ from: "1.1", rates: ["0.02"] }] },
        },
      ],
    };
    const { columns } = tableOf(growth, "/incentives/g/schedule", () => []);
    expect(columns.map((column) => column.kind)).toEqual(["percent", "percent"]);
  });

  it("takes cells pasted from a spreadsheet, percentages and foreign amounts as they mean", () => {
    const filled = pasted(table(), { row: 1, column: 0 }, "60.000,00\t2%\t3,5\n1.240.118,00\t2.5\t4\n");
    if ("wrong" in filled) throw new Error(filled.wrong);
    expect(filled.bands.map((band) => band.from)).toEqual(["0 USD", "60000.00 USD", "1240118.00 USD"]);
    expect(rates(filled.bands)).toEqual([
      ["0.01", "0.02"],
      ["0.02", "0.035"],
      ["0.025", "0.04"],
    ]);
  });

  it("adds rows that are missing and leaves columns out that it does not have", () => {
    const filled = pasted(table(), { row: 2, column: 1 }, "5\t6\t7\n8\t9\t10");
    if ("wrong" in filled) throw new Error(filled.wrong);
    expect(rates(filled.bands).slice(2)).toEqual([
      ["0.05", "0.06"],
      ["0.08", "0.09"],
    ]);
  });

  it("pastes nothing where one cell does not read as a number", () => {
    const filled = pasted(table(), { row: 0, column: 1 }, "5\tmany");
    expect("wrong" in filled && filled.wrong).toMatch(/"many" in row 1, Gold/);
  });

  it("fills down what stands on top, and copies what pastes as the same again", () => {
    const bands = filledDown(table(), { row: 0, column: 1 }, { row: 2, column: 2 });
    expect(rates(bands)).toEqual([
      ["0.01", "0.02"],
      ["0.01", "0.02"],
      ["0.01", "0.02"],
    ]);
    const text = copied(table(), { row: 1, column: 0 }, { row: 2, column: 2 });
    expect(text).toBe("50000\t1.5%\t2.5%\n150000\t2%\t3%");
    const back = pasted(table(), { row: 1, column: 0 }, text);
    expect("bands" in back && rates(back.bands)).toEqual(rates(table().bands));
  });
});
