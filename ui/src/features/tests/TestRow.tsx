import { useState } from "react";
import { ErrorIcon, PassIcon, WarningIcon } from "../../components/icons.tsx";
import { written } from "../../components/keys.ts";
import type { ExpectedFigure, ProgramTest, TestResult } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { Cell } from "./Cell.tsx";
import { Expected, Value, Why } from "./Expected.tsx";
import { Given } from "./Given.tsx";
import { canAccept, RESULTS } from "./tests.ts";

export interface TestRowProps {
  test: ProgramTest;
  open: boolean;
  /** Whether the one tab stop of the list is here. */
  stop: boolean;
  onOpen: (open: boolean) => void;
  onEdit: (place: string, value: string) => void;
  onAccept: () => void;
  onRemove: () => void;
}

const ICONS: Record<TestResult, typeof ErrorIcon> = {
  fails: ErrorIcon,
  not_run: WarningIcon,
  passes: PassIcon,
};

/** A test in one line, with everything that is given and expected below it while it is open. */
export function TestRow(props: TestRowProps) {
  const { test, open, stop } = props;
  const [why, setWhy] = useState(false);
  const ResultIcon = ICONS[test.result];
  const explain = () => {
    setWhy(!(why && open));
    props.onOpen(true);
  };
  return (
    <li className="test" data-result={test.result} data-open={open || undefined}>
      <button
        type="button"
        className="test-line"
        data-test-line={test.id}
        tabIndex={stop ? 0 : -1}
        aria-expanded={open}
        onClick={() => props.onOpen(!open)}
      >
        <span className="test-result">
          <ResultIcon />
          {RESULTS[test.result]}
        </span>
        <span className="test-title">{test.title}</span>
        <span className="test-given">{test.given}</span>
        <span className="test-expected number">
          <InShort test={test} />
        </span>
      </button>
      {test.fault !== null && <p className="test-fault selectable">{test.fault}</p>}
      {(open || test.result === "fails") && (
        <div className="test-actions">
          {test.result !== "not_run" && (
            <button type="button" className="button" aria-expanded={why && open} onClick={explain}>
              {t`Explain`}
            </button>
          )}
          {canAccept(test) && (
            <button
              type="button"
              className="button"
              title={t`Accept new value (${written("mod+enter")})`}
              onClick={props.onAccept}
            >
              {t`Accept new value`}
            </button>
          )}
          {open && (
            <button type="button" className="button" onClick={props.onRemove}>
              {t`Remove test`}
            </button>
          )}
        </div>
      )}
      {open && (
        <div className="test-body">
          <div className="test-name">
            <span className="caption">{t`What it shows`}</span>
            <Cell
              label={t`What the test shows`}
              kind="text"
              value={test.title}
              words={test.title}
              onCommit={(title) => props.onEdit(`${test.place}/title`, title)}
            />
          </div>
          <Expected test={test} onEdit={props.onEdit} />
          {why && <Why test={test} />}
          <Given test={test} onEdit={props.onEdit} />
        </div>
      )}
    </li>
  );
}

/** The first thing that differs, or the first that is expected. */
function InShort({ test }: { test: ProgramTest }) {
  const figure: ExpectedFigure | undefined =
    test.expected.find((each) => !each.passed && each.got !== null) ?? test.expected[0];
  if (figure === undefined) return <>{t`expects nothing`}</>;
  return (
    <>
      <span className="test-word">{t`expect`} </span>
      <Value figure={figure} of={figure.expected} />
      {!figure.passed && figure.got !== null && (
        <span className="test-got">
          <span className="test-word"> {t`got`} </span>
          <Value figure={figure} of={figure.got} />
        </span>
      )}
    </>
  );
}
