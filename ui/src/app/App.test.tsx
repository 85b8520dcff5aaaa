import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Operation } from "../host/index.ts";
import { type SampleHost, sampleHost } from "../testing/sampleHost.ts";
import { App } from "./App.tsx";

const total = () => screen.getByTestId("total-payout").textContent;
const status = () => screen.getByTestId("status").textContent;
const lever = () => screen.getByTestId<HTMLInputElement>("lever");
const called = (host: SampleHost, op: string) => host.calls.filter((call) => call.op === op);

/** Moves the slider the way a browser tells of it: movements, then the letting go. */
function slide(values: string[], letGo = true) {
  fireEvent.pointerDown(lever());
  for (const value of values) fireEvent.input(lever(), { target: { value } });
  if (letGo) fireEvent(lever(), new Event("change", { bubbles: true }));
}

const press = (key: string, held: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...held });

describe("with nothing open", () => {
  it("offers the sample and a document, and shows nothing that leads nowhere", async () => {
    const host = sampleHost();
    render(<App host={host} />);
    expect(screen.getByText(/Everything stays on this computer/)).toBeTruthy();
    expect(screen.queryByRole("navigation")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Open sample program" }));
    await screen.findByTestId("total-payout");
    expect(total()).toMatch(/^\$\d,\d{3},\d{3}\.\d{2}$/);
  });

  it("checks a bundle that somebody handed over", async () => {
    render(<App host={sampleHost()} />);
    fireEvent.click(screen.getByRole("button", { name: "Check a bundle…" }));
    const asked = await screen.findByRole("dialog", { name: "Check a bundle" });
    fireEvent.change(within(asked).getByLabelText(/Folder/), { target: { value: "/tmp/out" } });
    fireEvent.click(within(asked).getByRole("button", { name: "Check" }));
    await screen.findByRole("heading", { name: "1 file is not as it was exported" });
    expect(screen.getByRole("row", { name: /payouts.csv missing/ })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Done" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says why the sample did not open and stays", async () => {
    const host = sampleHost();
    host.refuse("open_sample", {
      code: "folder_full",
      sentence: "The disk is full.",
      hint: "Free some space.",
    });
    render(<App host={host} />);
    fireEvent.click(screen.getByRole("button", { name: "Open sample program" }));
    expect((await screen.findByRole("alert")).textContent).toBe("The disk is full. Free some space.");
    expect(screen.getByRole("button", { name: "Open sample program" })).toBeTruthy();
  });
});

describe("loaded anew", () => {
  it("shows the document that is open already", async () => {
    const host = sampleHost();
    await host.call("open_sample", {});
    render(<App host={host} />);
    await screen.findByTestId("total-payout");
    expect(called(host, "open_sample")).toHaveLength(1);
  });
});

it("says why a document can only be read", async () => {
  const host = sampleHost({ sample: true });
  const call = host.call.bind(host);
  const sentence = "A newer Tierwright wrote this document, so it is open for reading only.";
  host.call = (async (operation: Operation, request: never) => {
    const answer = await call(operation, request);
    return operation === "open_sample" || operation === "document"
      ? { ...answer, read_only: sentence }
      : answer;
  }) as typeof host.call;
  render(<App host={host} />);
  expect(await screen.findByText(sentence)).toBeTruthy();
});

describe("work without a name", () => {
  it("waits on Home when its document is closed, and goes on where it was", async () => {
    const host = sampleHost({ sample: true });
    render(<App host={host} />);
    await screen.findByTestId("total-payout");
    slide(["480000"]);
    await screen.findByText("same as program as opened");
    const paid = total();
    press("w", { ctrlKey: true });
    const waiting = await screen.findByRole("region", { name: "Work without a name" });
    expect(within(waiting).getByText("1 edit, the last: Gold threshold to 480000")).toBeTruthy();
    fireEvent.click(within(waiting).getByRole("button", { name: "Sample" }));
    await screen.findByTestId("total-payout");
    expect(total()).toBe(paid);
  });

  it("is thrown away only when that is asked for twice", async () => {
    const host = sampleHost({ sample: true });
    render(<App host={host} />);
    await screen.findByTestId("total-payout");
    slide(["480000"]);
    await screen.findByText("same as program as opened");
    press("w", { ctrlKey: true });
    const waiting = await screen.findByRole("region", { name: "Work without a name" });
    const choose = (name: string) => fireEvent.click(within(waiting).getByRole("button", { name }));
    choose("Discard Sample");
    choose("Keep");
    expect(called(host, "discard_recovered")).toEqual([]);
    choose("Discard Sample");
    choose("Discard Sample for good");
    await waitFor(() => expect(screen.queryByRole("region", { name: "Work without a name" })).toBeNull());
    expect(called(host, "discard_recovered")).toHaveLength(1);
  });
});

describe("with the sample open", () => {
  let host: SampleHost;
  beforeEach(async () => {
    host = sampleHost({ sample: true });
    render(<App host={host} />);
    await screen.findByTestId("total-payout");
    await waitFor(() =>
      expect(within(screen.getByTestId("partners-table")).getAllByRole("row").length).toBeGreaterThan(5),
    );
  });

  it("marks the sample in the status bar, with deals, data and rounding", () => {
    expect(status()).toMatch(/Recalculated 1,508 deals in 4 ms/);
    expect(status()).toMatch(/Sample data, 0 rows set aside/);
    expect(status()).toMatch(/USD, half away from zero, 2 places/);
  });

  it("previews while the lever is dragged and commits once when it is let go", async () => {
    const before = total();
    slide(["480000", "460000", "440000"], false);
    await waitFor(() => expect(total()).not.toBe(before));
    expect(called(host, "change")).toEqual([]);
    expect(screen.getByText(/vs program as opened/)).toBeTruthy();
    fireEvent(lever(), new Event("change", { bubbles: true }));
    await waitFor(() => expect(called(host, "change")).toHaveLength(1));
    expect(called(host, "change")[0]?.request).toMatchObject({ changes: [{ value: "440000" }] });
    await screen.findByText("same as program as opened");
  });

  it("asks for the newest value only, however fast the lever moves", async () => {
    const asked = called(host, "simulate").length;
    slide(["490000", "480000", "470000", "460000", "450000"], false);
    await waitFor(() => {
      const last = called(host, "simulate").at(-1)?.request;
      expect(last).toMatchObject({ changes: [{ value: "450000" }] });
    });
    expect(called(host, "simulate").length - asked).toBeLessThan(5);
  });

  it("commits nothing when the lever is let go where it stood", async () => {
    slide(["480000", "500000.00"]);
    await waitFor(() => expect(called(host, "simulate").at(-1)?.request).toEqual({ changes: [] }));
    expect(called(host, "change")).toEqual([]);
  });

  it("takes a typed value, and says so when it does not read as a number", async () => {
    const field = screen.getByTestId<HTMLInputElement>("lever-number");
    fireEvent.change(field, { target: { value: "4oo" } });
    expect(screen.getByText(/does not read as one number/)).toBeTruthy();
    fireEvent.change(field, { target: { value: "$455,000" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() =>
      expect(called(host, "change")[0]?.request).toMatchObject({ changes: [{ value: "455000" }] }),
    );
  });

  it("undoes and redoes by keys, as whole steps", async () => {
    const before = total();
    slide(["440000"]);
    await waitFor(() => expect(called(host, "change")).toHaveLength(1));
    await screen.findByText("same as program as opened");
    const after = total();
    expect(after).not.toBe(before);
    press("z", { ctrlKey: true });
    await waitFor(() => expect(total()).toBe(before));
    press("Z", { ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(total()).toBe(after));
    press("z", { ctrlKey: true });
    await waitFor(() => expect(total()).toBe(before));
    press("y", { ctrlKey: true });
    await waitFor(() => expect(total()).toBe(after));
  });

  it("keeps the last good figures under a failure, and the failure in sight until it is dismissed", async () => {
    const before = total();
    host.refuse("simulate", { code: "bands", sentence: "Gold lies above Platinum.", hint: "Set it lower." });
    slide(["700000"], false);
    expect((await screen.findByRole("alert")).textContent).toBe("Gold lies above Platinum. Set it lower.");
    expect(total()).toBe(before);
    expect(status()).toMatch(/last good figures/);
    fireEvent.click(screen.getByRole("button", { name: "Dismiss message" }));
    expect(screen.queryByRole("alert")).toBeNull();
    expect(lever().value).toBe("700000");
  });

  it("says nothing of a calculation that was overtaken", async () => {
    host.refuse("simulate", { code: "cancelled", sentence: "Overtaken.", hint: "" });
    slide(["480000", "460000"], false);
    await waitFor(() =>
      expect(called(host, "simulate").at(-1)?.request).toMatchObject({ changes: [{ value: "460000" }] }),
    );
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("explains the total, goes deeper by parts and back with Esc", async () => {
    const figure = screen.getByTestId("total-payout").closest("button");
    figure?.focus();
    fireEvent.click(figure as HTMLElement);
    const panel = await screen.findByRole("complementary", { name: "Explain" });
    await within(panel).findByRole("heading", { name: "Total payout" });
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Total payout"));
    fireEvent.click(within(panel).getByRole("button", { name: /Volume rebate/ }));
    await within(panel).findByRole("heading", { name: "Volume rebate" });
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Volume rebate"));
    press("Escape");
    await within(panel).findByRole("heading", { name: "Total payout" });
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Total payout"));
    press("Escape");
    expect(document.activeElement).toBe(figure);
  });

  it("says nothing when there is nothing to undo", async () => {
    press("z", { ctrlKey: true });
    expect(called(host, "undo")).toEqual([]);
  });

  it("explains with the figures of a moved lever", async () => {
    fireEvent.click(screen.getByTestId("total-payout"));
    await screen.findByRole("heading", { name: "Total payout" });
    slide(["400000"], false);
    await waitFor(() =>
      expect(called(host, "explain").at(-1)?.request).toMatchObject({ changes: [{ value: "400000" }] }),
    );
  });

  it("carries out what the menu sends", async () => {
    act(() => host.choose("help.keys"));
    expect(await screen.findByRole("dialog", { name: "Keys" })).toBeTruthy();
    act(() => host.choose("help.keys"));
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "Keys" })).toBeNull());
    act(() => host.choose("view.inspector"));
    const open = screen.queryByTestId("explain") !== null;
    act(() => host.choose("view.inspector"));
    expect(screen.queryByTestId("explain") !== null).toBe(!open);
  });

  it("exports to a folder and lists what was written", async () => {
    press("E", { ctrlKey: true, shiftKey: true });
    const dialog = await screen.findByRole("dialog", { name: "Export" });
    fireEvent.change(within(dialog).getByLabelText(/Folder/), { target: { value: "/tmp/out" } });
    fireEvent.click(within(dialog).getByRole("button", { name: "Export" }));
    const written = await screen.findByRole("region", { name: "Exported" });
    expect(within(written).getByText("/tmp/out")).toBeTruthy();
    expect(within(written).getByText("payouts.csv")).toBeTruthy();
    expect(within(written).getByText(/made up/)).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Export/, current: "page" })).toBeTruthy();
  });

  it("shows the program in sentences and the data in counts", async () => {
    press("2", { ctrlKey: true });
    expect(await screen.findByRole("heading", { name: "FY26 Partner Program, total payout" })).toBeTruthy();
    fireEvent.click(await screen.findByRole("button", { name: /^Problems/ }));
    expect(screen.getByText("Tiers, Partner, Gold")).toBeTruthy();
    press("1", { ctrlKey: true });
    const facts = await screen.findByRole("region", { name: "Facts" });
    expect(within(facts).getByText("MDF events")).toBeTruthy();
    expect(within(facts).getByText("3,000")).toBeTruthy();
  });

  it("tells a screen reader the settled total once", async () => {
    await waitFor(() => expect(screen.getByRole("status").textContent).toMatch(/^Total payout \$/), {
      timeout: 2500,
    });
  });
});
