import { describe, expect, it } from "vitest";
import { type DotAt, moveDot, nearest, placeDots, placeLabels } from "./dots.ts";

const frame = { width: 400, height: 200, left: 50, right: 10, top: 10, bottom: 30 };
const dot = (id: string, x: number, y: number, label = ""): DotAt => ({
  id,
  x,
  y,
  labelled: label !== "",
  label,
});

describe("dots", () => {
  it("lie between the edges of the drawing", () => {
    expect(placeDots([dot("a", 0, 0), dot("b", 1, 1), dot("c", 0.5, 0.5)], frame)).toEqual([
      { id: "a", cx: 50, cy: 170 },
      { id: "b", cx: 390, cy: 10 },
      { id: "c", cx: 220, cy: 90 },
    ]);
  });

  it("have their names on the side with room, and none on another", () => {
    const labels = placeLabels(
      [dot("a", 0.2, 0.5, "Northwind"), dot("b", 0.2, 0.5, "Halden Cloud"), dot("c", 0.98, 0.9, "Sierra")],
      frame,
    );
    const of = (id: string) => labels.find((label) => label.id === id);
    expect(of("a")?.anchor).toBe("start");
    expect(of("c")?.anchor).toBe("end");
    expect((of("b")?.y ?? 0) - (of("a")?.y ?? 0)).toBeGreaterThanOrEqual(13);
  });

  it("leave a name out where there is no room for it", () => {
    const crowd = Array.from({ length: 5 }, (_, at) => dot(`d${at}`, 0.1, 0.02, `Partner ${at}`));
    expect(placeLabels(crowd, frame).length).toBeLessThan(5);
    for (const label of placeLabels(crowd, frame)) expect(label.y).toBeLessThanOrEqual(174);
  });

  it("are walked by keys", () => {
    expect(["ArrowRight", "ArrowLeft", "Home", "End", "x"].map((key) => moveDot(2, key, 5))).toEqual([
      3,
      1,
      0,
      4,
      null,
    ]);
    expect(moveDot(4, "ArrowRight", 5)).toBe(4);
  });

  it.each([
    [0.4, 1],
    [0.76, 2],
    [-1, 0],
    [2, 2],
  ])("are read at the nearest: %f reads place %i", (point, at) => {
    expect(nearest([{ at: 0 }, { at: 0.5 }, { at: 1 }], point)).toBe(at);
  });
});
