import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PartnerGroup, PartnerPage, Partners as Question } from "../../host/index.ts";
import {
  COLUMNS,
  columnsFor,
  ECONOMICS,
  type Listing,
  lineAt,
  pagesOf,
  resort,
  sortAmong,
  usePartners,
} from "./partners.ts";

describe("sorting", () => {
  it("starts figures with the highest and words with the first, then turns round", () => {
    const byName = resort({ by: "payout", descending: true }, "name");
    expect(byName).toEqual({ by: "name", descending: false });
    expect(resort(byName, "name")).toEqual({ by: "name", descending: true });
    expect(resort(byName, "change")).toEqual({ by: "change", descending: true });
  });
});

describe("other columns", () => {
  it("keep an order that they have, and order by the whole, or by payout, where they have it not", () => {
    const byName = { by: "name", descending: false } as const;
    expect(sortAmong(ECONOMICS, byName)).toBe(byName);
    expect(sortAmong(ECONOMICS, { by: "change", descending: true })).toEqual({
      by: "whole",
      descending: true,
    });
    expect(sortAmong(COLUMNS, { by: "mdf", descending: false })).toEqual({ by: "payout", descending: true });
    expect(resort({ by: "whole", descending: true }, "mdf")).toEqual({ by: "mdf", descending: true });
  });

  it("give way by room", () => {
    expect(columnsFor("tight", "economics", "")).toEqual(columnsFor("full", "economics", ""));
    expect(columnsFor("tight", "payout", "").map((each) => each.id)).not.toContain("region");
    const beside = (longest: string) => columnsFor("full", "payout", longest).map((each) => each.id);
    expect(beside("1,997,472.95")).toContain("kind");
    expect(beside("3,766,236,879.17")).not.toContain("kind");
  });
});

describe("pages", () => {
  it.each([
    [0, 20, [0]],
    [90, 110, [0, 100]],
    [250, 260, [200]],
  ])("rows %i to %i lie on %j", (first, last, starts) => {
    expect(pagesOf(first, last)).toEqual(starts);
  });
});

describe("lines of a grouped grid", () => {
  it("count the headings before them", () => {
    const group = (name: string, first: number) => ({ name, first }) as PartnerGroup;
    const groups = [group("a", 0), group("b", 2)];
    const found = [0, 1, 2, 3, 4].map((at) => lineAt(groups, at));
    expect(found.map((line) => ("group" in line ? line.group.name : line.row))).toEqual(["a", 0, 1, "b", 2]);
    expect(lineAt([], 3)).toEqual({ row: 3 });
  });
});

describe("listing partners", () => {
  const page = (name: string): PartnerPage => ({
    rows: [{ id: name, name } as PartnerPage["rows"][number]],
    total_rows: 250,
    totals: { revenue: "0", baseline: "0", payout: "0", change: "0", rate: null, economics: null },
    groups: [],
    currency: "USD",
  });

  it("asks for the pages in view, once each, and keeps old rows until new ones come", () => {
    const asked: { question: Question; done: (page: PartnerPage) => void }[] = [];
    const ask = (_: string, question: Question, done: (page: PartnerPage) => void) =>
      asked.push({ question, done });
    const listing = (filter: string): Listing => ({
      changes: [],
      economics: false,
      sort: { by: "payout", descending: true },
      filter,
      group: null,
      within: null,
    });
    const { result, rerender } = renderHook(({ of }) => usePartners(ask, of), {
      initialProps: { of: listing("") },
    });
    act(() => asked[0]?.done(page("first")));
    act(() => result.current.show(95, 120));
    expect(asked.map(({ question }) => question.offset)).toEqual([0, 100]);
    expect(result.current.rows.get(0)?.name).toBe("first");
    rerender({ of: listing("north") });
    expect(result.current.rows.get(0)?.name).toBe("first");
    expect(asked.slice(2).map(({ question }) => question.filter)).toEqual(["north", "north"]);
    act(() => asked[2]?.done(page("north")));
    expect(result.current.rows.get(0)?.name).toBe("north");
  });
});
