// The general styles come first, so that what a feature says of its own parts holds over them.
import "./styles/base.css";
import "./styles/print.css";
import "./components/controls.css";
import "./components/figures.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { restoreAppearance } from "./app/appearance.ts";
import { ErrorBoundary } from "./app/ErrorBoundary.tsx";
import { thisHost } from "./host/index.ts";

restoreAppearance();
const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App host={thisHost()} />
      </ErrorBoundary>
    </StrictMode>,
  );
}
