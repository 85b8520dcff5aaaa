import { describe, expect, it } from "vitest";
import { ladderOf } from "./ladder.ts";
import type { Json } from "./tree.ts";

const revenue = (at_least: string): Json => ({
  reaches: {
    measure: { revenue: { weight: "declared_share", basis: "net" } },
    window: { trailing_months: 12 },
    at_least,
  },
});
const people = (at_least: string): Json => ({
  reaches: {
    measure: { certifications: { kind: "expert", counting: "people" } },
    window: "period",
    at_least,
  },
});
const tree: Json = {
  tracks: [
    {
      id: "partner",
      levels: [
        { id: "registered", name: "Registered" },
        { id: "silver", name: "Silver", requirement: { all: [revenue("150000 USD")] } },
        { id: "gold", name: "Gold", requirement: { all: [revenue("450000 USD"), people("3")] } },
      ],
    },
  ],
};

describe("a ladder as a grid", () => {
  it("has a row for each thing that levels ask for, with the place of each threshold", () => {
    const { levels, rows } = ladderOf(tree, "/tracks/partner");
    expect(levels.map((level) => [level.name, level.list])).toEqual([
      ["Registered", null],
      ["Silver", "/tracks/partner/levels/silver/requirement/all"],
      ["Gold", "/tracks/partner/levels/gold/requirement/all"],
    ]);
    expect(rows.map((row) => [row.words, row.window])).toEqual([
      ["Revenue", "trailing 12 months"],
      ["People holding expert", "in the review period"],
    ]);
    expect(rows[0]?.cells).toEqual([
      null,
      { place: "/tracks/partner/levels/silver/requirement/all/0/reaches/at_least", value: "150000 USD" },
      { place: "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least", value: "450000 USD" },
    ]);
    expect(rows[1]?.cells.map((cell) => cell?.value)).toEqual([undefined, undefined, "3"]);
    expect(rows[1]?.like).toEqual(people("3"));
  });
});
