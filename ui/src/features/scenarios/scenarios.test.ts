import { describe, expect, it } from "vitest";
import type { Compared, ComparedCell, ComparedColumn } from "../../host/index.ts";
import { lookedInto, shortSentence, shownRows } from "./scenarios.ts";

const column = (id: string, part: Partial<ComparedColumn> = {}): ComparedColumn => ({
  id,
  name: id,
  baseline: false,
  edited: false,
  differences: 0,
  failure: "",
  ...part,
});

const cell = (
  value: string | null,
  change: string | null = null,
  rate: string | null = null,
): ComparedCell => ({
  value,
  change,
  change_rate: rate,
  differs: change !== null && /[1-9]/.test(change),
});

const compared: Compared = {
  columns: [column("program", { baseline: true }), column("a"), column("b")],
  currency: "USD",
  caption: "sample data",
  left_out: 0,
  rows: [
    {
      id: "payout",
      label: "Payout",
      group: "whole",
      unit: "money",
      cells: [cell("1000.50"), cell("1100.50", "100.00", "0.09995"), cell("1000.50", "0.00", "0")],
    },
    {
      id: "better",
      label: "Better off",
      group: "whole",
      unit: "partners",
      cells: [cell("0"), { ...cell("12"), differs: true }, cell("0")],
    },
    {
      id: "worse",
      label: "Worse off",
      group: "whole",
      unit: "partners",
      cells: [cell("0"), { ...cell("3"), differs: true }, cell("0")],
    },
    {
      id: "incentive kicker",
      label: "Kicker",
      group: "incentives",
      unit: "money",
      cells: [cell(null), cell("70.00"), cell(null)],
    },
  ],
};

describe("the comparison", () => {
  it("tells pairs together and leaves the parts for later", () => {
    const rows = shownRows(compared, "amount", false);
    expect(rows.map((row) => row.label)).toEqual(["Payout", "Better / worse off"]);
    expect(rows[1]?.cells.map((each) => each.text)).toEqual(["-", "12 / 3", "0 / 0"]);
    expect(rows[1]?.cells.map((each) => each.differs)).toEqual([false, true, false]);
    expect(shownRows(compared, "amount", true).map((row) => row.label)).toContain("Kicker");
  });

  it("tells a change as an amount or in percent, and none where nothing differs", () => {
    const cells = (variance: "amount" | "percent") =>
      shownRows(compared, variance, false)[0]?.cells.map((each) => each.change);
    // To the cent, so that the baseline's 1,000.50 and the change make 1,100.50 before everybody's eyes.
    expect(cells("amount")).toEqual(["", "+100.00", ""]);
    expect(shownRows(compared, "amount", false)[0]?.cells.map((each) => each.text)).toEqual([
      "1,000.50",
      "1,100.50",
      "1,000.50",
    ]);
    expect(cells("percent")).toEqual(["", "+10.0%", ""]);
    expect(shownRows(compared, "amount", true).at(-1)?.cells[0]?.text).toBe("-");
  });

  it("looks into what was chosen, else what is edited, else the first", () => {
    const { columns } = compared;
    expect(lookedInto(columns, "b")).toBe("b");
    expect(lookedInto(columns, "gone")).toBe("a");
    expect(
      lookedInto([column("program", { baseline: true }), column("a"), column("b", { edited: true })], null),
    ).toBe("b");
    expect(lookedInto([column("program", { baseline: true })], null)).toBe(null);
  });

  it("says a difference without what kind of thing it is", () => {
    expect(shortSentence("Partner tiers (track): Gold (level): requirement changed.")).toBe(
      "Partner tiers: Gold: requirement changed",
    );
  });
});
