import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useTyping } from "./useTyping.ts";

afterEach(cleanup);

function Field({
  words,
  keep,
  giveUp,
  preview,
}: {
  words: string;
  keep: (value: string) => void;
  giveUp: () => void;
  preview?: (value: string) => void;
}) {
  const { field, unread } = useTyping({
    words,
    read: (text) => (/^\d+$/.test(text) ? text : null),
    keep,
    giveUp,
    ...(preview === undefined ? {} : { preview }),
  });
  return (
    <fieldset
      onKeyDown={(event) => {
        // Like a grid: Enter goes on to the next field.
        if (event.key === "Enter") (event.target as HTMLElement).blur();
      }}
    >
      <input aria-label="Number" {...field} />
      {unread && <p>Type a number.</p>}
    </fieldset>
  );
}

function shown() {
  const keep = vi.fn();
  const giveUp = vi.fn();
  const { rerender } = render(<Field words="5" keep={keep} giveUp={giveUp} />);
  const input = screen.getByLabelText<HTMLInputElement>("Number");
  const type = (value: string) => fireEvent.change(input, { target: { value } });
  const become = (words: string) => rerender(<Field words={words} keep={keep} giveUp={giveUp} />);
  return { keep, giveUp, input, type, become };
}

describe("a field to type over", () => {
  it("keeps what was typed once, on Enter or on leaving", () => {
    const { keep, input, type } = shown();
    type("7");
    expect(input.dataset.typing).toBeDefined();
    input.focus();
    fireEvent.keyDown(input, { key: "Enter" });
    expect(document.activeElement).not.toBe(input);
    expect(keep.mock.calls).toEqual([["7"]]);
    type("8");
    fireEvent.blur(input);
    expect(keep.mock.calls).toEqual([["7"], ["8"]]);
  });

  it("gives up on Esc, when it is emptied, and where nothing is other", () => {
    const { keep, giveUp, input, type } = shown();
    type("7");
    fireEvent.keyDown(input, { key: "Escape" });
    expect(input.value).toBe("5");
    type(" ");
    fireEvent.blur(input);
    type("6");
    type("5");
    fireEvent.blur(input);
    expect(keep).not.toHaveBeenCalled();
    expect(giveUp).toHaveBeenCalledTimes(3);
  });

  it("leaves what does not read to be mended", () => {
    const { keep, input, type } = shown();
    type("many");
    fireEvent.blur(input);
    expect(input.value).toBe("many");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText("Type a number.")).toBeTruthy();
    expect(keep).not.toHaveBeenCalled();
  });

  it("shows other words when there are some, but never in place of what is typed next", () => {
    const { input, type, become } = shown();
    type("many");
    become("6");
    expect(input.value).toBe("6");
    type("7");
    fireEvent.keyDown(input, { key: "Enter" });
    type("8");
    become("7");
    expect(input.value).toBe("8");
  });

  it("shows each value on the way, until it stops reading or the field goes away", () => {
    const [keep, giveUp, preview] = [vi.fn(), vi.fn(), vi.fn()];
    const { unmount } = render(<Field words="5" keep={keep} giveUp={giveUp} preview={preview} />);
    const type = (value: string) => fireEvent.change(screen.getByLabelText("Number"), { target: { value } });
    type("7");
    expect(preview.mock.calls).toEqual([["7"]]);
    type("7x");
    expect(giveUp).toHaveBeenCalledTimes(1);
    type("8");
    unmount();
    expect(giveUp).toHaveBeenCalledTimes(2);
    expect(keep).not.toHaveBeenCalled();
  });
});
