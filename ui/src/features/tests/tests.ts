import { day, readDay } from "../../components/dates.ts";
import type { Change, ProgramTest, ProgramTests, TestCounts, TestResult } from "../../host/index.ts";
import { count, plain } from "../../money/format.ts";
import { parseDecimal } from "../../money/parse.ts";

/** What a result is called in the list. */
export const RESULTS: Record<TestResult, string> = { fails: "Fails", not_run: "Not run", passes: "Passes" };

/** The head of the screen: "22 pass, 1 fails, 0 not run". */
export function countsInWords(counts: TestCounts): string {
  const fails = counts.failed === 1 ? "1 fails" : `${count(counts.failed)} fail`;
  return `${count(counts.passed)} pass, ${fails}, ${count(counts.not_run)} not run`;
}

/** Beside the screen's name: the failing ones where there are some, else those that pass. */
export function countsInShort(counts: TestCounts): string {
  if (counts.failed > 0) return `${count(counts.failed)} fail`;
  if (counts.not_run > 0) return `${count(counts.not_run)} not run`;
  return counts.passed > 0 ? `${count(counts.passed)} pass` : "";
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
  amount: `This does not read as one number. Type it like ${plain("450000")}.`,
  day: `Type a day like ${day("2025-01-31")} or 2025-01-31.`,
  text: "Type some words.",
};

/** One value of a test set to another, and what the step is called in the undo menu. */
export function edit(test: ProgramTest, place: string, value: unknown): { changes: Change[]; label: string } {
  return { changes: [{ place, value }], label: `Test edited: ${test.title}` };
}

/** The change that takes a test out of the program. */
export function removal(test: ProgramTest): { changes: Change[]; label: string } {
  return { changes: [{ place: test.place, value: null }], label: `Test removed: ${test.title}` };
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
  adjustment: "returns",
  activity: "activities",
  score: "scores",
  target: "targets",
  overlap: "account overlaps",
  fund_event: "MDF events",
  rate: "exchange rates",
  paid: "past payouts",
};
