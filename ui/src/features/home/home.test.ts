import { describe, expect, it } from "vitest";
import { MONTHS, missing, sizeOf } from "./home.ts";

describe("home", () => {
  it.each([
    [0, "0 byte"],
    [999, "999 byte"],
    [1500, "1.5 kB"],
    [2_400_000, "2.4 MB"],
  ])("writes %i bytes as %s", (bytes, words) => {
    expect(sizeOf(bytes)).toBe(words);
  });

  it("asks for a name and a currency, and for nothing else", () => {
    expect(missing({ name: " ", currency: "USD" })).toBe("Give the program a name.");
    expect(missing({ name: "FY27", currency: "dollars" })).toContain("three letters");
    expect(missing({ name: "FY27", currency: "eur" })).toBeNull();
  });

  it("knows the months by number", () => {
    expect(MONTHS[3]).toEqual({ value: "4", label: "April" });
  });
});
