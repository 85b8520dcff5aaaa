/** What a table's rows are called; a table that is named for one row says so in the plural. */
export const TABLES: Record<string, string> = {
  partner: "Partners",
  deal: "Deals",
  line: "Deal lines",
  credit: "Credits",
  touch: "Touches",
  registration: "Registrations",
  overlap: "Account overlaps",
  settlement: "Settlements",
  adjustment: "Returns and adjustments",
  activity: "Activities",
  score: "Scores",
  target: "Targets",
  level: "Tiers held before",
  partner_status: "Partner statuses",
  fund_event: "MDF events",
  rate: "Exchange rates",
  paid: "Past payouts",
};

/** Tables in the order in which a person thinks of them. */
const ORDER = ["deal", "credit", "partner", "line", "adjustment"];

/** Where a table stands among others. */
export function tableOrder(table: string): number {
  const at = ORDER.indexOf(table);
  return at < 0 ? ORDER.length : at;
}
