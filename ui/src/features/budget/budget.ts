import { day } from "../../components/dates.ts";
import { useAnswer } from "../../components/useAnswer.ts";
import { asTitle, capital } from "../../components/words.ts";
import type {
  Budget,
  BudgetPeriod,
  Change,
  FundPage,
  FundStage,
  Funds,
  GetBudget,
} from "../../host/index.ts";
import { amount, count, percent } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";

export interface AskBudget {
  budget: (question: GetBudget, done: (answer: Budget) => void) => void;
  funds: (question: Funds, done: (answer: FundPage) => void) => void;
}

/** The budget that follows the figures on screen; the one before stays until the next arrives. */
export function useBudget(ask: AskBudget["budget"], changes: Change[], of: unknown): Budget | null {
  return useAnswer(ask, { changes }, of);
}

/** Entries listed at once. */
const ENTRIES = 100;

/** The entries of a fund, of one partner or all, and the return on funds. */
export function useEntries(
  ask: AskBudget["funds"],
  question: Pick<Funds, "fund" | "partner">,
  changes: Change[],
  of: unknown,
): FundPage | null {
  const { fund, partner } = question;
  const which = { ...(fund === undefined ? {} : { fund }), ...(partner === undefined ? {} : { partner }) };
  return useAnswer(ask, { changes, ...which, limit: ENTRIES }, of);
}

const months = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });

/** The points of the run rate with their words. */
export function pointsOf({ run }: BudgetPeriod, currency: string) {
  return run.map(({ on, used, size, at }) => ({
    at,
    size,
    label: months.format(new Date(`${on}T00:00:00Z`)),
    words: t`${amount(used, currency)} used by ${day(on)}`,
  }));
}

/** Two sentences for those who do not see the chart. */
export function describe(period: BudgetPeriod, currency: string): string {
  const points = period.run.map((point) => `${day(point.on)} ${amount(point.used, currency)}`);
  return t`${asTitle(period.finding)}. Used by the end of each month, under the line of ${amount(period.holds, currency)} in the pools: ${points.join(", ")}.`;
}

/** A fraction used, in percent; a pool that holds nothing has none. */
export function used(share: string | null): string {
  return share === null ? "" : percent(share, 0);
}

/** How many there are at each stage. */
const COUNTED: Record<string, (many: number) => string> = {
  requested: (many) => plural(many, { one: "1 request", other: "{n} requests" }),
  approved: (many) => plural(many, { one: "1 approval", other: "{n} approvals" }),
  claimed: (many) => plural(many, { one: "1 claim", other: "{n} claims" }),
  paid: (many) => plural(many, { one: "1 payment", other: "{n} payments" }),
};

/** A stage of the funnel in words: how many, and what part of the stage before. */
export function stageNote({ step, count: steps, share }: FundStage, before: string | undefined): string {
  const many = COUNTED[step]?.(steps) ?? count(steps);
  return share === null || before === undefined ? many : t`${many}, ${percent(share, 0)} of ${before}`;
}

/** How a return is named: the kind of activity, the tier or the partner it is of. */
export function returnOf(by: string, of: string): string {
  if (by === "all") return t`All funds`;
  if (by === "tier") return capital(of.split("/").at(-1) ?? of);
  return by === "activity" ? capital(of) : of;
}
