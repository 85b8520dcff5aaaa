import { describe, expect, it } from "vitest";
import { editsOf, MONTHS, missing, sizeOf } from "./home.ts";

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

  it.each([
    [0, [], "0 edits"],
    [1, ["Gold to 400,000"], "1 edit, the last: Gold to 400,000"],
    [1200, ["Cap to 10,000", "Gold to 400,000"], "1,200 edits, the last: Cap to 10,000"],
  ])("says what was done in %i edits", (edits, latest, words) => {
    expect(editsOf({ edits, latest, unreadable: null })).toBe(words);
  });

  it("says why work cannot be read, with where it lies", () => {
    const unreadable = "/somewhere/untitled-1-0/Sample.tierwright is not an SQLite database.";
    expect(editsOf({ edits: 0, latest: [], unreadable })).toBe(unreadable);
  });

  it("knows the months by number", () => {
    expect(MONTHS[3]).toEqual({ value: "4", label: "April" });
  });
});
