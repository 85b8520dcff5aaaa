import { describe, expect, it } from "vitest";
import { found, moved, type PaletteItem } from "./palette.ts";

const item = (kind: PaletteItem["kind"], name: string, detail = ""): PaletteItem => ({
  id: name,
  kind,
  name,
  detail,
  keys: "",
});
const items = [
  item("action", "Light or dark"),
  item("screen", "Data"),
  item("incentive", "Volume rebate", "Silver and above earn 3% of revenue"),
  item("partner", "Darkwater Systems", "P-1004 Reseller"),
];

describe("the palette", () => {
  it.each([
    ["", ["Light or dark", "Data", "Volume rebate", "Darkwater Systems"]],
    ["dar", ["Darkwater Systems", "Light or dark"]],
    ["incentive revenue", ["Volume rebate"]],
    ["P-1004", ["Darkwater Systems"]],
    ["nothing like it", []],
  ])("finds by %j", (typed, names) => {
    expect(found(items, typed).map((one) => one.name)).toEqual(names);
  });

  it.each([
    [0, "ArrowDown", 1],
    [3, "ArrowDown", 0],
    [0, "ArrowUp", 3],
    [2, "Home", 0],
    [0, "End", 3],
    [0, "x", null],
  ])("from %i, %s goes to %j", (at, key, to) => {
    expect(moved(at, key, 4)).toBe(to);
  });

  it("goes nowhere in an empty list", () => {
    expect(moved(0, "ArrowDown", 0)).toBeNull();
  });
});
