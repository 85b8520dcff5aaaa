import { describe, expect, it } from "vitest";
import { amount, count, direction, inTwo, percent, percentChange, plain, rateAsTyped } from "./format.ts";

describe("amounts", () => {
  it.each([
    ["1971402.00", "whole", "$1,971,402"],
    ["1971402.00", "exact", "$1,971,402.00"],
    ["-1809.5", "exact", "\u2212$1,809.50"],
    ["596123.45", "compact", "$596K"],
    ["1971402.00", "compact", "$1.97M"],
    ["1900000", "compact", "$1.90M"],
    ["1500000.00", "tick", "$1.5M"],
    ["0.00", "tick", "$0"],
    ["29892.60", "whole", "$29,893"],
    ["0", "exact", "$0.00"],
  ] as const)("%s %s reads %s", (text, precision, expected) => {
    expect(amount(text, "USD", precision)).toBe(expected);
  });

  it("keeps every digit of amounts that a float cannot hold", () => {
    expect(amount("9007199254740993.01", "USD")).toBe("$9,007,199,254,740,993.01");
    expect(plain("123456789012345678.1234")).toBe("123,456,789,012,345,678.1234");
  });

  it("uses the minor unit of the currency", () => {
    expect(amount("1200", "JPY")).toBe("\u00a51,200");
  });

  it("shows text that is no decimal as it came", () => {
    expect(amount("not reached", "USD")).toBe("not reached");
  });
});

describe("changes", () => {
  it.each([
    ["27106", "+27,106", ".00", "up"],
    ["-1176.40", "\u22121,176", ".40", "down"],
    ["0.00", "0", ".00", "none"],
    ["-0.00", "0", ".00", "none"],
    ["18774.5103945", "+18,774", ".5103945", "up"],
  ])("%s reads %s%s and points %s", (text, units, cents, way) => {
    expect(inTwo(text, undefined, true)).toEqual({ units, cents });
    expect(direction(text)).toBe(way);
  });

  it("carries the currency when asked", () => {
    expect(inTwo("117380", "USD", true)).toEqual({ units: "+$117,380", cents: ".00" });
    expect(inTwo("117380", "JPY")).toEqual({ units: "\u00a5117,380", cents: "" });
    expect(percentChange("0.0633")).toBe("+6.3%");
  });
});

describe("rates and counts", () => {
  it.each([
    ["0.0471", "4.71%"],
    ["0", "0.00%"],
    ["-0.005", "\u22120.50%"],
  ])("%s reads %s", (text, expected) => {
    expect(percent(text)).toBe(expected);
  });

  it("writes a rate with the decimals it was typed with", () => {
    expect(rateAsTyped("0.06")).toBe("6%");
    expect(rateAsTyped("0.0625")).toBe("6.25%");
  });

  it("groups counts", () => {
    expect(count(41208)).toBe("41,208");
  });
});
