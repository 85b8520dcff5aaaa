import { type KeyboardEvent, useRef, useState } from "react";
import { useAnswer } from "../../components/useAnswer.ts";
import type { Change, Edge, GetTests, MadeTests, ProgramTest, ProgramTests } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { TestRow } from "./TestRow.tsx";
import { canAccept, countsInWords, edit, filtered, removal } from "./tests.ts";
import "./tests.css";

/** How many tests are made of payouts at once. */
const AT_ONCE = 10;

/** What the screen can ask for. */
export interface TestsAsking {
  tests: (question: GetTests, done: (tests: ProgramTests) => void) => void;
  change: (changes: Change[], label: string) => void;
  accept: (id: string) => void;
  add: () => Promise<MadeTests | null>;
  fromPayouts: (count: number) => Promise<MadeTests | null>;
  atEdges: (places: string[]) => Promise<MadeTests | null>;
}

interface TestsPageProps {
  /** Another one after each edit: the tests are asked for anew. */
  document: unknown;
  asking: TestsAsking;
  /** A test to show opened, such as one that was just made elsewhere. */
  shown: string | null;
}

/** The tests that the program carries: what is given, what must come out, and what came out. */
export function TestsPage({ document, asking, shown }: TestsPageProps) {
  const tests = useAnswer(asking.tests, {}, document);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(shown === null ? [] : [shown]));
  const [typed, setTyped] = useState("");
  const [leftOut, setLeftOut] = useState<string[]>([]);
  const [making, setMaking] = useState(false);

  const make = async (made: Promise<MadeTests | null>) => {
    setMaking(true);
    const answer = await made;
    setMaking(false);
    setLeftOut(answer?.left_out ?? []);
    if (answer?.added.length === 1) setOpen(new Set(answer.added));
  };
  if (tests === null) return <p className="caption">{t`Running the tests`}</p>;
  const rows = filtered(tests, typed);
  return (
    <article className="tests">
      <header className="page-head tests-head">
        <div>
          <h1>{t`Tests`}</h1>
          <p
            className="tests-counts"
            data-testid="test-counts"
            data-fails={tests.counts.failed > 0 || undefined}
          >
            {tests.tests.length === 0 ? t`No tests yet` : countsInWords(tests.counts)}
          </p>
        </div>
        <button type="button" className="button" disabled={making} onClick={() => make(asking.add())}>
          {t`Add test`}
        </button>
        <button
          type="button"
          className="button"
          disabled={making}
          data-testid="make-tests"
          onClick={() => make(asking.fromPayouts(AT_ONCE))}
        >
          {making ? t`Making tests` : t`Make ${AT_ONCE} from payouts`}
        </button>
      </header>
      <LeftOut words={leftOut} />
      {tests.tests.length === 0 ? (
        <p className="tests-empty">
          {t`This program carries no test yet. A test says what must be paid on a few given deals, is run on each edit and goes out with the program, so that whoever builds it can show that their build pays the same. Make some from payouts that you trust: they are spread over incentives, tiers and thresholds.`}
        </p>
      ) : (
        <>
          <p className="tests-about caption">
            {t`Run on each edit, and handed over with the program. Enter opens a test.`}
            <input
              type="search"
              className="field"
              placeholder={t`Filter by title, partner, incentive`}
              aria-label={t`Filter tests`}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </p>
          <TestList rows={rows} open={open} setOpen={setOpen} asking={asking} />
        </>
      )}
      <Edges edges={tests.edges} making={making} onAdd={(places) => make(asking.atEdges(places))} />
    </article>
  );
}

interface TestListProps {
  rows: ProgramTest[];
  open: ReadonlySet<string>;
  setOpen: (open: ReadonlySet<string>) => void;
  asking: TestsAsking;
}

/** The list is one tab stop; arrow keys go from test to test. */
function TestList({ rows, open, setOpen, asking }: TestListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [stop, setStop] = useState<string | null>(null);
  const at = Math.max(
    0,
    rows.findIndex((test) => test.id === stop),
  );
  const pressed = (event: KeyboardEvent) => {
    const lines = [...(list.current?.querySelectorAll<HTMLElement>("[data-test-line]") ?? [])];
    const here = lines.indexOf(event.target as HTMLElement);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const line = (event.target as HTMLElement)
        .closest(".test")
        ?.querySelector<HTMLElement>("[data-test-line]");
      const test = rows.find(({ id }) => id === line?.dataset.testLine);
      event.preventDefault();
      if (test !== undefined && canAccept(test)) void asking.accept(test.id);
      return;
    }
    if (here < 0) return;
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: lines.length - 1 }[event.key];
    const line = to === undefined ? undefined : lines[to];
    if (line === undefined) return;
    event.preventDefault();
    setStop(line.dataset.testLine ?? null);
    line.focus();
  };
  const toggled = (id: string, shows: boolean) => {
    const next = new Set(open);
    if (shows) next.add(id);
    else next.delete(id);
    setStop(id);
    setOpen(next);
  };
  const change = ({ changes, label }: { changes: Change[]; label: string }) => asking.change(changes, label);
  if (rows.length === 0) return <p className="tests-none">{t`No test matches these words.`}</p>;
  return (
    <ul ref={list} className="tests-list" data-testid="tests-list" onKeyDown={pressed}>
      {rows.map((test, row) => (
        <TestRow
          key={test.id}
          test={test}
          open={open.has(test.id)}
          stop={row === at}
          onOpen={(shows) => toggled(test.id, shows)}
          onEdit={(place, value) => change(edit(test, place, value))}
          onAccept={() => asking.accept(test.id)}
          onRemove={() => change(removal(test))}
        />
      ))}
    </ul>
  );
}

function LeftOut({ words }: { words: string[] }) {
  if (words.length === 0) return null;
  return (
    <div className="tests-left-out selectable" role="status">
      <strong>{plural(words.length, { one: "1 was left out.", other: "{n} were left out." })}</strong>
      <ul>
        {words.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  );
}

interface EdgesProps {
  edges: Edge[];
  making: boolean;
  onAdd: (places: string[]) => void;
}

/** Thresholds that no test is at: just below, at and just above are where programs go wrong. */
function Edges({ edges, making, onAdd }: EdgesProps) {
  if (edges.length === 0) return null;
  return (
    <section className="tests-edges" aria-label={t`Thresholds without a test`}>
      <h2>{t`Thresholds without a test`}</h2>
      <p className="caption">
        {t`Three tests each: one cent below, exactly at, and one cent above, made from the payout nearest to it.`}
      </p>
      <ul>
        {edges.map((edge) => (
          <li key={edge.place}>
            <span>{edge.name}</span>
            <button
              type="button"
              className="link-button"
              disabled={making}
              aria-label={t`Add 3 tests at ${edge.name}`}
              onClick={() => onAdd([edge.place])}
            >
              {t`Add 3 tests`}
            </button>
          </li>
        ))}
      </ul>
      {edges.length > 1 && (
        <button
          type="button"
          className="button"
          disabled={making}
          onClick={() => onAdd(edges.map((edge) => edge.place))}
        >
          {t`Add tests at all ${count(edges.length)}`}
        </button>
      )}
    </section>
  );
}
