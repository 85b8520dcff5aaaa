import { useEffect, useEffectEvent } from "react";
import { isTyping } from "../components/typing.ts";
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
    const field = event.target instanceof Element && event.target.matches(TEXT);
    if (event.key === "Escape" && !field && !event.defaultPrevented) back();
    const id = actionFor(event, host.dialogs !== null, field);
    if (id === null || ((id === "edit.undo" || id === "edit.redo") && isTyping())) return;
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

/** What text is typed into. */
const TEXT = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select";
