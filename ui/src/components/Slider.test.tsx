import { act, fireEvent, render, screen } from "@testing-library/react";
import { createRef, useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Slider } from "./Slider.tsx";

function shown() {
  const onMove = vi.fn();
  const onSettle = vi.fn();
  function Held() {
    const [value, setValue] = useState("450000");
    return (
      <Slider
        id="gold"
        label="Gold threshold"
        words={`$${value}`}
        value={value}
        before="450000"
        min="300000"
        max="800000"
        step="5000"
        input={createRef()}
        onMove={(to) => {
          onMove(to);
          setValue(to);
        }}
        onSettle={onSettle}
      />
    );
  }
  render(<Held />);
  const slider = screen.getByRole<HTMLInputElement>("slider", { name: "Gold threshold" });
  /** A movement as a browser tells of it; a browser also tells of each key's change at once. */
  const move = (to: string, settled: boolean) => {
    fireEvent.input(slider, { target: { value: to } });
    if (settled) fireEvent(slider, new Event("change", { bubbles: true }));
  };
  return { slider, onMove, onSettle, move };
}

describe("a slider", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("tells of each movement by pointer and settles once, when it is let go", () => {
    const { slider, onMove, onSettle, move } = shown();
    fireEvent.pointerDown(slider);
    move("455000", false);
    move("460000", false);
    expect(onSettle).not.toHaveBeenCalled();
    move("465000", true);
    expect(onMove.mock.calls).toEqual([["455000"], ["460000"], ["465000"]]);
    expect(onSettle.mock.calls).toEqual([["465000"]]);
  });

  it("settles once after several keys, when they rest", () => {
    const { onSettle, move } = shown();
    move("455000", true);
    act(() => vi.advanceTimersByTime(300));
    move("460000", true);
    act(() => vi.advanceTimersByTime(300));
    expect(onSettle).not.toHaveBeenCalled();
    act(() => vi.advanceTimersByTime(300));
    expect(onSettle.mock.calls).toEqual([["460000"]]);
  });

  it("settles at once when the focus leaves, and not again", () => {
    const { slider, onSettle, move } = shown();
    move("455000", true);
    fireEvent.blur(slider);
    act(() => vi.advanceTimersByTime(1000));
    expect(onSettle.mock.calls).toEqual([["455000"]]);
  });

  it("says its value in words and marks where it stood", () => {
    const { slider, move } = shown();
    expect(slider.getAttribute("aria-valuetext")).toBe("$450000");
    expect(slider.parentElement?.hasAttribute("data-moved")).toBe(false);
    move("455000", false);
    expect(slider.parentElement?.hasAttribute("data-moved")).toBe(true);
  });
});
