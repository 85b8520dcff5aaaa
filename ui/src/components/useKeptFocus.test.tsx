import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { useKeptFocus } from "./useKeptFocus.ts";

function List({ busy = false }: { busy?: boolean }) {
  useKeptFocus("main");
  const [rows, setRows] = useState(["One", "Two"]);
  return (
    <>
      <button type="button">Outside</button>
      <main>
        <ul>
          {rows.map((row) => (
            <li key={row}>
              <button type="button" onClick={() => setRows(rows.filter((each) => each !== row))}>
                {row}
              </button>
            </li>
          ))}
        </ul>
        <button type="button" disabled={busy}>
          Add
        </button>
      </main>
    </>
  );
}

const focused = () => document.activeElement?.textContent;
const button = (name: string) => screen.getByRole("button", { name });

describe("the focus", () => {
  it("goes to what takes the place of what went away, then to what stands around it", async () => {
    render(<List />);
    button("One").focus();
    fireEvent.click(button("One"));
    await waitFor(() => expect(focused()).toBe("Two"));
    fireEvent.click(button("Two"));
    await waitFor(() => expect(focused()).toBe("Add"));
  });

  it("comes back to what was out of use for a while", async () => {
    const { rerender } = render(<List />);
    button("Add").focus();
    rerender(<List busy />);
    // Where there is no layout, what is out of use keeps the focus; a browser takes it away.
    Object.defineProperty(document, "activeElement", { configurable: true, get: () => document.body });
    const asked: string[] = [];
    button("Add").focus = () => asked.push("Add");
    rerender(<List />);
    await waitFor(() => expect(asked).toEqual(["Add"]));
    Reflect.deleteProperty(document, "activeElement");
  });

  it("stays away from what was left on purpose", async () => {
    const { rerender } = render(<List />);
    button("Add").focus();
    button("Add").blur();
    await Promise.resolve();
    rerender(<List busy />);
    rerender(<List />);
    await new Promise((resume) => setTimeout(resume, 10));
    expect(document.activeElement).toBe(document.body);
  });
});
