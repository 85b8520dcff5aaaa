import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { StackedBars } from "./StackedBars.tsx";

function shown() {
  const onExplain = vi.fn();
  const onRead = vi.fn();
  const groups = ["Q1", "Q2"].map((id) => ({
    id,
    label: id,
    note: "",
    total: "$427K",
    baseline: 0.5,
    parts: [
      { series: "volume", size: 0.4 },
      { series: "cosell", size: 0.2 },
    ],
    words: { volume: `${id}, Volume: $200.00`, cosell: `${id}, Co-sell: $227.00` },
  }));
  render(
    <StackedBars
      description="Payout by quarter"
      groups={groups}
      series={[
        { id: "volume", label: "Volume" },
        { id: "cosell", label: "Co-sell" },
      ]}
      scale={{ zero: 0, ticks: [{ at: 0, label: "$0" }] }}
      height={200}
      still={false}
      onRead={onRead}
      onExplain={onExplain}
    />,
  );
  const mark = (name: string) => screen.getByRole("button", { name });
  return { onExplain, onRead, mark };
}

describe("stacked bars", () => {
  it("have one tab stop, and arrow keys reach every mark", () => {
    const { mark } = shown();
    const stops = screen.getAllByRole("button").filter((each) => each.getAttribute("tabindex") === "0");
    expect(stops).toEqual([mark("Q1, Volume: $200.00")]);
    fireEvent.focus(mark("Q1, Volume: $200.00"));
    fireEvent.keyDown(mark("Q1, Volume: $200.00"), { key: "ArrowUp" });
    expect(mark("Q1, Co-sell: $227.00").getAttribute("tabindex")).toBe("0");
    fireEvent.keyDown(mark("Q1, Co-sell: $227.00"), { key: "ArrowRight" });
    expect(mark("Q2, Co-sell: $227.00").getAttribute("tabindex")).toBe("0");
  });

  it.each(["Enter", "e", "F2"])("%s explains the mark", (key) => {
    const { mark, onExplain } = shown();
    fireEvent.focus(mark("Q2, Volume: $200.00"));
    fireEvent.keyDown(mark("Q2, Volume: $200.00"), { key });
    expect(onExplain.mock.calls).toEqual([["Q2", "volume"]]);
  });

  it("read a mark's words while it is hovered or has the focus", () => {
    const { mark, onRead } = shown();
    fireEvent.mouseEnter(mark("Q1, Co-sell: $227.00"));
    expect(onRead).toHaveBeenLastCalledWith("Q1, Co-sell: $227.00");
    fireEvent.mouseLeave(mark("Q1, Co-sell: $227.00"));
    expect(onRead).toHaveBeenLastCalledWith(null);
  });

  it("name each series once, beside the last stack", () => {
    shown();
    expect(screen.getAllByText("Co-sell")).toHaveLength(1);
  });
});
