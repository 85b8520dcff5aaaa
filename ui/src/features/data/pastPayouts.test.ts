import { describe, expect, it } from "vitest";
import { shownRows, standings } from "./pastPayouts.ts";

const NONE = { agree: 0, differ: 0, only_paid: 0, only_calculated: 0, outside: 0, other_currency: 0 };

describe("how past payouts stand", () => {
  it("says each way that any stands, and what was not compared", () => {
    const counts = { ...NONE, agree: 1200, differ: 1, only_calculated: 3, outside: 2 };
    expect(standings({ counts })).toBe(
      "1,200 paid as calculated, 1 paid otherwise, 3 calculated and not paid. Not compared: 2 outside the replay.",
    );
    expect(standings({ counts: { ...NONE, only_paid: 4, other_currency: 1 } })).toBe(
      "4 paid with nothing calculated. Not compared: 1 in another currency.",
    );
    expect(standings({ counts: NONE })).toBe("");
  });

  it("says which rows of how many are shown", () => {
    expect(shownRows(0, 0, 0)).toBe("No payouts");
    expect(shownRows(0, 1, 1)).toBe("1 payout");
    expect(shownRows(50, 50, 1234)).toBe("51 to 100 of 1,234 payouts");
  });
});
