import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// The test page has no layout: a box is given a size, so that virtual rows have somewhere to be.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, get: () => 400 },
  clientWidth: { configurable: true, get: () => 900 },
});

afterEach(() => {
  cleanup();
  localStorage.clear();
});
