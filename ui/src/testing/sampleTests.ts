import type { ProgramTest, ProgramTests } from "../host/index.ts";

/** The tests of the made-up program, and how they come out. */
export function sampleTests(): ProgramTests {
  const test = (id: string, title: string, expected: string, got: string): ProgramTest => ({
    id,
    place: `/tests/${id}`,
    title,
    source: null,
    result: expected === got ? "passes" : "fails",
    fault: null,
    given: "1 deal of 1 partner",
    window: "1 January 2025 to 31 March 2025",
    partners: [{ id: "P-1002", name: "Sierra Integrators", detail: "SI, EMEA" }],
    deals: [
      {
        id: "D-1",
        place: `/tests/${id}/facts/deals/D-1`,
        customer: "Aurora Foods",
        closed: "2025-02-14",
        amount: "150000.00",
        currency: "USD",
        partners: "Sierra Integrators (resold)",
        detail: "new",
      },
    ],
    others: [],
    expected: [
      {
        place: `/tests/${id}/expect/0/amount`,
        partner: "Sierra Integrators",
        what: "Volume rebate",
        when: "Q1 FY25",
        expected,
        got,
        difference: expected === got ? null : "1240.00",
        currency: "USD",
        passed: expected === got,
        sentence: "Sierra Integrators earns 3% on 150,000 USD.",
        formula: ["150,000.00 x 0.03 = 4,500.00"],
        steps: [{ kind: "schedule", label: "Rate", detail: "whole amount", value: "3%" }],
      },
    ],
  });
  return {
    counts: { passed: 2, failed: 1, not_run: 0 },
    tests: [
      test("test-3", "Cap applies once across two incentives", "60000.00", "61240.00"),
      test("test-1", "149,999.99 stays Registered", "0.00", "0.00"),
      test("test-2", "150,000.00 is Silver", "4500.00", "4500.00"),
    ],
    edges: [
      { place: "/incentives/volume/schedule/bands/1/from", name: "Volume rebate, band from 50,000 USD" },
      { place: "/incentives/volume/schedule/bands/2/from", name: "Volume rebate, band from 150,000 USD" },
    ],
  };
}
