import { describe, expect, it } from "vitest";
import css from "./tokens.css?raw";

type Theme = "light" | "dark";

/** The colours of tokens.css by name, read from the file itself. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map((match) => [
    match[1],
    { light: match[2] ?? "", dark: match[3] ?? "" },
  ]),
);

/** Relative luminance, WCAG 2.2 definition. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(front: string, back: string, theme: Theme): number {
  const pair = [front, back].map((name) => {
    const token = tokens.get(name);
    if (token === undefined) throw new Error(`tokens.css has no ${name}`);
    return luminance(token[theme]);
  });
  const [low, high] = pair.sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["canvas", "surface", "sunken", "hover", "selected"];
const on = (fronts: string[], backs: string[], least: number) =>
  fronts.flatMap((front) => backs.map((back) => ({ front, back, least })));

/** Every pair that meets on screen and the least contrast it owes: 4.5 for text, 3 for parts. */
const pairs = [
  ...on(["text", "text2", "text3"], grounds, 4.5),
  ...on(["text"], ["diff-added", "diff-removed"], 7),
  ...on(["on-much"], ["lose-much", "gain-much"], 4.5),
  ...on(["on-little"], ["lose-little", "no-change", "gain-little"], 4.5),
  ...on(["accent"], ["canvas", "surface", "sunken", "selected"], 4.5),
  ...on(["on-accent"], ["accent", "accent-hover"], 4.5),
  ...on(["better", "worse"], ["canvas", "surface", "hover", "selected"], 4.5),
  ...on(["control-border"], ["canvas", "surface", "sunken"], 3),
  ...on(["focus"], grounds, 3),
  ...["danger", "warning", "info", "ok"].map((front) => ({ front, back: `${front}-fill`, least: 4.5 })),
  ...on(
    ["category-1", "category-2", "category-3", "category-4", "category-5", "baseline"],
    ["canvas", "surface"],
    3.2,
  ),
];

describe("colour tokens", () => {
  it("are all read: light and dark of every colour the brief names", () => {
    expect(tokens.size).toBe(39);
  });

  describe.each(["light", "dark"] as const)("%s", (theme) => {
    it.each(pairs)("$front on $back reaches $least", ({ front, back, least }) => {
      expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(least);
    });
  });
});
