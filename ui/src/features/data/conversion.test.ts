import { describe, expect, it } from "vitest";
import type { ConvertedOverlap } from "../../host/index.ts";
import { sources, sums } from "./conversion.ts";

const ROW: ConvertedOverlap = {
  partner: "A",
  partner_name: "Alder",
  account: "Cedar Ltd",
  step: "open",
  mapped_on: "2024-12-20",
  registered_on: null,
  closed_on: null,
  days_to_registered: null,
  days_to_closed: null,
  days_in_all: null,
  deal: "D1",
  amount: "1000.00",
  currency: "USD",
  mapped_sources: ["mapped.csv, row 3", "mapped.csv, row 2"],
  registration_source: null,
  deal_source: "deals.csv, row 2",
};

describe("accounts in common", () => {
  it("open to the rows that say so, and to no others", () => {
    expect(sources(ROW)).toEqual([
      { of: "mapped", what: "Mapped", rows: "mapped.csv, row 3; mapped.csv, row 2" },
      { of: "deal", what: "Deal", rows: "deals.csv, row 2" },
    ]);
  });

  it("keep currencies apart", () => {
    const money = [
      { amount: "900.00", currency: "EUR" },
      { amount: "4500.00", currency: "USD" },
    ];
    expect(sums(money)).toContain(", ");
    expect(sums([])).toBe("");
  });
});
