import { describe, expect, it } from "vitest";
import { moveInRows, placeBaseline, placeRow } from "./rows.ts";

const scale = { zero: 0.25, ticks: [] };

describe("the parts of a row", () => {
  it("follow each other from zero, those below it the other way, and none where nothing is paid", () => {
    const parts = [
      { series: "a", size: 0.5 },
      { series: "none", size: 0 },
      { series: "back", size: -0.125 },
      { series: "b", size: 0.25 },
    ];
    expect(placeRow(parts, scale)).toEqual([
      { series: "a", start: 25, width: 50 },
      { series: "back", start: 12.5, width: 12.5 },
      { series: "b", start: 75, width: 25 },
    ]);
  });

  it("have a baseline that begins at zero as well", () => {
    expect(placeBaseline(0.5, scale)).toEqual({ start: 25, width: 50 });
    expect(placeBaseline(-0.25, scale)).toEqual({ start: 0, width: 25 });
  });
});

describe("moving among rows", () => {
  const rows = [["a", "b", "c"], [], ["a"]];
  it.each([
    [{ group: 0, part: 0 }, "ArrowRight", { group: 0, part: 1 }],
    [{ group: 0, part: 2 }, "ArrowRight", { group: 0, part: 2 }],
    [{ group: 0, part: 2 }, "ArrowDown", { group: 2, part: 0 }],
    [{ group: 2, part: 0 }, "ArrowUp", { group: 0, part: 0 }],
    [{ group: 2, part: 0 }, "ArrowDown", { group: 2, part: 0 }],
    [{ group: 2, part: 0 }, "Home", { group: 0, part: 0 }],
    [{ group: 0, part: 1 }, "End", { group: 2, part: 0 }],
    [{ group: 0, part: 1 }, "e", null],
  ])("from %j with %s to %j", (from, key, to) => {
    expect(moveInRows(from, key, rows)).toEqual(to);
  });

  it("goes nowhere when there is nothing", () => {
    expect(moveInRows({ group: 0, part: 0 }, "ArrowDown", [])).toBeNull();
  });
});
