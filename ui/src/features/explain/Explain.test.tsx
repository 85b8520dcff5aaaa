import { fireEvent, render, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Deal, Explanation } from "../../host/index.ts";
import { Explain } from "./Explain.tsx";
import { nextOpenable } from "./Parts.tsx";
import { back, deeper } from "./trail.ts";

const explanation: Explanation = {
  figure: { partner: "P-1", incentive: "volume" },
  title: "Volume rebate, Sierra Integrators",
  crumbs: [
    { label: "Total payout", figure: {} },
    { label: "Volume rebate", figure: { incentive: "volume" } },
  ],
  amount: "29892.60",
  currency: "USD",
  caption: "FY26 Partner Program, Q1 FY25 to Q4 FY25",
  sentence: "Sierra earns 6.0% on 498,210.00 because its revenue passed 450,000.00.",
  formula: ["498,210.00 x 0.06 = 29,892.60"],
  parts: [
    { label: "Q3 FY25", detail: "", amount: "12000.605", figure: { partner: "P-1", period: "Q3 FY25" } },
    { label: "Rounding", detail: "Half away from zero", amount: "-0.005", figure: null },
    {
      label: "Q4 FY25",
      detail: "37 deals",
      amount: "17892.00",
      figure: { partner: "P-1", period: "Q4 FY25" },
    },
  ],
  steps: [
    { kind: "tier", label: "Level", detail: "Reviewed on 30 Sep 2025", value: "Gold" },
    { kind: "limit", label: "Cap of 60,000.00", detail: "Took nothing away", value: "0.00" },
    { kind: "rounding", label: "Rounding", detail: "", value: "\u22120.005" },
    { kind: "why_not", label: "Said above", detail: "", value: "" },
  ],
  why_not: null,
  next_threshold: "Platinum begins at 1,200,000.00.",
  deals: [deal(1)],
  total_deals: 37,
  text: "Volume rebate, Sierra Integrators: 29,892.60 USD",
};

function deal(row: number): Deal {
  return {
    deal: `D-${row}`,
    line: null,
    customer: "Aurora Foods",
    partner: "Sierra Integrators",
    closed: "2025-10-03",
    amount: "13000.00",
    currency: "EUR",
    converted: "14095.90",
    exchange: "x 1.0843 of 2025-10-02",
    share: "0.6",
    counted: "8457.54",
    file: "deals.csv",
    row,
  };
}

function shown(of: Explanation | null = explanation, deals: Deal[] | null = null) {
  const asked = {
    onOpen: vi.fn(),
    onBack: vi.fn(),
    onMoreDeals: vi.fn(),
    onCopy: vi.fn(),
    onMakeTest: vi.fn(),
    onClose: vi.fn(),
  };
  render(<Explain explanation={of} deals={deals} deal={null} atDeals={false} focus={0} {...asked} />);
  const panels = screen.getAllByRole("complementary", { name: "Explain" });
  return { ...asked, panel: panels[0] as HTMLElement, panels };
}

