import { describe, expect, it } from "vitest";
import { parseDecimal, readAs } from "./parse.ts";

describe("parseDecimal", () => {
  it.each([
    ["450000", "450000"],
    ["450,000", "450000"],
    ["450,000.50", "450000.50"],
    ["1.240.118,00", "1240118.00"],
    ["1 240 118.5", "1240118.5"],
    ["-12.5", "-12.5"],
    ["\u221212.5", "-12.5"],
    ["007", "7"],
    [".5", "0.5"],
    ["12,5", "12.5"],
    ["1,240", "1240"],
    ["12,34,567", "1234567"],
  ])("in English, %s is %s", (typed, expected) => {
    expect(parseDecimal(typed, "en-US")).toBe(expected);
  });

  it.each([
    ["450.000", "450000"],
    ["450.000,50", "450000.50"],
    ["0,065", "0.065"],
    ["1,240", "1.240"],
  ])("in German, %s is %s", (typed, expected) => {
    expect(parseDecimal(typed, "de-DE")).toBe(expected);
  });

  it.each(["", "abc", "1.2.3,4,5", "12e3", "1,2,3", "--5"])("does not guess at %s", (typed) => {
    expect(parseDecimal(typed, "en-US")).toBeNull();
  });
});

describe("readAs", () => {
  it.each([
    ["1.240.118,00", "$1,240,118", "1240118.00", "Read as $1,240,118"],
    ["12,5", "12.5%", "0.125", "Read as 12.5%"],
    ["$450,000", "$450,000", "450000", ""],
    ["450000", "$450,000", "450000", ""],
    ["6.5", "6.5%", "0.065", ""],
  ])("%s, shown as %s and kept as %s, says %j", (typed, shown, stored, said) => {
    expect(readAs(typed, shown, stored)).toBe(said);
  });
});
