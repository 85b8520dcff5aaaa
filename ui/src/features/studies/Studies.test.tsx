import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Document, Study, StudyReport } from "../../host/index.ts";
import { Studies } from "./Studies.tsx";

afterEach(cleanup);

const document = { revision: 3, saved_at: null } as Document;

const report = (finding: string): StudyReport => ({
  study: "cliffs",
  title: "Cliffs",
  finding,
  method: "One deal is added.",
  basis: "FY26 program, sample data",
  seed: "7",
  currency: "USD",
  figures: [{ name: "Largest jump", value: "1000.00", unit: "money" }],
  picture: null,
  tables: [
    {
      id: "near",
      title: "Partners near below",
      note: "",
      columns: [
        { name: "Partner", unit: "text" },
        { name: "Short by", unit: "money" },
      ],
      rows: Array.from({ length: 14 }, (_, at) => ({
        cells: [`Partner ${at}`, "12.50"],
        partner: `P${at}`,
        place: null,
        deal: null,
      })),
    },
  ],
});

function shown(answer: (request: Study) => Promise<StudyReport>) {
  const ask = vi.fn(answer);
  const opened = vi.fn();
  const decide = vi.fn(() => Promise.resolve(null));
  render(
    <Studies
      document={document}
      begin={null}
      changes={[]}
      ask={ask}
      deciding={{ decisions: (_, done) => done({ decisions: [] }), decide }}
      onPartner={opened}
      onPlace={opened}
    />,
  );
  return Object.assign(ask, { opened, decide });
}

describe("studies", () => {
  it("show the finding, figures, rows, method and seed", async () => {
    shown(() => Promise.resolve(report("Halden was 12.50 USD short.")));
    expect(await screen.findByRole("heading", { name: "Halden was 12.50 USD short." })).toBeTruthy();
    expect(screen.getByText("1,000.00")).toBeTruthy();
    expect(screen.getByText("One deal is added.")).toBeTruthy();
    expect(screen.getByText(/seed 7/)).toBeTruthy();
    expect(screen.getAllByRole("row")).toHaveLength(13);
    fireEvent.click(screen.getByRole("button", { name: "Show all 14" }));
    expect(screen.getAllByRole("row")).toHaveLength(15);
  });

  it("are chosen by arrow keys with one tab stop", async () => {
    const ask = shown(() => Promise.resolve(report("Found.")));
    await screen.findByRole("heading", { name: "Found." });
    const tab = screen.getByRole("tab", { name: "Cliffs" });
    expect(screen.getAllByRole("tab").filter((each) => each.tabIndex === 0)).toEqual([tab]);
    fireEvent.keyDown(tab, { key: "ArrowRight" });
    const next = screen.getByRole("tab", { name: "What matters most" });
    expect(next.getAttribute("aria-selected")).toBe("true");
    await screen.findByRole("heading", { name: "Found." });
    expect(ask.mock.calls.map(([request]) => request.of.study)).toEqual(["cliffs", "what_matters"]);
  });

  it("take a setting over on Enter and ask anew", async () => {
    const ask = shown(() => Promise.resolve(report("Found.")));
    const field = await screen.findByLabelText("Near means within");
    fireEvent.change(field, { target: { value: "10" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await screen.findByRole("heading", { name: "Found." });
    expect(ask).toHaveBeenLastCalledWith({ of: { study: "cliffs", within: "0.1" } });
  });

  it("say what went wrong where it happened", async () => {
    shown(() => Promise.reject({ code: "x", sentence: "It cannot be read.", hint: "Give a decimal." }));
    expect((await screen.findByRole("alert")).textContent).toBe("It cannot be read. Give a decimal.");
  });

  it("open what a row is about", async () => {
    const ask = shown(() => Promise.resolve(report("Found.")));
    fireEvent.click(await screen.findByRole("button", { name: "Partner 3" }));
    expect(ask.opened).toHaveBeenCalledWith("P3");
  });

  it("keep what is decided on a pilot, with the study as it was asked", async () => {
    const ask = shown(() => Promise.resolve(report("Cannot tell.")));
    await screen.findByRole("heading", { name: "Cannot tell." });
    fireEvent.click(screen.getByRole("tab", { name: "Pilot" }));
    expect(screen.queryByRole("button", { name: "Record the decision" })).toBeNull();
    const region = screen.getByLabelText("Region");
    fireEvent.change(region, { target: { value: "EMEA" } });
    fireEvent.keyDown(region, { key: "Enter" });
    fireEvent.change(await screen.findByLabelText(/^Reason/), { target: { value: "Too few quarters." } });
    fireEvent.click(screen.getByLabelText("stop it"));
    fireEvent.click(screen.getByRole("button", { name: "Record the decision" }));
    expect(await screen.findByText(/Recorded in the history/)).toBeTruthy();
    expect(ask.decide).toHaveBeenCalledWith({
      of: { study: "pilot", region: "EMEA" },
      decided: "stop",
      words: "Too few quarters.",
    });
  });

  it("take amounts by hand from the table of partners", async () => {
    const divided = report("Divided.");
    divided.tables = divided.tables.map((table) => ({ ...table, id: "proposals" }));
    const ask = shown(() => Promise.resolve(divided));
    await screen.findByRole("heading", { name: "Divided." });
    fireEvent.click(screen.getByRole("tab", { name: "MDF" }));
    const field = await screen.findByLabelText("By hand, Partner 0");
    fireEvent.change(field, { target: { value: "1,250.50" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await screen.findByLabelText("By hand, Partner 0");
    const hand = [{ partner: "P0", amount: "1250.50" }];
    expect(ask).toHaveBeenLastCalledWith({ of: { study: "mdf", hand } });
  });

  it("wait for a target before they look for a setting", async () => {
    const ask = shown(() => Promise.resolve(report("Found.")));
    await screen.findByRole("heading", { name: "Found." });
    fireEvent.click(screen.getByRole("tab", { name: "Find a setting" }));
    expect(screen.getByRole("status").textContent).toBe("Type a target to begin.");
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
