import { describe, expect, it } from "vitest";
import type { Lever } from "../../host/index.ts";
import { inWords, typedValue } from "./lever.ts";

const lever = (unit: Lever["unit"]): Lever => ({
  place: "/x",
  name: "x",
  value: "0",
  min: "0",
  max: "1",
  step: "1",
  unit,
  currency: unit === "money" ? "USD" : null,
});

describe("a lever's value", () => {
  it.each([
    ["money", "450000.00", "$450,000"],
    ["money", "450000.50", "$450,000.50"],
    ["percent", "0.065", "6.5%"],
    ["count", "3", "3"],
  ] as const)("%s %s reads %s", (unit, value, words) => {
    expect(inWords(lever(unit), value)).toBe(words);
  });

  it.each([
    ["money", "$455,000", "455000"],
    ["money", "455 000", "455000"],
    ["percent", "6.5%", "0.065"],
    ["percent", "6", "0.06"],
    ["percent", "0.25 %", "0.0025"],
    ["percent", "125%", "1.25"],
    ["percent", "100", "1"],
    ["percent", "-3%", "-0.03"],
    ["count", "12", "12"],
  ] as const)("%s typed as %s is %s", (unit, typed, value) => {
    expect(typedValue(lever(unit), typed)).toBe(value);
  });

  it.each([
    ["money", "4oo"],
    ["money", ""],
    ["percent", "six"],
  ] as const)("%s typed as %j is no value", (unit, typed) => {
    expect(typedValue(lever(unit), typed)).toBeNull();
  });
});
