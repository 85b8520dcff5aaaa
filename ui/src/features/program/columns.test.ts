import { describe, expect, it } from "vitest";
import { columnsBy } from "./columns.ts";
import type { Json } from "./tree.ts";

const tree: Json = {
  tracks: [{ id: "partner", levels: [{ id: "silver" }, { id: "gold" }] }],
  incentives: [
    {
      id: "a",
      schedule: {
        bands: [
          { from: "0 USD", rates: ["0.01"] },
          { from: "9 USD", rates: ["0.02"] },
        ],
      },
    },
    {
      id: "b",
      schedule: {
        columns: { role: ["x", "y"] },
        bands: [{ from: "0", amounts: ["5 USD", "6 USD"] }],
      },
    },
  ],
};

describe("what picks the column", () => {
  it("gives each level a column with the rate that held for everybody", () => {
    expect(columnsBy(tree, "/incentives/a/schedule", "level", {})).toEqual([
      {
        do: "set",
        place: "/incentives/a/schedule/columns",
        value: { level: { track: "partner", tier_at: "period_start", levels: ["silver", "gold"] } },
      },
      {
        do: "set",
        place: "/incentives/a/schedule/bands",
        value: [
          { from: "0 USD", rates: ["0.01", "0.01"] },
          { from: "9 USD", rates: ["0.02", "0.02"] },
        ],
      },
    ]);
  });

  it("takes columns away and keeps the first", () => {
    const [columns, bands] = columnsBy(tree, "/incentives/b/schedule", "", {});
    expect(columns).toMatchObject({ value: null });
    expect(bands).toMatchObject({ value: [{ from: "0", amounts: ["5 USD"] }] });
  });
});
