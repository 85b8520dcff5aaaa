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

/**
 * A day as people type it, as "2025-08-15": that form itself, or with its month in letters in the
 * window's language or in English, such as "15 Aug 2025". Digits alone are never guessed at. Null for what
 * is no such day.
 */
export function readDay(typed: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed.trim());
  if (iso !== null) return known(iso[1], iso[2], iso[3]);
  const word = /\p{L}{3,}/u.exec(typed)?.[0].toLowerCase();
  const month = MONTHS.findIndex(
    (names) => word !== undefined && names.some((name) => name.startsWith(word)),
  );
  const numbers = typed.match(/\d+/g) ?? [];
  const year = numbers.find((each) => each.length === 4);
  const date = numbers.find((each) => each.length < 3);
  return month < 0 || numbers.length !== 2 ? null : known(year, String(month + 1), date);
}

/** Each month's names, in the window's language and in English. */
const MONTHS = Array.from({ length: 12 }, (_, at) =>
  [locale, "en"].map((language) =>
    new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" })
      .format(Date.UTC(2025, at, 1))
      .toLowerCase(),
  ),
);

/** A day that is in the calendar, as "2025-08-15". */
function known(year = "", month = "", date = ""): string | null {
  const iso = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}
