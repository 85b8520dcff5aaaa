import { fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Economics, Partner, PartnerGroup, Sort } from "../../host/index.ts";
import { PartnersTable } from "./PartnersTable.tsx";
import { COLUMNS, ECONOMICS } from "./partners.ts";

const row = (at: number): Partner => ({
  id: `P-${at}`,
  name: `Partner ${at}`,
  kind: "Reseller",
  region: "EMEA",
  tier_from: "Silver",
  tier_to: at % 2 === 0 ? "Gold" : "Silver",
  revenue: "498210.00",
  baseline: "14946.30",
  payout: at === 1 ? "13137.30" : "29892.60",
  change: at === 1 ? "-1809.00" : "14946.30",
  direction: at === 1 ? "worse" : "better",
  rate: at === 2 ? null : "0.06",
  economics: null,
});

const ROWS = 120;
const rows = new Map(Array.from({ length: ROWS }, (_, at) => [at, row(at)]));
const totals = {
  revenue: "59785200.00",
  baseline: "1793556.00",
  payout: "3587112.00",
  change: "1793556.00",
  rate: "0.06",
  economics: null,
};

interface TableProps {
  onExplain: (partner: string, deals: boolean) => void;
  groups?: PartnerGroup[];
}

function Table({ onExplain, groups = [] }: TableProps) {
  const [sort, setSort] = useState<Sort>({ by: "payout", descending: true });
  const [filter, setFilter] = useState("");
  const none = filter !== "";
  return (
    <PartnersTable
      partners={{ rows: none ? new Map() : rows, totalRows: none ? 0 : ROWS, groups, totals, show: () => {} }}
      columns={COLUMNS}
      shown="payout"
      onShown={() => {}}
      sort={sort}
      filter={filter}
      grouping={{ group: null, within: null }}
      onGrouping={() => {}}
      onSave={async () => null}
      onPage={() => {}}
      currency="USD"
      explained={null}
      onSort={setSort}
      onFilter={setFilter}
      onExplain={onExplain}
    />
  );
}

function shown(groups: PartnerGroup[] = []) {
  const onExplain = vi.fn();
  render(<Table onExplain={onExplain} groups={groups} />);
  const grid = screen.getByRole("grid");
  const focused = () => document.activeElement?.getAttribute("data-cell");
  const press = (key: string, held: object = {}) =>
    fireEvent.keyDown(document.activeElement ?? grid, { key, ...held });
  return { onExplain, grid, focused, press };
}

/** The grid's tab stop, focused as Tab would. */
function enter(grid: HTMLElement) {
  const stops = grid.querySelectorAll<HTMLElement>('[tabindex="0"]');
  expect(stops).toHaveLength(1);
  fireEvent.focus(stops[0] as HTMLElement);
  stops[0]?.focus();
}

