import type { Template } from "../../host/index.ts";

/** Words of the trade that people search templates by, beside the templates' own words. */
const TRADE: Record<string, string> = {
  volume_rebate: "rebate tier tiered back-end backend retroactive slab loyalty volume incentive rebate",
  growth_kicker: "growth accelerator kicker stretch yoy year over year increment",
  product_mix: "mix attach cloud strategic product focus portfolio",
  annual_bonus: "annual year end bonus target quota lump sum",
  deal_registration: "deal reg registration protection referral finder's fee hunting",
  sourced_and_influenced: "co-sell cosell split sourced influenced attribution shared alliance overlay",
  marketplace: "marketplace aws azure private offer cppo fee hyperscaler",
  milestone: "milestone spiff spif activity enablement training certification onboarding",
  renewal: "renewal retention recurring success adoption churn subscription",
  mdf_accrual: "mdf market development funds co-op coop accrual marketing",
};

/** Whether a template is meant by what somebody searches: every word is somewhere in its own. */
export function matches(template: Template, search: string): boolean {
  const own = [template.name, template.motion, template.description, TRADE[template.id] ?? ""]
    .join(" ")
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => own.includes(word));
}
