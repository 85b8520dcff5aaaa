import { useState } from "react";
import { flushSync } from "react-dom";
import { day } from "../components/dates.ts";
import { written } from "../components/keys.ts";
import { Palette } from "../features/palette/Palette.tsx";
import type { PaletteItem } from "../features/palette/palette.ts";
import type { AskPartners } from "../features/simulate/partners.ts";
import type { Document, FoundDeal, FoundDeals, Partner, FindDeals as Question } from "../host/index.ts";
import { t } from "../text/text.ts";
import { type ActionId, BINDINGS } from "./actions.ts";
import type { Actions } from "./useActions.ts";

export interface FinderProps {
  document: Document | null;
  /** What can be done now. */
  actions: Actions;
  ask: AskPartners;
  askDeals: (question: Question, done: (found: FoundDeals) => void) => void;
  act: (id: string) => void;
  onPartner: (partner: string) => void;
  /** Explains the figure in which a deal counts, at the deal. */
  onDeal: (deal: FoundDeal) => void;
  /** Shows an incentive of the program. */
  onIncentive: (incentive: string) => void;
  /** Edits a scenario. */
  onScenario: (scenario: string) => void;
  onClose: () => void;
}

/** Partners found at once, and deals. */
const MOST = 8;

/** The palette over everything the window has: screens, actions, scenarios, incentives, partners and deals. */
export function Finder(props: FinderProps) {
  const { document, actions, ask, askDeals, act, onPartner, onDeal, onIncentive, onScenario, onClose } =
    props;
  const [partners, setPartners] = useState<Partner[]>([]);
  const [deals, setDeals] = useState<FoundDeal[]>([]);
  const look = (filter: string) => {
    if (document === null || filter.trim() === "") {
      setPartners([]);
      setDeals([]);
      return;
    }
    ask("palette", { filter, limit: MOST }, (page) => setPartners(page.rows));
    askDeals({ filter, limit: MOST }, (found) => setDeals(found.rows));
  };
  const choose = ({ id, kind }: PaletteItem) => {
    // What is chosen may move the focus, which it can only once this layer is gone.
    flushSync(onClose);
    const [, name = ""] = id.split(/ (.*)/);
    if (kind === "partner") onPartner(name);
    else if (kind === "incentive") onIncentive(name);
    else if (kind === "scenario") onScenario(name);
    else if (kind === "deal") deals.filter((deal) => dealItem(deal).id === id).forEach(onDeal);
    else act(name);
  };
  const items = [
    ...commands(actions),
    ...scenarios(document),
    ...incentives(document),
    ...partners.map(partnerItem),
    ...deals.map(dealItem),
  ];
  return <Palette items={items} onLook={look} onChoose={choose} onClose={onClose} />;
}

/** What can be done now, once each, with its first keys. */
function commands(actions: Actions): PaletteItem[] {
  const seen = new Set<ActionId>();
  const items: PaletteItem[] = [];
  for (const { id, keys, words } of BINDINGS) {
    if (actions[id] === undefined || seen.has(id) || id === "go.palette") continue;
    seen.add(id);
    const kind = id.startsWith("go.") && id !== "go.filter" ? "screen" : "action";
    items.push({ id: `do ${id}`, kind, name: words, detail: "", keys: written(keys) });
  }
  const screens = items.filter(({ kind }) => kind === "screen");
  return [...screens, ...items.filter(({ kind }) => kind === "action")];
}

function scenarios(document: Document | null): PaletteItem[] {
  return (document?.scenarios ?? []).map(({ id, name }) => ({
    id: `scenario ${id}`,
    kind: "scenario",
    name,
    detail: "",
    keys: "",
  }));
}

function incentives(document: Document | null): PaletteItem[] {
  return (document?.program.incentives ?? []).map(({ id, name, sentence }) => ({
    id: `incentive ${id}`,
    kind: "incentive",
    name,
    detail: sentence,
    keys: "",
  }));
}

function partnerItem({ id, name, kind, region, tier_to: tier }: Partner): PaletteItem {
  const detail = [id, kind, region, tier ?? ""].filter((word) => word !== "").join(" ");
  return { id: `partner ${id}`, kind: "partner", name, detail, keys: "" };
}

/** A deal by its customer, once for each partner with a part in it. */
function dealItem({ deal, name, customer, partner, won }: FoundDeal): PaletteItem {
  const detail = [deal, partner, won === null ? t`not won` : t`won ${day(won)}`, name];
  return {
    id: `deal ${deal} ${partner}`,
    kind: "deal",
    name: customer === "" ? deal : customer,
    detail: detail.filter((word) => word !== "" && word !== customer).join(" "),
    keys: "",
  };
}
