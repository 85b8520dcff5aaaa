import { readFileSync } from "node:fs";
import type { Curve, Finding } from "../host/index.ts";

/** The real form of programs. */
export const schema: unknown = JSON.parse(
  readFileSync(`${process.cwd()}/../fixtures/schema/program.schema.json`, "utf8"),
);

/** The sample channel's program as it is written, with a Gold threshold. */
export function writtenProgram(gold: string) {
  const level = (id: string, name: string, at_least: string | null) => ({
    id,
    name,
    ...(at_least === null
      ? {}
      : {
          requirement: {
            all: [
              {
                reaches: {
                  measure: { revenue: { weight: "declared_share", basis: "net" } },
                  window: { trailing_months: 12 },
                  at_least: `${at_least} USD`,
                },
              },
            ],
          },
        }),
  });
  const incentive = (id: string, name: string) => ({
    id,
    name,
    state: "on",
    who: { all: [] },
    roles: ["resold"],
    earns_on: { measure: "revenue", weight: "declared_share", basis: "net", part: "whole" },
    qualifier: "paid_on",
    schedule: {
      method: "whole_amount",
      threshold: "reached",
      columns: {
        level: { track: "partner", tier_at: "period_start", levels: ["registered", "silver", "gold"] },
      },
      bands: [
        { from: "0 USD", rates: ["0.01", "0.02", "0.03"] },
        { from: "50000 USD", rates: ["0.015", "0.025", "0.035"] },
      ],
    },
    period: "quarter",
    moment: "after_sale",
    end: "back_end",
    pays_into: "cash",
  });
  return {
    format: 1,
    name: "FY26 Partner Program",
    currency: "USD",
    calendar: { year_starts_in: 1, year_named_by: "start" },
    conversion: { table: "market", on: "close" },
    rounding: "half_away_from_zero",
    tracks: [
      {
        id: "partner",
        name: "Partner",
        review: "quarter",
        level_is: "highest_met",
        downgrade: "at_review",
        levels: [
          level("registered", "Registered", null),
          level("silver", "Silver", "150000.00"),
          level("gold", "Gold", gold),
          level("platinum", "Platinum", "1200000.00"),
        ],
      },
    ],
    incentives: [
      incentive("volume", "Volume rebate"),
      incentive("cosell", "Co-sell split"),
      incentive("mdf", "MDF accrual"),
      incentive("growth", "Growth kicker"),
    ],
    payment: { days_after_period: 30 },
  };
}

/** The curve of one column that jumps at 50,000. */
export const curve: Curve = {
  finding: "Reaching 50,000 USD adds 250 USD at once",
  along: "Revenue",
  unit: "money",
  currency: "USD",
  example: null,
  until: "65000.00 USD",
  least: "0.00",
  most: "65000.00",
  step: "500.00",
  places: [{ at: 0, amount: "0.00" }],
  axis: { zero: 0, ticks: [{ at: 0, amount: "0.00" }] },
  lines: [
    {
      name: "Gold",
      points: [
        { x: 0, y: 0, at: "0.00", pays: "0.00" },
        { x: 1, y: 1, at: "65000.00", pays: "2275.00" },
      ],
      jumps: [{ x: 0.77, from: 0.6, to: 0.7, at: "50000.00", amount: "250.00" }],
    },
  ],
  thresholds: [
    { place: "/incentives/volume/schedule/bands/0/from", x: 0, value: "0.00" },
    { place: "/incentives/volume/schedule/bands/1/from", x: 0.77, value: "50000.00" },
  ],
  limits: [],
};

/** What the sample's history shows. */
export const EARNS_NOTHING: Finding = {
  severity: "warning",
  code: "partners_earn_nothing",
  place: "/incentives/growth",
  sentence: "2 partners sold and earn nothing.",
  hint: "Look at the filters that leave them out.",
  partners: 2,
  amount: "29801.35",
  currency: "USD",
  of: "of revenue",
};
