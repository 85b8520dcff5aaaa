import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PartnerPage, Partners as Question } from "../../host/index.ts";
import { type Listing, pagesOf, resort, usePartners } from "./partners.ts";

describe("sorting", () => {
  it("starts figures with the highest and words with the first, then turns round", () => {
    const byName = resort({ by: "payout", descending: true }, "name");
    expect(byName).toEqual({ by: "name", descending: false });
    expect(resort(byName, "name")).toEqual({ by: "name", descending: true });
    expect(resort(byName, "change")).toEqual({ by: "change", descending: true });
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

describe("listing partners", () => {
  const page = (name: string): PartnerPage => ({
    rows: [{ id: name, name } as PartnerPage["rows"][number]],
    total_rows: 250,
    totals: { revenue: "0", baseline: "0", payout: "0", change: "0", rate: null },
    currency: "USD",
  });

  it("asks for the pages in view, once each, and keeps old rows until new ones come", () => {
    const asked: { question: Question; done: (page: PartnerPage) => void }[] = [];
    const ask = (_: string, question: Question, done: (page: PartnerPage) => void) =>
      asked.push({ question, done });
    const listing = (filter: string): Listing => ({
      changes: [],
      sort: { by: "payout", descending: true },
      filter,
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
