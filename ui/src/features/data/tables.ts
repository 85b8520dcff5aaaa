import { t } from "../../text/text.ts";
/** What a table's rows are called; a table that is named for one row says so in the plural. */
export const TABLES: Record<string, string> = {
  partner: t`Partners`,
  deal: t`Deals`,
  line: t`Deal lines`,
  credit: t`Credits`,
  touch: t`Touches`,
  registration: t`Registrations`,
  overlap: t`Account overlaps`,
  settlement: t`Settlements`,
  adjustment: t`Returns and adjustments`,
  activity: t`Activities`,
  score: t`Scores`,
  target: t`Targets`,
  level: t`Tiers held before`,
  partner_status: t`Partner statuses`,
  fund_event: t`MDF events`,
  rate: t`Exchange rates`,
  paid: t`Past payouts`,
};

/** Tables in the order in which a person thinks of them. */
const ORDER = ["deal", "credit", "partner", "line", "adjustment"];

/** Where a table stands among others. */
export function tableOrder(table: string): number {
  const at = ORDER.indexOf(table);
  return at < 0 ? ORDER.length : at;
}
