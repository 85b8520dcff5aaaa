import { describe, expect, it } from "vitest";
import { formulaOf } from "./formula.ts";
import type { Json } from "./tree.ts";

/** A program with one incentive that pays by this schedule. */
function program(qualifier: string, schedule: Json): Json {
  return { incentives: [{ id: "volume", qualifier, schedule }], tracks: [] };
}

const place = "/incentives/volume/schedule";

function read(tree: Json): string[] {
  const formula = formulaOf(tree, place, () => []);
  return (
    formula?.lines.map(({ parts }) =>
      parts.map((part) => (typeof part === "string" ? part : `[${part.value}]`)).join(""),
    ) ?? []
  );
}

const bands = [
  { from: "0.00 USD", rates: ["0.02"] },
  { from: "250000.00 USD", rates: ["0.04"] },
];

describe("the formula of a schedule", () => {
  it("takes each band at its own rate up to where the next begins", () => {
    expect(read(program("paid_on", { method: "each_band", bands }))).toEqual([
      "[0.02] × the part of V from [0.00 USD] up to [250000.00 USD]",
      "+ [0.04] × the part of V from [250000.00 USD]",
    ]);
  });

  it("takes the part of what picks the band where that is another value", () => {
    expect(read(program("growth_amount", { method: "each_band", bands }))[0]).toBe("V / Q × the sum of");
    expect(read(program("growth_amount", { method: "each_band", bands }))[1]).toBe(
      "[0.02] × the part of Q from [0.00 USD] up to [250000.00 USD]",
    );
  });

  it("takes the whole amount at the rate that is reached", () => {
    const tree = program("paid_on", { method: "whole_amount", bands });
    expect(read(tree)).toEqual([
      "[0.02] × V where V is [0.00 USD] or more",
      "[0.04] × V where V is [250000.00 USD] or more",
    ]);
    expect(formulaOf(tree, place, () => [])?.letters).toContain("The last line that holds counts.");
  });

  it("names the very places that the table edits", () => {
    const [, second] =
      formulaOf(program("paid_on", { method: "whole_amount", bands }), place, () => [])?.lines ?? [];
    const numbers = second?.parts.filter((part) => typeof part !== "string");
    expect(numbers).toMatchObject([
      { place: `${place}/bands/1/rates/0`, kind: "percent", value: "0.04" },
      { place: `${place}/bands/1/from`, kind: "quantity", value: "250000.00 USD" },
    ]);
  });

  it("shows every column of a band that the level picks from", () => {
    const levels = { level: { track: "partner", levels: ["silver", "gold"] } };
    const one = [{ from: "0.00 USD", rates: ["0.03", "0.06"] }];
    const tree = program("tier", { method: "whole_amount", columns: levels, bands: one });
    expect(read(tree)[0]).toMatch(/^\(\[0\.03\] .*, \[0\.06\] .*\) × V$/);
  });

  it("is not written where a band is no line of its own", () => {
    expect(
      formulaOf(program("paid_on", { method: { interpolated: {} }, bands }), place, () => []),
    ).toBeNull();
    expect(
      formulaOf(program("growth_ratio", { method: "every_band_to_its_top", bands }), place, () => []),
    ).toBeNull();
  });
});