describe("the grid of partners", () => {
  it("has one tab stop and moves the focus with arrow keys, into the heading and back", () => {
    const { grid, focused, press } = shown();
    enter(grid);
    expect(focused()).toBe("0 0");
    press("ArrowDown");
    press("ArrowRight");
    expect(focused()).toBe("1 1");
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    press("Home", { ctrlKey: true });
    press("ArrowUp");
    expect(focused()).toBe("-1 0");
    press("ArrowDown");
    press("End");
    expect(focused()).toBe("0 8");
  });

  it("draws some rows and tells of all", () => {
    const { grid } = shown();
    expect(grid.getAttribute("aria-rowcount")).toBe("122");
    expect(grid.querySelectorAll("tbody tr[aria-rowindex]").length).toBeLessThan(ROWS);
  });

  it.each([
    ["e", ["P-2", false]],
    ["E", ["P-2", false]],
    ["F2", ["P-2", false]],
    ["Enter", ["P-2", false]],
    ["d", ["P-2", true]],
  ])("%s asks about the row in focus", (key, expected) => {
    const { grid, onExplain, press } = shown();
    enter(grid);
    press("ArrowDown");
    press("ArrowDown");
    press(key);
    expect(onExplain.mock.calls).toEqual([expected]);
  });

  it("leaves letters with Ctrl to others", () => {
    const { grid, onExplain, press } = shown();
    enter(grid);
    press("e", { ctrlKey: true });
    expect(onExplain).not.toHaveBeenCalled();
  });

  it("sorts from the heading, by key and by click, and says how", () => {
    const { grid, press } = shown();
    const heading = (name: string) => within(grid).getByRole("columnheader", { name });
    expect(heading("Payout").getAttribute("aria-sort")).toBe("descending");
    enter(grid);
    press("ArrowUp");
    press("Enter");
    expect(heading("Partner").getAttribute("aria-sort")).toBe("ascending");
    expect(heading("Payout").getAttribute("aria-sort")).toBe("none");
    fireEvent.click(heading("Change"));
    expect(heading("Change").getAttribute("aria-sort")).toBe("descending");
    fireEvent.click(heading("Change"));
    expect(heading("Change").getAttribute("aria-sort")).toBe("ascending");
  });

  it("says a change by sign, glyph and colour, and a move of tier in words", () => {
    const { grid } = shown();
    const worse = within(grid).getByText("Partner 1").closest("tr");
    const change = worse?.querySelector(".difference");
    expect(change?.textContent).toBe("\u22121,809.00");
    expect(change?.getAttribute("data-way")).toBe("down");
    expect(change?.querySelector("svg")).toBeTruthy();
    expect(worse?.textContent).toContain("SilverReseller".slice(0, 6));
    expect(within(grid).getByText("Partner 0").closest("tr")?.textContent).toContain("Silver to Gold");
  });

  it("keeps the totals of all pages in the foot", () => {
    const { grid } = shown();
    expect(grid.querySelector("tfoot")?.textContent).toContain("3,587,112.00");
  });

  it("puts headings of groups among the rows, which keys pass over like rows", () => {
    const group = (name: string, first: number, rows: number): PartnerGroup => ({
      id: name,
      name,
      first,
      rows,
      totals: {
        revenue: "10.00",
        baseline: "1.00",
        payout: "2.00",
        change: "1.00",
        rate: "0.2",
        economics: null,
      },
    });
    const { grid, onExplain, focused, press } = shown([group("Gold", 0, 1), group("Silver", 1, ROWS - 1)]);
    const lines = [...grid.querySelectorAll("tbody tr")].map((row) => row.querySelector("td")?.textContent);
    expect(lines[0]).toBe("Gold 1");
    expect(lines[2]).toBe(`Silver ${ROWS - 1}`);
    grid.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    press("Enter");
    expect(onExplain).not.toHaveBeenCalled();
    press("ArrowDown");
    expect(focused()).toBe("1 0");
    press("Enter");
    expect(onExplain).toHaveBeenCalledOnce();
  });

  it("shows all that is spent on partners, and its sums", () => {
    const of = (mdf: string): Economics => ({
      front_end: "1.00",
      back_end: "2.00",
      co_sell: "3.00",
      mdf,
      benefits: "5.00",
      whole: "15.00",
      share: "0.015",
    });
    const onShown = vi.fn();
    const nothing = () => {};
    render(
      <PartnersTable
        partners={{
          rows: new Map([[0, { ...row(0), economics: of("4.00") }]]),
          totalRows: 1,
          groups: [],
          totals: { ...totals, economics: of("40.00") },
          show: nothing,
        }}
        columns={ECONOMICS}
        shown="economics"
        onShown={onShown}
        sort={{ by: "whole", descending: true }}
        filter=""
        grouping={{ group: null, within: null }}
        onGrouping={nothing}
        onSave={async () => null}
        onPage={nothing}
        currency="USD"
        explained={null}
        onSort={nothing}
        onFilter={nothing}
        onExplain={nothing}
      />,
    );
    const grid = screen.getByTestId("partners-table");
    const cells = [...grid.querySelectorAll("tfoot td")].map((cell) => cell.textContent);
    expect(cells).toEqual(["59,785,200", "1.00", "2.00", "3.00", "40.00", "5.00", "15.00", "1.50%"]);
    expect(grid.querySelectorAll("thead th")).toHaveLength(ECONOMICS.length);
    expect(screen.getByRole("heading", { name: "Whole partner economics" })).toBeTruthy();
    expect(document.body.textContent).toContain("benefits at planning cost");
    fireEvent.click(screen.getByRole("radio", { name: "payout" }));
    expect(onShown).toHaveBeenCalledWith("payout");
  });

  it("claims nothing of partners before they came", () => {
    const partners = { rows: new Map(), totalRows: 0, groups: [], totals: null, show: () => {} };
    const nothing = () => {};
    render(
      <PartnersTable
        partners={partners}
        columns={COLUMNS}
        shown="payout"
        onShown={() => {}}
        sort={{ by: "payout", descending: true }}
        filter=""
        grouping={{ group: null, within: null }}
        onGrouping={nothing}
        onSave={async () => null}
        onPage={nothing}
        currency="USD"
        explained={null}
        onSort={nothing}
        onFilter={nothing}
        onExplain={nothing}
      />,
    );
    expect(screen.getByRole("grid").textContent).not.toContain("no partners");
  });

  it("says so when a filter finds nobody", () => {
    const { grid } = shown();
    fireEvent.change(screen.getByRole("searchbox", { name: "Filter partners" }), {
      target: { value: "zzz" },
    });
    expect(grid.textContent).toContain("No partner matches “zzz”.");
  });
});
