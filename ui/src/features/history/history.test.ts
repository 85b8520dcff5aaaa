import { describe, expect, it } from "vitest";
import type { HistoryEntry } from "../../host/index.ts";
import { filtered, nextUnknown, standingOf } from "./history.ts";

const entry = (number: number, changed: HistoryEntry["changed"]): HistoryEntry => ({
  number,
  parent: null,
  label: `step ${number}`,
  saved_at: "2026-11-27T03:00:00Z",
  changed,
  standing: "before",
  restores: changed === "program",
});

const entries = [entry(4, "program"), entry(3, "data"), entry(2, "scenarios"), entry(1, "program")];

describe("the history", () => {
  it("asks for the latest effect that is not known, and never for an import's", () => {
    expect(nextUnknown(entries, new Map())).toBe(4);
    expect(nextUnknown(entries, new Map([[4, 0]]))).toBe(2);
    expect(
      nextUnknown(
        entries,
        new Map([
          [4, 0],
          [2, 0],
          [1, 0],
        ]),
      ),
    ).toBeNull();
  });

  it("asks for no effect of a step about a doubt, which leaves the program as it was", () => {
    expect(nextUnknown([entry(5, "doubts"), entry(1, "program")], new Map([[1, 0]]))).toBeNull();
  });

  it("is filtered by what was changed", () => {
    expect(filtered(entries, "all")).toHaveLength(4);
    expect(filtered(entries, "program").map((one) => one.number)).toEqual([4, 1]);
    expect(filtered(entries, "data").map((one) => one.number)).toEqual([3]);
  });

  it("says where a step stands", () => {
    expect(standingOf("here")).toBe("You are here");
    expect(standingOf("before")).toBe("");
  });
});
