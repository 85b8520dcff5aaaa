import { useState } from "react";
import { Palette } from "../features/palette/Palette.tsx";
import type { PaletteItem } from "../features/palette/palette.ts";
import type { AskPartners } from "../features/simulate/partners.ts";
import type { Document, Partner } from "../host/index.ts";
import { type ActionId, BINDINGS, written } from "./actions.ts";
import type { Actions } from "./useActions.ts";

export interface FinderProps {
  document: Document | null;
  /** What can be done now. */
  actions: Actions;
  ask: AskPartners;
  act: (id: string) => void;
  onPartner: (partner: string) => void;
  /** Shows the rules of the program. */
  onRule: (incentive: string) => void;
  onClose: () => void;
}

/** Partners found at once. */
const MOST = 8;

/** The palette over everything the window has: screens, actions, rules and partners. */
export function Finder({ document, actions, ask, act, onPartner, onRule, onClose }: FinderProps) {
  const [partners, setPartners] = useState<Partner[]>([]);
  const look = (filter: string) => {
    if (document === null || filter.trim() === "") setPartners([]);
    else ask("palette", { filter, limit: MOST }, (page) => setPartners(page.rows));
  };
  const choose = ({ id, kind }: PaletteItem) => {
    onClose();
    const [, name = ""] = id.split(/ (.*)/);
    if (kind === "Partner") onPartner(name);
    else if (kind === "Rule") onRule(name);
    else act(name);
  };
  const items = [...commands(actions), ...rules(document), ...partners.map(partnerItem)];
  return <Palette items={items} onLook={look} onChoose={choose} onClose={onClose} />;
}

/** What can be done now, once each, with its first keys. */
function commands(actions: Actions): PaletteItem[] {
  const seen = new Set<ActionId>();
  const items: PaletteItem[] = [];
  for (const { id, keys, words } of BINDINGS) {
    if (actions[id] === undefined || seen.has(id) || id === "go.palette") continue;
    seen.add(id);
    const kind = id.startsWith("go.") && id !== "go.filter" ? "Screen" : "Action";
    items.push({ id: `do ${id}`, kind, name: words, detail: "", keys: written(keys) });
  }
  return items;
}

function rules(document: Document | null): PaletteItem[] {
  const incentives = document?.program.incentives ?? [];
  return incentives.map(({ id, name, sentence }) => ({
    id: `rule ${id}`,
    kind: "Rule",
    name,
    detail: sentence,
    keys: "",
  }));
}

function partnerItem({ id, name, kind, region, tier_to: tier }: Partner): PaletteItem {
  const detail = [id, kind, region, tier ?? ""].filter((word) => word !== "").join(" ");
  return { id: `partner ${id}`, kind: "Partner", name, detail, keys: "" };
}
