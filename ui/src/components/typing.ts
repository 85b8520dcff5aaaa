/** Whether the focus is in a field with typing of its own to undo before the document's steps. */
export function isTyping(): boolean {
  return document.activeElement?.matches("[data-typing]") ?? false;
}

/** Undo or redo chosen from the menu is about typing first, like the key in the field. */
export function ofTyping(what: "undo" | "redo"): boolean {
  return isTyping() && document.execCommand(what);
}

/** Keeps what is being typed, as leaving its field does. */
export function keepTyping(): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLElement) || !isTyping()) return;
  field.blur();
  field.focus({ preventScroll: true });
}
