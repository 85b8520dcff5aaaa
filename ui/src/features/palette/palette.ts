import { t } from "../../text/text.ts";

/** Something the palette can go to or do. */
export interface PaletteItem {
  id: string;
  kind: "screen" | "action" | "incentive" | "partner" | "scenario" | "deal";
  name: string;
  /** What else it is found by, and what tells it from others of its name. */
  detail: string;
  /** Its keys as people write them; empty where it has none. */
  keys: string;
}

/** What each kind is called. */
export const KINDS: Record<PaletteItem["kind"], string> = {
  screen: t`Screen`,
  action: t`Action`,
  incentive: t`Incentive`,
  partner: t`Partner`,
  scenario: t`Scenario`,
  deal: t`Deal`,
};

/** Items shown at once. */
const MOST = 40;

/** The items that hold every typed word, those whose name begins with what was typed first. */
export function found(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (item: PaletteItem) => `${item.name} ${item.detail} ${KINDS[item.kind]}`.toLowerCase();
  const begins = (item: PaletteItem) => item.name.toLowerCase().startsWith(typed.trim().toLowerCase());
  const matching = items.filter((item) => words.every((word) => text(item).includes(word)));
  return [...matching.filter(begins), ...matching.filter((item) => !begins(item))].slice(0, MOST);
}

/** The chosen line after an arrow key; it goes round at both ends. */
export function moved(at: number, key: string, length: number): number | null {
  if (length === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % length;
    case "ArrowUp":
      return (at - 1 + length) % length;
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return null;
  }
}
