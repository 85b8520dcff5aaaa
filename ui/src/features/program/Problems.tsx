import { useEffect, useState } from "react";
import type { Finding, Problem } from "../../host/index.ts";
import { amount, count } from "../../money/format.ts";
import { useEditor } from "./editor.ts";
import { FindingList } from "./FindingList.tsx";

export interface ProblemsProps {
  current: number | null;
  onGo: (finding: Finding) => void;
}

/** What is wrong with the program or worth knowing, with the partners and the money of it. */
export function Problems({ current, onGo }: ProblemsProps) {
  const { ask, document, beginnings } = useEditor();
  const [found, setFound] = useState<Problem[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every document may have other problems
  useEffect(
    () =>
      ask(
        "problems",
        "problems",
        {},
        (answer) => setFound(answer.problems),
        () => setFound(null),
      ),
    [ask, document],
  );
  const problems: Finding[] =
    found?.map((problem) => ({ ...problem, amount: problem.money, currency: beginnings.currency })) ??
    document.findings;
  const money = new Map(
    (found ?? []).map((problem) => [keyOf(problem), inMoney(problem, beginnings.currency)]),
  );
  return (
    <section className="detail" aria-label="Problems" data-testid="problems">
      <h2 className="detail-title">Problems</h2>
      <p className="caption">
        F8 goes to the next one, Shift+F8 to the one before. Money is of this history.
      </p>
      {problems.length === 0 ? (
        <p className="detail-sentence">The check found nothing to say about this program.</p>
      ) : (
        <FindingList
          findings={problems}
          current={current}
          note={(finding) => money.get(keyOf(finding)) ?? ""}
          onGo={onGo}
        />
      )}
    </section>
  );
}

const keyOf = (finding: Pick<Finding, "code" | "place">) => `${finding.code} ${finding.place}`;

/** `3 partners, $31,000 taken by the cap`. */
function inMoney(problem: Problem, currency: string): string {
  if (problem.partners === 0) {
    return problem.code === "cliff" ? "No partner ended a quarter within 5% below" : "";
  }
  const partners =
    problem.partners === null
      ? []
      : [problem.partners === 1 ? "1 partner" : `${count(problem.partners)} partners`];
  const money =
    problem.money === null ? [] : [`${amount(problem.money, currency, "whole")} ${problem.of}`.trim()];
  return [...partners, ...money].join(", ");
}
