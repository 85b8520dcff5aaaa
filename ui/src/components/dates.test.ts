import { describe, expect, it } from "vitest";
import { day, readDay } from "./dates.ts";

describe("a typed day", () => {
  it.each([
    ["2025-08-15", "2025-08-15"],
    [" 15 Aug 2025 ", "2025-08-15"],
    ["August 5, 2025", "2025-08-05"],
    ["1 mar 2024", "2024-03-01"],
    ["29 Feb 2024", "2024-02-29"],
  ])("%s is %s", (typed, expected) => {
    expect(readDay(typed)).toBe(expected);
  });

  it.each(["", "15.08.2025", "08/15/2025", "2025-02-30", "30 Feb 2025", "15 Foo 2025", "Aug 2025", "15 Ma"])(
    "%j is not guessed at",
    (typed) => {
      expect(readDay(typed)).toBeNull();
    },
  );

  it("is read as it is shown", () => {
    expect(readDay(day("2025-10-03"))).toBe("2025-10-03");
  });
});
