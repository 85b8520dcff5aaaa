import { knownLocale } from "../money/locale.ts";

const locale = knownLocale();
const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
const times = new Intl.DateTimeFormat(locale, { timeStyle: "short" });

/** A day such as "2025-10-03" with its month in letters; what is no day is shown as it came. */
export function day(iso: string): string {
  const at = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? iso : days.format(at);
}

/** The time of day of a moment such as "2026-11-21T14:02:11Z", on this computer's clock. */
export function time(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : times.format(at);
}

const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** A moment such as "2026-11-21T14:02:11Z" as day and time, on this computer's clock. */
export function moment(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : moments.format(at);
}
