import { describe, expect, it } from "vitest";
import { Freshness } from "./freshness.ts";

describe("Freshness", () => {
  it("is current until something is asked and again once it is answered", () => {
    const freshness = new Freshness();
    expect(freshness.lateAt()).toBeNull();
    freshness.asked(1, 1000);
    expect(freshness.lateAt()).toBe(1300);
    freshness.answered(1);
    expect(freshness.lateAt()).toBeNull();
  });

  it("counts from the oldest question without an answer", () => {
    const freshness = new Freshness();
    freshness.asked(1, 1000);
    freshness.asked(2, 1100);
    freshness.asked(3, 1200);
    freshness.answered(2);
    expect(freshness.lateAt()).toBe(1500);
  });

  it("forgets questions that were overtaken before they were sent", () => {
    const freshness = new Freshness();
    freshness.asked(1, 1000);
    freshness.asked(2, 1100);
    freshness.answered(2);
    expect(freshness.lateAt()).toBeNull();
  });
});
