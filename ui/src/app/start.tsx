import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { thisHost } from "../host/index.ts";
import { App } from "./App.tsx";
import { restoreAppearance } from "./appearance.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";

/** Puts the window on the page. */
export function start(): void {
  restoreAppearance();
  const root = document.getElementById("root");
  if (root === null) return;
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App host={thisHost()} />
      </ErrorBoundary>
    </StrictMode>,
  );
}
