import { act, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Tip } from "./Tip.tsx";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("shows a button's title where the keyboard rests, until a key is pressed", () => {
  const { container, getByText } = render(
    <>
      <button type="button" title="Undo (Ctrl+Z)">
        U
      </button>
      <Tip />
    </>,
  );
  const button = getByText("U");
  vi.spyOn(button, "matches").mockReturnValue(true);
  act(() => button.focus());
  expect(container.querySelector(".tip")).toBeNull();
  act(() => void vi.advanceTimersByTime(600));
  expect(container.querySelector(".tip")?.textContent).toBe("Undo (Ctrl+Z)");
  fireEvent.keyDown(button, { key: "Escape" });
  expect(container.querySelector(".tip")).toBeNull();
});
