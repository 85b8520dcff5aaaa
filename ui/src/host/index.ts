import { browserHost } from "./browser.ts";
import type { Host } from "./host.ts";
import { inWindow, windowHost } from "./window.ts";

/** The door that this page has. */
export function thisHost(): Host {
  return inWindow() ? windowHost() : browserHost();
}

export { copyText } from "./clipboard.ts";
export type * from "./generated/wire.ts";
export type { Dialogs, Host, Opening, Operation } from "./host.ts";
export { asFailure } from "./host.ts";
