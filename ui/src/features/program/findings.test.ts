import { describe, expect, it } from "vitest";
import { moneyOf } from "./findings.ts";

describe("the money of a finding", () => {
  it("a finding says whom it concerns and what its money is", () => {
    const finding = { partners: 3, amount: "31000.00", currency: "USD", of: "taken by the cap" };
    expect(moneyOf(finding)).toBe("3 partners, $31,000 taken by the cap");
    expect(moneyOf({ ...finding, partners: 1 })).toBe("1 partner, $31,000 taken by the cap");
    expect(moneyOf({ ...finding, of: "" })).toBe("3 partners, $31,000");
    expect(moneyOf({ ...finding, amount: null })).toBe("3 partners");
  });

  it("a finding that concerns nobody, or of which that is not known, has no money", () => {
    expect(moneyOf({ partners: 0, amount: "0.00", currency: "USD", of: "" })).toBe("");
    expect(moneyOf({ partners: null, amount: null, currency: null, of: "" })).toBe("");
  });
});
