import { CloseIcon, ErrorIcon, NoteIcon } from "./icons.tsx";
import "./message.css";

export interface MessageProps {
  kind: "danger" | "info";
  sentence: string;
  hint?: string | undefined;
  onClose: () => void;
}

/** A calm strip under the toolbar: what happened, and what to do. Nothing else on the page changes. */
export function Message({ kind, sentence, hint, onClose }: MessageProps) {
  return (
    <div className="message" data-kind={kind} role={kind === "danger" ? "alert" : "status"}>
      {kind === "danger" ? <ErrorIcon /> : <NoteIcon />}
      <p className="selectable">
        <strong>{sentence}</strong>
        {hint ? <span className="message-hint"> {hint}</span> : null}
      </p>
      <button type="button" className="icon-button" aria-label="Dismiss message" onClick={onClose}>
        <CloseIcon />
      </button>
    </div>
  );
}
