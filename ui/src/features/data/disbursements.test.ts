import { describe, expect, it } from "vitest";
import { disbursedStandings } from "./disbursements.ts";

const NONE = { agree: 0, differ: 0, other_currency: 0, only_disbursed: 0, only_deals: 0 };

describe("how disbursements stand", () => {
  it("says each way that any stands", () => {
    const counts = { ...NONE, agree: 1200, only_deals: 2 };
    expect(disbursedStandings({ counts, set_aside_rows: 1 })).toBe(
      "1,200 disbursed as sold, 2 deals without a disbursement, 1 not usable.",
    );
    expect(disbursedStandings({ counts: NONE, set_aside_rows: 0 })).toBe("");
  });
});
