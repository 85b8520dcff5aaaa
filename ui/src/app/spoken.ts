import { amount, direction } from "../money/format.ts";
import { plural, t } from "../text/text.ts";
import type { SessionState } from "./session.ts";

/** What a screen reader hears once figures have settled: the total, and which way it went. */
export function spoken({ simulation, figures, busy }: SessionState): string {
  if (busy !== null) return busy;
  if (simulation === null || figures !== "fresh") return "";
  const { total, change, currency, better, worse } = simulation;
  const now = amount(total, currency);
  if (direction(change) === "none") return t`Total payout ${now}.`;
  const by = amount(change.replace(/^-/, ""), currency);
  const moved =
    direction(change) === "up" ? t`Total payout ${now}, up ${by}.` : t`Total payout ${now}, down ${by}.`;
  const who = plural(
    better,
    { one: "1 partner better off, {worse} worse off.", other: "{n} partners better off, {worse} worse off." },
    { worse },
  );
  return `${moved} ${who}`;
}
