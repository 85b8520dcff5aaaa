import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Doubt, Doubts, Failure, Figure } from "../../host/index.ts";
import { DoubtList } from "./DoubtList.tsx";
import {
  type AskDoubts,
  aboutFigure,
  byWhom,
  inState,
  stateChoices,
  useDrafts,
  whyNoDoubt,
} from "./doubts.ts";
import { FigureDoubts } from "./FigureDoubts.tsx";

const figure = { partner: "P-1", period: "Q4 FY25", incentive: "volume" };

function doubt(number: number, more: Partial<Doubt> = {}): Doubt {
  return {
    number,
    figure,
    title: "Volume rebate, Sierra Integrators, Q4 FY25",
    caption: "FY26 Partner Program, sample data, Q1 FY25 to Q4 FY25",
    scenario: null,
    of: "FY26 Partner Program",
    viewed: true,
    amount: "29892.60",
    currency: "USD",
    text: "A return is missing.",
    who: "Kim",
    reported_at: "2026-11-27T09:00:00Z",
    state: "open",
    answer: "",
    answered_by: "",
    answered_at: null,
    changed: false,
    now: "29892.60",
    currency_now: "USD",
    change: "0.00",
    why_not: null,
    ...more,
  };
}

function doubts(all: Doubt[]): Doubts {
  const many = (state: Doubt["state"]) => all.filter((one) => one.state === state).length;
  return {
    doubts: all,
    open: many("open"),
    answered: many("answered"),
    upheld: many("upheld"),
    upheld_unchanged: 0,
  };
}

function asking(all: Doubt[], failure: Failure | null = null) {
  const ask: AskDoubts = {
    doubts: (_, done) => done(doubts(all)),
    report: vi.fn(async () => failure),
    settle: vi.fn(async () => failure),
  };
  return ask;
}

/** The doubts of a figure as Explain shows them: drawn anew for every figure, beside what stays. */
function Shown({ ask, cannot = null, of = figure }: { ask: AskDoubts; cannot?: string | null; of?: Figure }) {
  const drafts = useDrafts("a document");
  const [now, setNow] = useState(of);
  return (
    <>
      <button type="button" onClick={() => setNow({ ...of, period: "Q3 FY25" })}>
        Another figure
      </button>
      <FigureDoubts
        key={JSON.stringify(now)}
        figure={now}
        title={`Volume rebate, ${now.period}`}
        cannot={cannot}
        drafts={drafts}
        onOpen={setNow}
        of={1}
        ask={ask}
      />
    </>
  );
}

describe("doubts", () => {
  it("are of a very figure, and left out and null are the same", () => {
    const whole = doubt(2, { figure: { partner: null } });
    expect(aboutFigure([doubt(1), whole], figure).map((one) => one.number)).toEqual([1]);
    expect(aboutFigure([doubt(1), whole], {}).map((one) => one.number)).toEqual([2]);
    expect(aboutFigure([doubt(1)], { ...figure, period: "Q3 FY25" })).toEqual([]);
  });

  it("are filtered by how they stand, and counted", () => {
    const all = [doubt(3), doubt(2, { state: "answered" }), doubt(1, { state: "upheld" })];
    expect(inState(all, "all")).toHaveLength(3);
    expect(inState(all, "upheld").map((one) => one.number)).toEqual([1]);
    expect(stateChoices(doubts(all)).map((one) => one.label)).toEqual([
      "all (3)",
      "open (1)",
      "answered (1)",
      "upheld (1)",
    ]);
    expect(byWhom("", "27 Nov")).toBe("27 Nov");
  });
});

