import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { restoreAppearance, switchTheme, zoom } from "./appearance.ts";

const root = document.createElement("html");
let dark = false;

beforeEach(() => {
  delete root.dataset.theme;
  root.removeAttribute("style");
  vi.stubGlobal("matchMedia", () => ({ matches: dark }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  dark = false;
});

describe("the theme", () => {
  it("switches away from the system and, switched back, follows it again", () => {
    expect(switchTheme(root)).toBe("dark");
    expect(root.dataset.theme).toBe("dark");
    expect(switchTheme(root)).toBe("light");
    expect(root.dataset.theme).toBeUndefined();
  });

  it("is remembered", () => {
    dark = true;
    switchTheme(root);
    delete root.dataset.theme;
    restoreAppearance(root);
    expect(root.dataset.theme).toBe("light");
  });
});

describe("zoom", () => {
  it("goes in steps from 80 to 200 per cent and is remembered", () => {
    const seen = Array.from({ length: 6 }, () => zoom(1, root));
    expect(seen).toEqual([1.1, 1.25, 1.5, 1.75, 2, 2]);
    root.removeAttribute("style");
    restoreAppearance(root);
    expect(root.style.getPropertyValue("zoom")).toBe("2");
    expect(zoom(0, root)).toBe(1);
    expect([zoom(-1, root), zoom(-1, root), zoom(-1, root)]).toEqual([0.9, 0.8, 0.8]);
  });

  it("stands at actual size when what was kept is no size", () => {
    localStorage.setItem("tierwright.zoom", "huge");
    restoreAppearance(root);
    expect(root.style.getPropertyValue("zoom")).toBe("");
  });
});
