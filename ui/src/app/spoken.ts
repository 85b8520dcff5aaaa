import { amount, direction } from "../money/format.ts";
import type { SessionState } from "./session.ts";

/** What a screen reader hears once figures have settled: the total, and which way it went. */
export function spoken({ simulation, figures, busy }: SessionState): string {
  if (busy !== null) return busy;
  if (simulation === null || figures !== "fresh") return "";
  const { total, change, currency, better, worse } = simulation;
  const words = `Total payout ${amount(total, currency)}`;
  if (direction(change) === "none") return `${words}.`;
  const way = direction(change) === "up" ? "up" : "down";
  const by = amount(change.replace(/^-/, ""), currency);
  return `${words}, ${way} ${by}. ${better} partners better off, ${worse} worse off.`;
}
