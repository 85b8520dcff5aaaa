import { fireEvent, render } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { ExplainButton } from "./ExplainButton.tsx";

it.each([
  [{ key: "e" }, 1],
  [{ key: "E" }, 1],
  [{ key: "F2" }, 1],
  [{ key: "e", ctrlKey: true }, 0],
  [{ key: "d" }, 0],
])("%j on a figure explains it %i times", (key, times) => {
  const onExplain = vi.fn();
  const { getByRole } = render(<ExplainButton onExplain={onExplain}>1,240</ExplainButton>);
  fireEvent.keyDown(getByRole("button"), key);
  expect(onExplain).toHaveBeenCalledTimes(times);
});
