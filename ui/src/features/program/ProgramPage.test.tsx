import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { App } from "../../app/App.tsx";
import type { Edit } from "../../host/index.ts";
import { type SampleHost, sampleHost } from "../../testing/sampleHost.ts";

/** The edits that were sent, newest last. */
const edits = (host: SampleHost) =>
  host.calls.flatMap(({ op, request }) =>
    op === "change" ? [(request as { edits?: Edit[] }).edits ?? []] : [],
  );

/** The values that were tried, newest last. */
const tried = (host: SampleHost) =>
  host.calls.flatMap(({ op, request }) => {
    const { changes = [] } = request as { changes?: { place: string; value: string }[] };
    return op === "simulate" && changes.length > 0 ? [changes] : [];
  });

const BANDS = "/incentives/volume/schedule/bands";
let host: SampleHost;

beforeEach(async () => {
  host = sampleHost({ sample: true });
  render(<App host={host} />);
  await screen.findByTestId("total-payout");
  fireEvent.keyDown(document.body, { key: "2", ctrlKey: true });
  await screen.findByTestId("rule-detail");
});

const grid = () => screen.getByTestId("rate-table");
const cell = (at: string) => {
  const found = grid().querySelector<HTMLElement>(`[data-cell="${at}"]`);
  if (found === null) throw new Error(`There is no cell ${at}`);
  return found;
};

