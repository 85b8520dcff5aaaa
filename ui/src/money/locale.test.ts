import { describe, expect, it } from "vitest";
import { knownLocale } from "./locale.ts";

describe("a locale that formats can be made for", () => {
  it.each([
    ["de-DE", "de-DE"],
    ["en-us", "en-US"],
    ["C", "en"],
    ["en_US.UTF-8", "en"],
    ["", "en"],
  ])("%j is %s", (named, known) => {
    expect(knownLocale(named)).toBe(known);
    expect(() => new Intl.NumberFormat(knownLocale(named))).not.toThrow();
  });
});
