import { day, readDay } from "../../components/dates.ts";
import type { Change, ProgramTest, ProgramTests, TestCounts, TestResult } from "../../host/index.ts";
import { plain } from "../../money/format.ts";
import { parseDecimal } from "../../money/parse.ts";
import { plural, t } from "../../text/text.ts";

/** What a result is called in the list. */
export const RESULTS: Record<TestResult, string> = {
  fails: t`Fails`,
  not_run: t`Not run`,
  passes: t`Passes`,
};

/** The head of the screen: "22 pass, 1 fails, 0 not run". */
export function countsInWords(counts: TestCounts): string {
  const passes = plural(counts.passed, { one: "1 passes", other: "{n} pass" });
  const fails = plural(counts.failed, { one: "1 fails", other: "{n} fail" });
  return t`${passes}, ${fails}, ${counts.not_run} not run`;
}

/** Beside the screen's name: the failing ones where there are some, else those that pass. */
export function countsInShort(counts: TestCounts): string {
  if (counts.failed > 0) return plural(counts.failed, { one: "1 fails", other: "{n} fail" });
  if (counts.not_run > 0) return t`${counts.not_run} not run`;
  return counts.passed > 0 ? plural(counts.passed, { one: "1 passes", other: "{n} pass" }) : "";
}

/** What kind of text a cell of a test takes. */
export type CellKind = "amount" | "day" | "text";

/** Typed text as the program stores it; null where it does not read as what the cell takes. */
export function typedCell(kind: CellKind, typed: string): string | null {
  const text = typed.trim();
  if (text === "") return null;
  if (kind === "amount") return parseDecimal(text);
  if (kind === "day") return readDay(text);
  return text;
}

/** How to type what a cell takes. */
export const TYPED_LIKE: Record<CellKind, string> = {
  amount: t`This does not read as one number. Type it like ${plain("450000")}.`,
  day: t`Type a day like ${day("2025-01-31")} or 2025-01-31.`,
  text: t`Type some words.`,
};

/** One value of a test set to another, and what the step is called in the undo menu. */
export function edit(test: ProgramTest, place: string, value: unknown): { changes: Change[]; label: string } {
  return { changes: [{ place, value }], label: t`Test edited: ${test.title}` };
}

/** The change that takes a test out of the program. */
export function removal(test: ProgramTest): { changes: Change[]; label: string } {
  return { changes: [{ place: test.place, value: null }], label: t`Test removed: ${test.title}` };
}

/** Whether what came out can be written into a failing test: an amount or a level that differs. */
export function canAccept(test: ProgramTest): boolean {
  return (
    test.result === "fails" &&
    test.expected.every((figure) => figure.passed || (figure.place !== null && figure.got !== null))
  );
}

/** The tests whose words hold everything that was typed. */
export function filtered(tests: ProgramTests, typed: string): ProgramTest[] {
  const words = typed.trim().toLowerCase().split(/\s+/);
  return tests.tests.filter((test) => {
    const text = [
      test.title,
      RESULTS[test.result],
      test.source ?? "",
      ...test.partners.map((partner) => `${partner.name} ${partner.id}`),
      ...test.expected.map((figure) => `${figure.partner} ${figure.what} ${figure.when}`),
    ]
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Tables of facts that a test can hold beside partners and deals. */
export const TABLES: Record<string, string> = {
  adjustment: t`returns`,
  activity: t`activities`,
  score: t`scores`,
  target: t`targets`,
  overlap: t`account overlaps`,
  fund_event: t`MDF events`,
  rate: t`exchange rates`,
  paid: t`past payouts`,
};
