import { Component, type ReactNode } from "react";
import { t } from "../text/text.ts";

/** A mistake while drawing leaves a calm page instead of an empty window; the document is safe in Rust. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="broken">
        <h1>{t`This screen could not be drawn`}</h1>
        <p>{t`Tierwright made a mistake while showing your document. The document itself is as it was.`}</p>
        <button type="button" className="button" data-primary onClick={() => globalThis.location.reload()}>
          {t`Draw the window again`}
        </button>
      </main>
    );
  }
}
