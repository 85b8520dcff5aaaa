import { describe, expect, it } from "vitest";
import { echo, same, shown, typedValue } from "./value.ts";

describe("values of the program", () => {
  it.each([
    ["money", "150000.00 USD", "$150,000"],
    ["money", "12.50 USD", "$12.50"],
    ["quantity", "3", "3"],
    ["quantity", "1.1", "1.1"],
    ["percent", "0.045", "4.5%"],
    ["money", "", ""],
  ] as const)("%s %s is shown as %s", (kind, text, words) => {
    expect(shown(kind, text)).toBe(words);
  });

  it.each([
    ["money", "160,000", "150000 USD", "160000 USD"],
    ["money", "$160,000.50", "150000 USD", "160000.50 USD"],
    ["money", "1.240.118,00", "150000 USD", "1240118.00 USD"],
    ["money", "160000 EUR", "150000 USD", null],
    ["quantity", "4", "3", "4"],
    ["percent", "6.5", "0.05", "0.065"],
    ["percent", "6.5 %", "0.05", "0.065"],
    ["percent", "many", "0.05", null],
  ] as const)("%s typed as %s in place of %s is %s", (kind, typed, before, value) => {
    expect(typedValue(kind, typed, before)).toBe(value);
  });

  it("says how a number was read only where it was written otherwise", () => {
    expect(echo("money", "1.240.118,00", "1240118.00 USD")).toBe("Read as $1,240,118");
    expect(echo("money", "160000", "160000 USD")).toBe("");
    expect(echo("percent", "6.5", "0.065")).toBe("");
  });

  it("knows the same number in two spellings", () => {
    expect(same("150000.00 USD", "150000 USD")).toBe(true);
    expect(same("0.05", "0.050")).toBe(true);
    expect(same("100", "10")).toBe(false);
  });
});