describe("the doubts about a figure", () => {
  it("are listed, and another one is reported with a name or without", async () => {
    const ask = asking([doubt(1, { state: "answered", answer: "It is in Q1." })]);
    render(<Shown ask={ask} />);
    const section = screen.getByTestId("figure-doubts");
    expect(section.textContent).toContain("Answered. A return is missing.");
    expect(section.textContent).toContain("It is in Q1.");
    fireEvent.click(screen.getByTestId("report-doubt"));
    const field = screen.getByLabelText("What is doubted");
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: "Too low." } });
    fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
    await waitFor(() => expect(ask.report).toHaveBeenCalledWith({ figure, text: "Too low.", who: "" }));
    await waitFor(() => expect(screen.queryByLabelText("What is doubted")).toBeNull());
    expect(document.activeElement).toBe(screen.getByTestId("report-doubt"));
  });

  it("keep what was written when it was not taken, and say why", async () => {
    const ask = asking([], {
      code: "document_read_only",
      sentence: "It is read only.",
      hint: "Save a copy.",
    });
    render(<Shown ask={ask} />);
    fireEvent.click(screen.getByTestId("report-doubt"));
    fireEvent.click(screen.getByRole("button", { name: "Report" }));
    expect((await screen.findByRole("alert")).textContent).toContain("What is doubted is empty.");
    expect(ask.report).not.toHaveBeenCalled();
    fireEvent.change(screen.getByLabelText("What is doubted"), { target: { value: "Too low." } });
    fireEvent.click(screen.getByRole("button", { name: "Report" }));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("It is read only."));
    expect((screen.getByLabelText("What is doubted") as HTMLTextAreaElement).value).toBe("Too low.");
    fireEvent.keyDown(screen.getByLabelText("What is doubted"), { key: "Escape" });
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("keep what is half written while another figure is opened, and lead back to it", async () => {
    const ask = asking([]);
    render(<Shown ask={ask} />);
    fireEvent.click(screen.getByTestId("report-doubt"));
    fireEvent.change(screen.getByLabelText("What is doubted"), { target: { value: "Too" } });
    fireEvent.click(screen.getByRole("button", { name: "Another figure" }));
    expect(screen.queryByLabelText("What is doubted")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "a doubt about Volume rebate, Q4 FY25" }));
    const field = screen.getByLabelText("What is doubted") as HTMLTextAreaElement;
    expect(field.value).toBe("Too");
    fireEvent.change(field, { target: { value: "Too low." } });
    fireEvent.click(screen.getByRole("button", { name: "Report" }));
    await waitFor(() => expect(ask.report).toHaveBeenCalledWith({ figure, text: "Too low.", who: "" }));
    await waitFor(() => expect(screen.queryByLabelText("What is doubted")).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: "Another figure" }));
    expect(screen.queryByText(/Not reported yet/)).toBeNull();
  });

  it("say beforehand why none can be reported", () => {
    const shown = { tried: false, readOnly: false, history: true };
    expect(whyNoDoubt(shown)).toBeNull();
    expect(whyNoDoubt({ ...shown, history: false })).toContain("choose Replay history first");
    expect(whyNoDoubt({ ...shown, readOnly: true, history: false })).toContain("only read");
  });

  it("are not taken of a value that is only tried", () => {
    const tried = whyNoDoubt({ tried: true, readOnly: false, history: true });
    render(<Shown ask={asking([])} cannot={tried} />);
    expect((screen.getByTestId("report-doubt") as HTMLButtonElement).disabled).toBe(true);
    expect(screen.getByTestId("figure-doubts").textContent).toContain("kept or taken back");
  });
});

describe("the list of doubts", () => {
  it("shows the figure then and now, opens it, and settles it", async () => {
    const onOpen = vi.fn();
    const changed = doubt(1, { changed: true, now: "30000.00", change: "107.40" });
    const ask = asking([doubt(2), changed]);
    render(<DoubtList of={1} ask={ask} onOpen={onOpen} />);
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows[0]?.textContent).toContain("the same");
    expect(rows[1]?.textContent).toContain("$30,000.00");
    expect(rows[1]?.textContent).toContain("107.40");
    fireEvent.click(within(rows[1] as HTMLElement).getByRole("button", { name: /Volume rebate/ }));
    expect(onOpen).toHaveBeenCalledWith(changed);

    fireEvent.click(screen.getByRole("button", { name: "Settle doubt 2" }));
    fireEvent.change(screen.getByLabelText("Answer"), { target: { value: "It is in Q1." } });
    fireEvent.click(screen.getByRole("button", { name: /^Answer:/ }));
    await waitFor(() =>
      expect(ask.settle).toHaveBeenCalledWith({
        number: 2,
        state: "answered",
        answer: "It is in Q1.",
        who: "",
      }),
    );
  });

  it("upholds without words, and opens what is settled again", async () => {
    const ask = asking([doubt(2), doubt(1, { state: "upheld", answered_at: "2026-11-27T09:10:00Z" })]);
    render(<DoubtList of={1} ask={ask} onOpen={vi.fn()} />);
    fireEvent.click(screen.getByRole("button", { name: "Settle doubt 2" }));
    fireEvent.click(screen.getByRole("button", { name: /^Uphold:/ }));
    await waitFor(() =>
      expect(ask.settle).toHaveBeenCalledWith({ number: 2, state: "upheld", answer: "", who: "" }),
    );
    fireEvent.click(screen.getByRole("button", { name: "Open again: doubt 1" }));
    expect(ask.settle).toHaveBeenLastCalledWith({ number: 1, state: "open" });
  });

  it("says why a figure cannot be calculated any more, and opens none", () => {
    const gone = doubt(1, {
      changed: true,
      now: null,
      change: null,
      why_not: "There is no incentive volume.",
    });
    render(<DoubtList of={1} ask={asking([gone])} onOpen={vi.fn()} />);
    expect(screen.getByTestId("doubts").textContent).toContain("There is no incentive volume.");
    expect(screen.queryByRole("button", { name: /Volume rebate/ })).toBeNull();
  });

  it("tells how to begin where there is none", () => {
    const { container } = render(<DoubtList of={1} ask={asking([])} onOpen={vi.fn()} />);
    expect(container.textContent).toContain("Report a doubt");
  });
});