describe("an explanation", () => {
  it("says figure, caption, sentence, formula and next threshold", () => {
    const { panel } = shown();
    for (const words of ["$29,892.60", explanation.caption, explanation.sentence, ...explanation.formula]) {
      expect(panel.textContent).toContain(words);
    }
    expect(panel.textContent).toContain("What would change it. Platinum begins");
    expect(panel.textContent).not.toContain("Why not");
  });

  it("lists parts with rounding as its own line, and their sum", () => {
    const { panel } = shown();
    const parts = within(panel).getByRole("region", { name: "How it adds up" });
    const lines = within(parts).getAllByRole("listitem");
    expect(lines.map((line) => line.textContent)).toEqual([
      "Q3 FY2512,000.605",
      "Rounding\u22120.005Half away from zero",
      "Q4 FY2517,892.0037 deals",
    ]);
    expect(parts.textContent).toContain("Adds up to29,892.60");
    expect(within(parts).queryByRole("button", { name: /Rounding/ })).toBeNull();
  });

  it("opens a part by click and by the right arrow, and goes back by the left one", () => {
    const { panel, onOpen, onBack } = shown();
    const first = within(panel).getByRole("button", { name: /Q3 FY25/ });
    fireEvent.click(first);
    expect(onOpen).toHaveBeenLastCalledWith({ partner: "P-1", period: "Q3 FY25" });
    first.focus();
    fireEvent.keyDown(first, { key: "ArrowDown" });
    expect(document.activeElement?.textContent).toContain("Q4 FY25");
    fireEvent.keyDown(document.activeElement as Element, { key: "ArrowRight" });
    expect(onOpen).toHaveBeenLastCalledWith({ partner: "P-1", period: "Q4 FY25" });
    fireEvent.keyDown(document.activeElement as Element, { key: "ArrowLeft" });
    expect(onBack).toHaveBeenCalledOnce();
  });

  it("leads from its title into the parts by arrows, and to the rows by D", () => {
    const { panel, onOpen, onBack } = shown();
    const title = within(panel).getByRole("heading", { name: explanation.title });
    title.focus();
    fireEvent.keyDown(title, { key: "ArrowRight" });
    expect(onOpen).toHaveBeenLastCalledWith({ partner: "P-1", period: "Q3 FY25" });
    fireEvent.keyDown(title, { key: "ArrowDown" });
    expect(document.activeElement?.textContent).toContain("Q3 FY25");
    fireEvent.keyDown(document.activeElement as Element, { key: "d" });
    expect(document.activeElement).toBe(within(panel).getByRole("region", { name: "Deals" }));
    title.focus();
    fireEvent.keyDown(title, { key: "ArrowLeft" });
    expect(onBack).toHaveBeenCalledOnce();
  });

  it("goes up by its crumbs and back by Esc", () => {
    const { panel, onOpen, onBack } = shown();
    fireEvent.click(within(panel).getByRole("button", { name: "Volume rebate" }));
    expect(onOpen).toHaveBeenCalledWith({ incentive: "volume" });
    fireEvent.keyDown(panel, { key: "Escape" });
    expect(onBack).toHaveBeenCalledOnce();
  });

  it("lists what was done, and leaves out what it says elsewhere", () => {
    const { panel } = shown();
    const steps = within(within(panel).getByRole("region", { name: "Steps" })).getAllByRole("listitem");
    expect(steps.map((step) => step.textContent)).toEqual([
      "LevelGoldReviewed on 30 Sep 2025",
      "Cap of 60,000.000.00Took nothing away",
      "Rounding\u22120.005",
    ]);
  });

  it("names file and row of each deal, and asks for the others", () => {
    const { panel, onMoreDeals } = shown();
    const deals = within(panel).getByRole("region", { name: "Deals" });
    expect(deals.textContent).toContain("Source rows, 1 of 37");
    expect(deals.textContent).toContain("deals.csv, row 1");
    expect(deals.textContent).toContain("€13,000.00 x 1.0843 of Oct 2, 2025, 60% share of 14,095.90");
    fireEvent.click(within(deals).getByRole("button", { name: "List more" }));
    expect(onMoreDeals).toHaveBeenCalledOnce();
  });

  it("shows every deal once they came", () => {
    const all = Array.from({ length: 37 }, (_, at) => deal(at + 1));
    const { panel } = shown(explanation, all);
    expect(panel.textContent).toContain("deals.csv, row 37");
    expect(within(panel).queryByRole("button", { name: "List more" })).toBeNull();
  });

  it("lists the rows of a figure over many partners when asked, with the partner each counts for", () => {
    const whole = { ...explanation, figure: {}, deals: [] };
    const { panel, onMoreDeals } = shown(whole);
    fireEvent.click(within(panel).getByRole("button", { name: "Show 37 rows" }));
    expect(onMoreDeals).toHaveBeenCalledOnce();
    expect(shown(whole, [deal(1)]).panels.at(-1)?.textContent).toContain("Sierra Integrators, Oct 3, 2025");
  });

  it("explains a zero by what was missing", () => {
    const { panel } = shown({
      ...explanation,
      amount: "0.00",
      parts: [],
      why_not: "No deal with a second partner.",
    });
    expect(panel.textContent).toContain("Why not. No deal with a second partner.");
  });

  it("copies the whole as text", () => {
    const { onCopy } = shown();
    fireEvent.click(screen.getByRole("button", { name: "Copy as text" }));
    expect(onCopy).toHaveBeenCalledWith(explanation.text);
    expect(screen.getByRole("button", { name: "Copied" })).toBeTruthy();
  });

  it("says what to do while nothing is explained", () => {
    expect(shown(null).panel.textContent).toContain("press E or F2");
  });
});

describe("moving among parts", () => {
  it.each([
    [0, "ArrowDown", 2],
    [2, "ArrowDown", 2],
    [2, "ArrowUp", 0],
    [0, "End", 2],
    [2, "Home", 0],
    [0, "x", null],
  ])("from %i, %s goes to %s", (from, key, to) => {
    expect(nextOpenable(explanation.parts, from, key)).toBe(to);
  });
});

describe("the way to a figure", () => {
  it("grows by new figures only and ends where it began", () => {
    const one = deeper([], {});
    const two = deeper(one, { incentive: "volume" });
    expect(deeper(two, { incentive: "volume", partner: null })).toBe(two);
    expect(back(two)).toEqual(one);
    expect(back(one)).toBeNull();
  });
});
