import { t } from "../text/text.ts";
import { CloseIcon, ErrorIcon } from "./icons.tsx";
import "./message.css";

export interface MessageProps {
  sentence: string;
  hint: string;
  onClose: () => void;
}

/** A calm strip under the toolbar: what happened, and what to do. Nothing else on the page changes. */
export function Message({ sentence, hint, onClose }: MessageProps) {
  return (
    <div className="message" role="alert">
      <ErrorIcon />
      <p className="selectable">
        <strong>{sentence}</strong>
        {hint !== "" && ` ${hint}`}
      </p>
      <button type="button" className="icon-button" aria-label={t`Dismiss message`} onClick={onClose}>
        <CloseIcon />
      </button>
    </div>
  );
}
