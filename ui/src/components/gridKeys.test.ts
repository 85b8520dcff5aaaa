import { describe, expect, it } from "vitest";
import { move } from "./gridKeys.ts";

const extent = { rows: 120, columns: 9, page: 10 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

describe("moving in a grid", () => {
  it.each([
    [{ row: 0, column: 0 }, press("ArrowDown"), { row: 1, column: 0 }],
    [{ row: 0, column: 0 }, press("ArrowUp"), { row: -1, column: 0 }],
    [{ row: -1, column: 0 }, press("ArrowUp"), { row: -1, column: 0 }],
    [{ row: 3, column: 8 }, press("ArrowRight"), { row: 3, column: 8 }],
    [{ row: 3, column: 1 }, press("ArrowLeft"), { row: 3, column: 0 }],
    [{ row: 5, column: 2 }, press("PageDown"), { row: 15, column: 2 }],
    [{ row: 5, column: 2 }, press("PageUp"), { row: 0, column: 2 }],
    [{ row: 118, column: 2 }, press("PageDown"), { row: 119, column: 2 }],
    [{ row: 5, column: 2 }, press("Home"), { row: 5, column: 0 }],
    [{ row: 5, column: 2 }, press("End"), { row: 5, column: 8 }],
    [{ row: 5, column: 2 }, press("Home", true), { row: 0, column: 0 }],
    [{ row: 5, column: 2 }, press("End", true), { row: 119, column: 8 }],
  ])("%j with %j goes to %j", (from, key, to) => {
    expect(move(from, key, extent)).toEqual(to);
  });

  it("leaves other keys alone", () => {
    expect(move({ row: 0, column: 0 }, press("e"), extent)).toBeNull();
  });

  it("stays on the heading when nothing is listed", () => {
    expect(move({ row: -1, column: 2 }, press("ArrowDown"), { rows: 0, columns: 9, page: 10 })).toEqual({
      row: -1,
      column: 2,
    });
  });
});
