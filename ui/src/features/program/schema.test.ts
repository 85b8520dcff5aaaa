import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { beginning, brief, membersOfDefinition, resolve } from "./schema.ts";
import type { JsonObject } from "./tree.ts";

const schema = JSON.parse(
  readFileSync(`${process.cwd()}/../fixtures/schema/program.schema.json`, "utf8"),
) as JsonObject;
const with_ = { currency: "EUR", day: "2025-01-01" };
const ref = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });

describe("the form made from the schema", () => {
  it("knows choices with their plain words, and what is said inside one", () => {
    const { shape } = resolve(schema, ref("Returns"), "returns");
    if (shape.kind !== "choice") throw new Error(`Returns is a ${shape.kind}`);
    expect(shape.choices.map((choice) => choice.word)).toContain("clawback");
    expect(shape.choices.every((choice) => choice.help !== "")).toBe(true);
    expect(shape.choices.find((choice) => choice.word === "own_period")?.inside).toBeNull();
    expect(shape.choices.find((choice) => choice.word === "clawback")?.inside).not.toBeNull();
  });

  it("tells money, percentages, numbers, days and what may be left out apart", () => {
    const kind = (definition: string, key: string) => {
      const member = membersOfDefinition(schema, definition).find((each) => each.key === key);
      return member && { ...resolve(schema, member.node, key), may: member.optional };
    };
    expect(kind("Holdback", "share")?.shape).toEqual({ kind: "number", percent: true });
    expect(kind("FreeGoods", "for_every")?.shape).toEqual({ kind: "number", percent: false });
    expect(kind("Benefit", "planning_cost")).toMatchObject({ shape: { kind: "money" }, optional: true });
    expect(kind("Dates", "from")?.shape).toEqual({ kind: "day" });
    expect(kind("Incentive", "gate")).toMatchObject({ name: "Requirement", optional: true, may: true });
    expect(kind("Incentive", "spread_over")?.shape).toEqual({ kind: "whole", least: 2, most: 120 });
  });

  it("has a shape for every value that any definition can hold", () => {
    const definitions = Object.keys(schema.$defs as JsonObject);
    expect(definitions.length).toBeGreaterThan(150);
    for (const name of definitions) {
      for (const member of membersOfDefinition(schema, name)) {
        const { shape } = resolve(schema, member.node, member.key);
        if (shape.kind === "choice") expect(shape.choices.length, `${name}.${member.key}`).toBeGreaterThan(0);
        expect(shape.kind, `${name}.${member.key}`).not.toBe("");
      }
    }
  });

  it("begins new values plainly", () => {
    expect(beginning(schema, ref("Limit"), "limits", with_)).toEqual({
      per: "value",
      at_most: "1000000 EUR",
    });
    expect(beginning(schema, ref("Filter"), "who", with_)).toEqual({ all: [] });
    expect(beginning(schema, ref("Holdback"), "holdback", with_)).toEqual({ share: "0", months: 1 });
    expect(beginning(schema, ref("Requirement"), "gate", with_)).toEqual({ all: [] });
    expect(beginning(schema, ref("Guarantee"), "guarantee", with_)).toMatchObject({
      every: "quarter",
      amount: "1000 EUR",
    });
  });

  it("says the first sentence of a help text", () => {
    expect(brief("Each band at its own rate (marginal): `V/Q * sum`.\nZero where Q is zero.")).toBe(
      "Each band at its own rate (marginal).",
    );
    expect(brief("Caps, in order.")).toBe("Caps, in order.");
    expect(brief("Where the top band ends, in the unit of Q: beyond it Q counts as the end.")).toBe(
      "Where the top band ends, in the unit of the value that picks the band: beyond it the value that picks the band counts as the end.",
    );
    expect(brief("Bands are `[from, next)`: reaching the threshold is enough.")).toBe(
      "Bands are [from, next): reaching the threshold is enough.",
    );
    expect(brief("The whole amount at the rate reached (retroactive): `r(Q) * V`.")).toBe(
      "The whole amount at the rate reached (retroactive).",
    );
  });
});
