import { fireEvent, render, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { ProgramTests } from "../../host/index.ts";
import { sampleHost } from "../../testing/sampleHost.ts";
import { type TestsAsking, TestsPage } from "./TestsPage.tsx";

async function shown() {
  const host = sampleHost({ sample: true });
  const tests: ProgramTests = await host.call("tests", {});
  const asking: TestsAsking = {
    tests: (_, done) => done(tests),
    change: vi.fn(),
    accept: vi.fn(),
    add: vi.fn(async () => null),
    fromPayouts: (count) => host.call("make_tests", { count }),
    atEdges: vi.fn(async () => null),
  };
  render(<TestsPage document={1} asking={asking} shown={null} />);
  const line = (title: RegExp) => screen.getByRole("button", { name: title });
  return { asking, line };
}

describe("the tests", () => {
  it("counts them, the failing one first with what was expected and what came out", async () => {
    await shown();
    expect(screen.getByTestId("test-counts").textContent).toBe("2 pass, 1 fails, 0 not run");
    const first = within(screen.getByTestId("tests-list")).getAllByRole("listitem")[0];
    expect(first?.textContent).toContain("Fails");
    expect(first?.textContent).toContain("expect 60,000.00 got 61,240.00");
  });

  it("accepts the new value of a failing test alone", async () => {
    const { asking } = await shown();
    const accept = screen.getAllByRole("button", { name: "Accept new value" });
    expect(accept.length).toBe(1);
    fireEvent.click(accept[0] as HTMLElement);
    expect(asking.accept).toHaveBeenCalledWith("test-3");
    fireEvent.keyDown(accept[0] as HTMLElement, { key: "Enter", ctrlKey: true });
    expect(asking.accept).toHaveBeenCalledTimes(2);
  });

  it("opens by a click, and edits an amount and the day of a deal", async () => {
    const { asking, line } = await shown();
    fireEvent.click(line(/150,000.00 is Silver/));
    const field = screen.getByRole("textbox", { name: /Expected of Volume rebate/ });
    fireEvent.change(field, { target: { value: "4,600.00" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(asking.change).toHaveBeenCalledWith(
      [{ place: "/tests/test-2/expect/0/amount", value: "4600.00" }],
      "Test edited: 150,000.00 is Silver",
    );
    const day = screen.getByRole("textbox", { name: "Closing day of deal D-1" });
    fireEvent.change(day, { target: { value: "soon" } });
    fireEvent.blur(day);
    expect(asking.change).toHaveBeenCalledTimes(1);
    expect(screen.getByText(/Type a day like Jan 31, 2025/)).toBeDefined();
    fireEvent.keyDown(day, { key: "Escape" });
    expect(screen.queryByText(/Type a day/)).toBeNull();
  });

  it("explains why, and removes", async () => {
    const { asking, line } = await shown();
    fireEvent.click(screen.getAllByRole("button", { name: "Explain" })[0] as HTMLElement);
    expect(screen.getByText("150,000.00 x 0.03 = 4,500.00")).toBeDefined();
    fireEvent.click(line(/149,999.99 stays/));
    fireEvent.click(screen.getAllByRole("button", { name: "Remove test" })[1] as HTMLElement);
    expect(asking.change).toHaveBeenCalledWith(
      [{ place: "/tests/test-1", value: null }],
      "Test removed: 149,999.99 stays Registered",
    );
  });

  it("goes from test to test by arrow keys, as one tab stop", async () => {
    const { line } = await shown();
    const stops = () =>
      [...document.querySelectorAll<HTMLElement>("[data-test-line]")].map((each) => each.tabIndex);
    expect(stops()).toEqual([0, -1, -1]);
    const first = line(/Cap applies once/);
    first.focus();
    fireEvent.keyDown(first, { key: "ArrowDown" });
    expect(document.activeElement).toBe(line(/149,999.99 stays/));
    expect(stops()).toEqual([-1, 0, -1]);
  });

  it("says what no test could be made of", async () => {
    const { asking } = await shown();
    fireEvent.click(screen.getByRole("button", { name: "Make 10 from payouts" }));
    expect(await screen.findByText("1 was left out.")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: /Add 3 tests at Volume rebate, band from 50,000/ }));
    expect(asking.atEdges).toHaveBeenCalledWith(["/incentives/volume/schedule/bands/1/from"]);
  });
});
