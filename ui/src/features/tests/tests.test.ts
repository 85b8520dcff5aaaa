import { describe, expect, it } from "vitest";
import type { ExpectedFigure, ProgramTest } from "../../host/index.ts";
import { canAccept, countsInShort, countsInWords, edit, filtered, removal, typedCell } from "./tests.ts";

const figure = (part: Partial<ExpectedFigure>): ExpectedFigure => ({
  place: "/tests/a/expect/0/amount",
  partner: "Sierra Integrators",
  what: "Volume rebate",
  when: "Q1 FY25",
  expected: "1.00",
  got: "2.00",
  difference: "1.00",
  currency: "USD",
  passed: false,
  sentence: "",
  formula: [],
  steps: [],
  ...part,
});

const test = (part: Partial<ProgramTest>): ProgramTest => ({
  id: "a",
  place: "/tests/a",
  title: "One deal",
  source: null,
  result: "fails",
  fault: null,
  given: "",
  window: "",
  partners: [],
  deals: [],
  others: [],
  expected: [figure({})],
  ...part,
});

describe("tests in words", () => {
  it("counts each result", () => {
    const counts = { passed: 22, failed: 1, not_run: 0 };
    expect(countsInWords(counts)).toBe("22 pass, 1 fails, 0 not run");
    expect(countsInWords({ ...counts, failed: 2 })).toBe("22 pass, 2 fail, 0 not run");
    expect(countsInShort(counts)).toBe("1 fails");
    expect(countsInShort({ ...counts, failed: 0 })).toBe("22 pass");
    expect(countsInShort({ passed: 22, failed: 0, not_run: 3 })).toBe("3 not run");
    expect(countsInShort({ passed: 0, failed: 0, not_run: 0 })).toBe("");
  });

  it("reads what is typed into a cell by what the cell takes", () => {
    expect(typedCell("amount", "150,000.00")).toBe("150000.00");
    expect(typedCell("amount", "many")).toBeNull();
    expect(typedCell("day", "2025-01-31")).toBe("2025-01-31");
    expect(typedCell("day", "31.1.2025")).toBeNull();
    expect(typedCell("text", "  A name ")).toBe("A name");
    expect(typedCell("text", " ")).toBeNull();
  });

  it("accepts amounts and levels that came out, and nothing else", () => {
    expect(canAccept(test({}))).toBe(true);
    expect(canAccept(test({ result: "passes" }))).toBe(false);
    expect(canAccept(test({ expected: [figure({}), figure({ place: null })] }))).toBe(false);
    expect(canAccept(test({ expected: [figure({ got: null })] }))).toBe(false);
  });

  it("edits and removes by one change with a name", () => {
    expect(edit(test({}), "/tests/a/title", "Two deals")).toEqual({
      changes: [{ place: "/tests/a/title", value: "Two deals" }],
      label: "Test edited: One deal",
    });
    expect(removal(test({})).changes).toEqual([{ place: "/tests/a", value: null }]);
  });

  it("finds tests by all the words typed", () => {
    const tests = [test({ id: "a" }), test({ id: "b", title: "Cap", result: "passes" })];
    const found = (typed: string) =>
      filtered({ counts: { passed: 1, failed: 1, not_run: 0 }, tests, edges: [] }, typed).map(({ id }) => id);
    expect(found("")).toEqual(["a", "b"]);
    expect(found("sierra CAP")).toEqual(["b"]);
    expect(found("fails volume")).toEqual(["a"]);
    expect(found("nobody")).toEqual([]);
  });
});