// A whole window is drawn for each; a machine that is busy takes its time.
describe("the designer", { timeout: 60_000 }, () => {
  it("shows the money, the rules in order, and the first of them to edit", () => {
    expect(screen.getByTestId("program-total").textContent).toMatch(/^\$\d,\d{3},\d{3}/);
    const outline = screen.getByRole("navigation", { name: "Parts of the program" });
    expect(within(outline).getAllByText(/rebate|split|accrual|kicker/i).length).toBeGreaterThan(3);
    expect(screen.getByLabelText<HTMLInputElement>("Name of the incentive").value).toBe("Volume rebate");
    expect(cell("1 2").textContent).toBe("2.5%");
  });

  it("lists, counts and goes through the same problems in the same order", async () => {
    fireEvent.click(screen.getByRole("button", { name: /^Problems/ }));
    const list = within(screen.getByTestId("problems"));
    expect(await list.findByText("2 partners, $29,801 of revenue")).toBeTruthy();
    const listed = list.getAllByRole("listitem");
    expect(listed).toHaveLength(3);
    expect(listed[0]?.textContent).toContain("2 partners sold and earn nothing.");
    const head = screen.getByText("Problems", { selector: "dt" }).nextElementSibling;
    expect(head?.textContent).toBe("3");
    fireEvent.keyDown(document.body, { key: "F8" });
    expect(screen.getByLabelText<HTMLInputElement>("Name of the incentive").value).toBe("Growth kicker");
  });

  it("renames, switches, moves, copies and removes a rule, each with one edit", async () => {
    const name = screen.getByLabelText("Name of the incentive");
    fireEvent.change(name, { target: { value: "Base rebate" } });
    fireEvent.keyDown(name, { key: "Enter" });
    fireEvent.click(screen.getByRole("radio", { name: "Shadow" }));
    fireEvent.click(screen.getByRole("button", { name: "Move later" }));
    fireEvent.click(screen.getByRole("button", { name: "Duplicate" }));
    fireEvent.click(screen.getByRole("button", { name: "Remove" }));
    fireEvent.click(screen.getByRole("button", { name: "Remove, undo brings it back" }));
    const place = "/incentives/volume";
    await waitFor(() =>
      expect(edits(host)).toEqual([
        [{ do: "set", place: `${place}/name`, value: "Base rebate" }],
        [{ do: "set", place: `${place}/state`, value: "shadow" }],
        [{ do: "move", place, to: 1 }],
        [{ do: "duplicate", place }],
        [{ do: "remove", place }],
      ]),
    );
  });

  it("edits the sheet with a spreadsheet's keys and tries each value while it is typed", async () => {
    act(() => cell("0 1").focus());
    fireEvent.keyDown(cell("0 1"), { key: "ArrowRight" });
    expect(document.activeElement).toBe(cell("0 2"));
    fireEvent.keyDown(cell("0 2"), { key: "4" });
    const input = within(cell("0 2")).getByRole("textbox");
    fireEvent.change(input, { target: { value: "4.5" } });
    await waitFor(() =>
      expect(tried(host).at(-1)).toEqual([{ place: `${BANDS}/0/rates/1`, value: "0.045" }]),
    );
    fireEvent.keyDown(input, { key: "Enter" });
    await waitFor(() =>
      expect(edits(host)).toEqual([[{ do: "set", place: `${BANDS}/0/rates/1`, value: "0.045" }]]),
    );
    expect(document.activeElement).toBe(cell("1 2"));

    // Esc gives up: nothing is kept.
    fireEvent.keyDown(cell("1 2"), { key: "F2" });
    const second = within(cell("1 2")).getByRole("textbox");
    fireEvent.change(second, { target: { value: "9" } });
    fireEvent.keyDown(second, { key: "Escape" });
    expect(edits(host)).toHaveLength(1);
    expect(cell("1 2").textContent).toBe("2.5%");
  });

  it("has one place in the tab order", () => {
    expect(grid().querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    act(() => cell("1 3").focus());
    expect(grid().querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    expect(cell("1 3").tabIndex).toBe(0);
  });

  it("pastes cells as one edit, fills down, moves and adds bands by key", async () => {
    act(() => cell("0 1").focus());
    fireEvent.paste(cell("0 1"), { clipboardData: { getData: () => "1,5%\t2,5%\n3\t4" } });
    await waitFor(() => expect(edits(host)).toHaveLength(1));
    const [set] = edits(host)[0] ?? [];
    expect(set).toMatchObject({ do: "set", place: BANDS });
    expect(set?.do === "set" && set.value).toEqual([
      { from: "0 USD", rates: ["0.015", "0.025", "0.03"] },
      { from: "50000 USD", rates: ["0.03", "0.04", "0.035"] },
    ]);
    fireEvent.keyDown(cell("0 1"), { key: "ArrowDown", shiftKey: true });
    fireEvent.keyDown(cell("1 1"), { key: "d", ctrlKey: true });
    await waitFor(() => expect(edits(host)).toHaveLength(2));
    const [filled] = edits(host)[1] ?? [];
    expect(
      filled?.do === "set" && (filled.value as { rates: string[] }[]).map((band) => band.rates[0]),
    ).toEqual(["0.01", "0.01"]);
    fireEvent.keyDown(cell("1 1"), { key: "ArrowUp", altKey: true });
    await waitFor(() => expect(edits(host)[2]).toEqual([{ do: "move", place: `${BANDS}/1`, to: 0 }]));
    fireEvent.keyDown(cell("0 1"), { key: "Insert" });
    await waitFor(() => expect(edits(host)[3]).toMatchObject([{ do: "insert", place: BANDS, at: 1 }]));
  });

  it("says so where a paste does not read, and changes nothing", async () => {
    act(() => cell("0 1").focus());
    fireEvent.paste(cell("0 1"), { clipboardData: { getData: () => "many" } });
    expect(await screen.findByText(/"many" in row 1, Registered, does not read/)).toBeTruthy();
    expect(edits(host)).toEqual([]);
  });

  it("edits the very field of the table by a number of the formula, as one step", async () => {
    const rate = await screen.findByLabelText<HTMLInputElement>("Gold, band 1, in the formula");
    const place = rate.dataset.place;
    expect(place).toMatch(/^\/incentives\/[^/]+\/schedule\/bands\/0\/rates\/\d$/);
    fireEvent.change(rate, { target: { value: "6.5%" } });
    await waitFor(() => expect(tried(host).at(-1)).toEqual([{ place, value: "0.065" }]));
    fireEvent.blur(rate);
    await waitFor(() => expect(edits(host)).toEqual([[{ do: "set", place, value: "0.065" }]]));
  });

  it("marks the field that a part of the sentence speaks of, and goes there", async () => {
    const part = await screen.findByRole("button", { name: /^It is settled each quarter/ });
    const tab = screen.getByRole("tab", { name: "Limits and timing" });
    fireEvent.mouseEnter(part);
    expect(tab.dataset.pointed).toBe("true");
    fireEvent.mouseLeave(part);
    expect(tab.dataset.pointed).toBeUndefined();
    fireEvent.click(part);
    await waitFor(() => expect(tab.getAttribute("aria-selected")).toBe("true"));
  });

  it("edits a threshold of a level in the grid of tiers, tried while it is typed", async () => {
    fireEvent.click(screen.getByRole("button", { name: /^Partner/ }));
    const gold = await screen.findByLabelText<HTMLInputElement>("Gold, Revenue");
    expect(gold.value).toBe("$500,000");
    const place = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";
    fireEvent.change(gold, { target: { value: "460,000" } });
    await waitFor(() => expect(tried(host).at(-1)).toEqual([{ place, value: "460000 USD" }]));
    fireEvent.blur(gold);
    await waitFor(() => expect(edits(host)).toEqual([[{ do: "set", place, value: "460000 USD" }]]));
    fireEvent.click(screen.getByRole("button", { name: "Remove Silver" }));
    await waitFor(() =>
      expect(edits(host)[1]).toEqual([{ do: "remove", place: "/tracks/partner/levels/silver" }]),
    );
  });

  it("moves through the grid of tiers by arrows, with one field in the tab order", async () => {
    fireEvent.click(screen.getByRole("button", { name: /^Partner/ }));
    const silver = await screen.findByLabelText<HTMLInputElement>("Silver, Revenue");
    const gold = screen.getByLabelText<HTMLInputElement>("Gold, Revenue");
    const reachable = () =>
      [...screen.getByTestId("tier-grid").querySelectorAll<HTMLInputElement>(".program-number")].filter(
        (field) => field.tabIndex === 0,
      );
    expect(reachable()).toEqual([silver]);
    act(() => silver.focus());
    fireEvent.keyDown(silver, { key: "ArrowRight" });
    expect(document.activeElement).toBe(gold);
    expect(reachable()).toEqual([gold]);
    // While something is typed, arrows belong to the text.
    fireEvent.change(gold, { target: { value: "4" } });
    fireEvent.keyDown(gold, { key: "ArrowLeft" });
    expect(document.activeElement).toBe(gold);
  });

  it("offers every choice with its plain words, and puts in what may be left out", async () => {
    fireEvent.click(screen.getByRole("tab", { name: "Limits and timing" }));
    fireEvent.change(screen.getByLabelText("Returns"), { target: { value: "clawback" } });
    await waitFor(() => expect(edits(host)[0]).toMatchObject([{ place: "/incentives/volume/returns" }]));
    fireEvent.click(screen.getByRole("button", { name: "Set Holdback" }));
    await waitFor(() =>
      expect(edits(host)[1]).toEqual([
        { do: "set", place: "/incentives/volume/holdback", value: { share: "0", months: 1 } },
      ]),
    );
  });

  it("asks for something of a whole deal among the conditions, and not of partners", async () => {
    fireEvent.click(screen.getByRole("tab", { name: "Who and what" }));
    const [who, what] = screen.getAllByLabelText("Add condition");
    if (who === undefined || what === undefined) throw new Error("There are no two filters");
    expect(within(who).queryByText("Deal amount")).toBeNull();
    expect(within(what).getByText("Registered deal")).toBeTruthy();
    expect(within(who).getByText("Day of joining")).toBeTruthy();
    expect(within(what).queryByText("Day of joining")).toBeNull();
    expect(within(who).getByText("Attribute")).toBeTruthy();
    fireEvent.change(what, { target: { value: "amount" } });
    await waitFor(() =>
      expect(edits(host)[0]).toEqual([
        { do: "set", place: "/incentives/volume/what", value: { all: [{ amount: { at_least: "0 USD" } }] } },
      ]),
    );
    fireEvent.change(who, { target: { value: "attribute" } });
    await waitFor(() =>
      expect(edits(host)[1]).toEqual([
        {
          do: "set",
          place: "/incentives/volume/who",
          value: { all: [{ attribute: { name: "New", one_of: [] } }] },
        },
      ]),
    );
  });

  it("goes to the next problem with F8", async () => {
    fireEvent.keyDown(document.body, { key: "F8" });
    expect(await screen.findByTestId("tier-grid")).toBeTruthy();
    fireEvent.keyDown(document.body, { key: "F8" });
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>("Name of the incentive").value).toBe("Growth kicker"),
    );
  });
});
