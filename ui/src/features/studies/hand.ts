import type { Typed } from "./study.ts";

/** What was typed for partners by hand, by their ids; kept among the typed settings as one text. */
export function byHand(typed: Typed): Record<string, string> {
  return JSON.parse(typed.hand ?? "{}") as Record<string, string>;
}

/** The settings with other amounts by hand; an emptied amount is none. */
export function withHand(typed: Typed, hand: Record<string, string>): Typed {
  const kept = Object.entries(hand).filter(([, amount]) => amount.trim() !== "");
  return { ...typed, hand: JSON.stringify(Object.fromEntries(kept)) };
}
