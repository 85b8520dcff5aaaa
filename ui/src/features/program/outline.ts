import { t } from "../../text/text.ts";
/** The parts of a program as the list beside the editor has them. */

import { type Member, membersOfDefinition, resolve } from "./schema.ts";
import type { JsonObject } from "./tree.ts";
import { isObject } from "./tree.ts";

/** What is selected: tiers of a track, a rule, the problems, or a group of settings. */
export type Selected =
  | { kind: "tiers"; id: string }
  | { kind: "rule"; id: string }
  | { kind: "problems" }
  | { kind: "settings"; id: string };

/** Settings of the program by what they are about; whatever is new goes into the first. */
export const SETTINGS: readonly { id: string; title: string; keys: readonly string[] }[] = [
  {
    id: "general",
    title: t`Calendar and payment`,
    keys: ["name", "currency", "calendar", "conversion", "rounding", "payment", "role_classes"],
  },
  { id: "stacking", title: t`Stacking and shared limits`, keys: ["stacking_groups", "shared_limits"] },
  { id: "budget", title: t`Budget and funds`, keys: ["budget", "funds", "fund_return"] },
  { id: "attribution", title: t`Attribution and estimates`, keys: ["attribution", "estimates"] },
];

const ELSEWHERE = new Set(["format", "tracks", "incentives", "tests"]);

/** The members of a group of settings, with what no group names in the first. */
export function settingsOf(schema: JsonObject, id: string): Member[] {
  const { shape } = resolve(
    schema,
    { type: "object", properties: rootProperties(schema), required: schema.required ?? [] },
    "",
  );
  const members = shape.kind === "object" ? shape.members : [];
  const own = members.filter(({ key }) => !ELSEWHERE.has(key) && groupOf(key) === id);
  const order = SETTINGS.find((group) => group.id === id)?.keys ?? [];
  const named = order.flatMap((key) => own.filter((member) => member.key === key));
  return [...named, ...own.filter(({ key }) => !order.includes(key))];
}

function groupOf(key: string): string {
  return SETTINGS.find((group) => group.keys.includes(key))?.id ?? "general";
}

function rootProperties(schema: JsonObject): JsonObject {
  return isObject(schema.properties) ? schema.properties : {};
}

/** The tabs of a rule; whatever is new goes into the last. */
export const TABS: readonly { id: string; title: string; keys: readonly string[] }[] = [
  { id: "pays", title: t`Pays`, keys: ["schedule", "earns_on", "qualifier", "period", "later_schedules"] },
  {
    id: "who",
    title: t`Who and what`,
    keys: ["who", "at_level", "roles", "credits", "what", "dates", "conditions", "gate", "marketplace"],
  },
  {
    id: "limits",
    title: t`Limits and timing`,
    keys: ["limits", "guarantee", "settle", "spread_over", "holdback", "returns", "rounded"],
  },
  { id: "shares", title: t`Shares and stacking`, keys: ["shares", "stacking", "pays_into", "moment", "end"] },
];

const IN_HEAD = new Set(["id", "name", "state"]);

/** The members of a rule that a tab shows, in the tab's order. */
export function membersOfTab(schema: JsonObject, id: string): Member[] {
  const tab = TABS.find((each) => each.id === id);
  const all = membersOfDefinition(schema, "Incentive").filter(({ key }) => !IN_HEAD.has(key));
  const own = tab?.keys.flatMap((key) => all.filter((member) => member.key === key)) ?? [];
  const last = TABS.at(-1)?.id === id;
  const rest = last ? all.filter(({ key }) => !TABS.some((each) => each.keys.includes(key))) : [];
  return [...own, ...rest];
}

/** What of the program a place belongs to, so that a problem can be gone to. */
export function selectedBy(place: string): Selected {
  const [list = "", id = ""] = place.split("/").slice(1);
  if (list === "incentives" && id !== "") return { kind: "rule", id };
  if (list === "tracks" && id !== "") return { kind: "tiers", id };
  return { kind: "settings", id: groupOf(list) };
}

/** The tab that shows a place of a rule. */
export function tabOf(place: string): string {
  const key = place.split("/")[3] ?? "";
  return TABS.find((tab) => tab.keys.includes(key))?.id ?? "pays";
}
