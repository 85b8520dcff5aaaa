import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { sampleHost } from "../testing/sampleHost.ts";
import { type Actions, useActions } from "./useActions.ts";

const host = sampleHost();

function Fields({ actions }: { actions: Actions }) {
  useActions(
    host,
    actions,
    () => {},
    () => {},
  );
  return (
    <>
      <textarea aria-label="Rows" />
      <input aria-label="Typed over" data-typing />
      <input aria-label="At rest" />
    </>
  );
}

describe("keys", () => {
  it("are text where text is typed", () => {
    const keys = vi.fn();
    render(<Fields actions={{ "help.keys": keys }} />);
    fireEvent.keyDown(screen.getByLabelText("Rows"), { key: "?", shiftKey: true });
    expect(keys).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: "?", shiftKey: true });
    expect(keys).toHaveBeenCalledTimes(1);
  });

  it("undo and redo typing before steps of the document", () => {
    const [undo, redo] = [vi.fn(), vi.fn()];
    render(<Fields actions={{ "edit.undo": undo, "edit.redo": redo }} />);
    const press = (label: string) => {
      const field = screen.getByLabelText(label);
      field.focus();
      fireEvent.keyDown(field, { key: "z", ctrlKey: true });
      fireEvent.keyDown(field, { key: "y", ctrlKey: true });
    };
    press("Typed over");
    expect([undo, redo].map((each) => each.mock.calls.length)).toEqual([0, 0]);
    press("At rest");
    expect([undo, redo].map((each) => each.mock.calls.length)).toEqual([1, 1]);
  });
});
