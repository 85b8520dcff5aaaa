import { useEffect, useEffectEvent } from "react";
import type { Host } from "../host/index.ts";
import { type ActionId, actionFor } from "./actions.ts";

/** What can be asked of the window now, each by its id; what is left out is not possible at the moment. */
export type Actions = Partial<Record<ActionId, () => unknown>>;

/**
 * Listens to the desktop's menu and to keys, and carries each action out once; Esc goes one level back.
 * Answers how to ask for an action from a button.
 */
export function useActions(
  host: Host,
  actions: Actions,
  back: () => void,
  failed: (reason: unknown) => void,
): (id: string) => void {
  const act = (id: string) => {
    Promise.resolve(actions[id as ActionId]?.()).catch(failed);
  };
  const chosen = useEffectEvent(act);
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const field = event.target instanceof HTMLInputElement && event.target.type !== "range";
    if (event.key === "Escape" && !field && !event.defaultPrevented) back();
    const id = actionFor(event, host.dialogs !== null, field);
    if (id === null || (id === "edit.undo" && isTyping())) return;
    event.preventDefault();
    act(id);
  });
  useEffect(() => host.onMenu(chosen), [host]);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    globalThis.addEventListener("keydown", listener);
    return () => globalThis.removeEventListener("keydown", listener);
  }, []);
  return act;
}

/** Whether the focus is in a field with typing of its own to undo before the document's steps. */
function isTyping(): boolean {
  return document.activeElement?.matches("[data-typing]") ?? false;
}

/** Undo chosen from the menu takes back typing first, like the key in the field does. */
export function undoTyping(): boolean {
  return isTyping() && document.execCommand("undo");
}
