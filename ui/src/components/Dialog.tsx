import { type ReactNode, useEffect, useRef } from "react";
import { t } from "../text/text.ts";
import { CloseIcon } from "./icons.tsx";
import "./dialog.css";

interface DialogProps {
  title: string;
  /** It holds more than a form. */
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A layer over the window that keeps the focus until it is closed; Esc closes it. A field in it comes first. */
export function Dialog({ title, wide = false, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null || dialog.open) return;
    const before = document.activeElement;
    dialog.showModal();
    const first = dialog.querySelector<HTMLElement>("input") ?? heading.current;
    first?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={element}
      className="dialog"
      data-wide={wide || undefined}
      aria-label={title}
      onClose={onClose}
      onKeyDown={(event) => {
        // Esc closes this layer and nothing beneath it.
        if (event.key === "Escape") event.stopPropagation();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" className="icon-button" aria-label={t`Close`} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      {children}
    </dialog>
  );
}
