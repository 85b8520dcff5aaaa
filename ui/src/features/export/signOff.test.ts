import { describe, expect, it } from "vitest";
import { comparedExport, signOff } from "../../testing/sampleSignOff.ts";
import {
  amountInWords,
  canSign,
  comparedInWords,
  reviewStands,
  rolesOf,
  signatureStands,
  standing,
} from "./signOff.ts";

describe("sign-off in words", () => {
  it("says version, status and who was asked", () => {
    expect(standing(signOff(3, "1.00"))).toBe("Version 3: draft");
    const exported = { ...signOff(3, "1.00"), status: "exported" as const, asked: ["Finance", "Sales"] };
    expect(standing(exported)).toBe("Version 3: approved and exported, asked to sign: Finance, Sales");
  });

  it("tells a signature that holds from one that lapsed or was taken back", () => {
    const one = {
      number: 1,
      name: "Kim",
      role: "Finance",
      signed_at: "",
      revision: 1,
      sha256: "",
      total: "",
      alone: "",
      holds: true,
      lapsed: [],
      withdrawn: null,
    };
    expect(signatureStands(one)).toBe("holds");
    const lapsed = [
      { what: "the facts", was: "a", is: "b" },
      { what: "the total liability", was: "1", is: "2" },
    ];
    expect(signatureStands({ ...one, holds: false, lapsed })).toBe(
      "lapsed: the facts, the total liability changed",
    );
    const withdrawn = { text: "", who: "Kim", at: "" };
    expect(signatureStands({ ...one, holds: false, lapsed, withdrawn })).toBe("taken back");
    expect(signatureStands({ ...one, holds: false })).toBe("not compared");
  });

  it("signs neither sample data, nor a draft, nor what cannot be calculated", () => {
    const review = { ...signOff(1, "1.00"), status: "in_review" as const };
    expect(canSign(review, false)).toBe(true);
    expect(canSign(review, true)).toBe(false);
    expect(canSign({ ...review, status: "draft" }, false)).toBe(false);
    expect(canSign({ ...review, covers: null }, false)).toBe(false);
  });

  it("reads roles between commas", () => {
    expect(rolesOf(" Finance, , Head of sales ")).toEqual(["Finance", "Head of sales"]);
    expect(rolesOf("")).toEqual([]);
  });

  it("keeps the currency beside its amount", () => {
    expect(amountInWords("1971402.00 USD")).toBe("$1,971,402.00");
    expect(amountInWords("odd")).toBe("odd");
  });

  it("says how a review stands", () => {
    const review = { quarter: "Q4 FY25", due: "2026-01-15", overdue: false, held: null };
    expect(reviewStands(review)).toBe("to come");
    expect(reviewStands({ ...review, overdue: true })).toBe("overdue");
    expect(reviewStands({ ...review, held: { text: "", who: "Kim", at: "" } })).toBe("held");
  });

  it("says who gets more and who gets less", () => {
    const found = comparedExport();
    expect(comparedInWords(found)).toBe("1 partner gets more, 0 less, 119 the same.");
    const same = { ...found, money: found.money && { ...found.money, better: 0 } };
    expect(comparedInWords(same)).toBe("Every partner gets the same.");
    expect(comparedInWords({ ...found, money: null })).toBe("");
  });
});
