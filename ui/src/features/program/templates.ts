import type { Template } from "../../host/index.ts";
import { t } from "../../text/text.ts";

/** Words of the trade that people search templates by, beside the templates' own words. */
const TRADE: Record<string, string> = {
  volume_rebate: t`rebate tier tiered back-end backend retroactive slab loyalty volume incentive rebate`,
  growth_kicker: t`growth accelerator kicker stretch yoy year over year increment`,
  product_mix: t`mix attach cloud strategic product focus portfolio`,
  annual_bonus: t`annual year end bonus target quota lump sum`,
  deal_registration: t`deal reg registration protection referral finder's fee hunting`,
  sourced_and_influenced: t`co-sell cosell split sourced influenced attribution shared alliance overlay`,
  marketplace: t`marketplace aws azure private offer cppo fee hyperscaler`,
  milestone: t`milestone spiff spif activity enablement training certification onboarding`,
  renewal: t`renewal retention recurring success adoption churn subscription`,
  mdf_accrual: t`mdf market development funds co-op coop accrual marketing`,
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
