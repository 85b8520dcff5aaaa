import { describe, expect, it } from "vitest";
import { layOut, moveMark } from "./bars.ts";

const frame = { width: 600, height: 200, left: 44, right: 120, top: 20, bottom: 24 };
const scale = { zero: 0, ticks: [0, 0.5, 1].map((at) => ({ at, label: String(at) })) };
const groups = [
  {
    id: "q1",
    baseline: 0.6,
    parts: [
      { series: "a", size: 0.3 },
      { series: "b", size: 0.35 },
    ],
  },
  {
    id: "q2",
    baseline: 0.9,
    parts: [
      { series: "a", size: 0.5 },
      { series: "b", size: 0.5 },
    ],
  },
];

describe("laying out stacked bars", () => {
  const layout = layOut(groups, scale, frame);

  it("starts every bar at zero and ends the fullest at the top", () => {
    expect(layout.zero).toBe(176);
    for (const group of layout.groups) {
      const lowest = group.blocks[0];
      expect((lowest?.y ?? 0) + (lowest?.height ?? 0)).toBeCloseTo(layout.zero);
      expect(group.baseline.y + group.baseline.height).toBeCloseTo(layout.zero);
    }
    expect(layout.groups[1]?.top.y).toBeCloseTo(20);
  });

  it("leaves one unit between the parts of a stack", () => {
    const [low, high] = layout.groups[0]?.blocks ?? [];
    expect((low?.y ?? 0) - ((high?.y ?? 0) + (high?.height ?? 0))).toBeCloseTo(1);
  });

  it("keeps stacks inside the plot with their baseline beside them", () => {
    for (const group of layout.groups) {
      const [block] = group.blocks;
      expect(group.baseline.x).toBeGreaterThanOrEqual(layout.plot.left);
      expect(group.baseline.x + group.baseline.width).toBeLessThan(block?.x ?? 0);
      expect((block?.x ?? 0) + (block?.width ?? 0)).toBeLessThanOrEqual(layout.plot.right);
    }
  });

  it("hangs parts below zero from it", () => {
    const parts = [
      { series: "a", size: 0.5 },
      { series: "b", size: -0.2 },
    ];
    const low = layOut([{ id: "q", baseline: 0.3, parts }], { zero: 0.25, ticks: [] }, frame);
    const [up, down] = low.groups[0]?.blocks ?? [];
    expect((up?.y ?? 0) + (up?.height ?? 0)).toBeCloseTo(low.zero);
    expect(down?.y).toBeCloseTo(low.zero);
  });

  it("pushes names apart and keeps them above the axis", () => {
    const parts = ["a", "b", "c", "d"].map((series) => ({ series, size: 0.001 }));
    const crowded = layOut([{ id: "q", baseline: 1, parts }], scale, frame).names;
    const ys = crowded.map((name) => name.y);
    for (let at = 1; at < ys.length; at += 1) {
      expect((ys[at] ?? 0) - (ys[at - 1] ?? 0)).toBeGreaterThanOrEqual(15);
    }
    expect(Math.max(...ys)).toBeLessThanOrEqual(176);
    expect(crowded.map((name) => name.series)).toEqual(["d", "c", "b", "a"]);
  });

  it("draws an empty chart when nothing was paid", () => {
    expect(layOut([{ id: "q", baseline: 0, parts: [] }], scale, frame).groups[0]?.baseline.height).toBe(0);
  });
});

describe("moving among marks", () => {
  it.each([
    ["ArrowRight", { group: 0, part: 1 }, { group: 1, part: 1 }],
    ["ArrowRight", { group: 1, part: 1 }, { group: 1, part: 1 }],
    ["ArrowUp", { group: 0, part: 0 }, { group: 0, part: 1 }],
    ["ArrowDown", { group: 0, part: 0 }, { group: 0, part: 0 }],
    ["End", { group: 0, part: 0 }, { group: 1, part: 0 }],
  ])("%s from %j goes to %j", (key, from, to) => {
    expect(moveMark(from, key, groups)).toEqual(to);
  });

  it("leaves other keys alone", () => {
    expect(moveMark({ group: 0, part: 0 }, "Tab", groups)).toBeNull();
  });
});
