import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { membersOfTab, SETTINGS, selectedBy, settingsOf, TABS, tabOf } from "./outline.ts";
import { membersOfDefinition } from "./schema.ts";
import type { JsonObject } from "./tree.ts";

const schema = JSON.parse(
  readFileSync(`${process.cwd()}/../fixtures/schema/program.schema.json`, "utf8"),
) as JsonObject;

describe("the parts of a program", () => {
  it("shows every member of an incentive on exactly one tab or in its head", () => {
    const shown = TABS.flatMap((tab) => membersOfTab(schema, tab.id).map((member) => member.key));
    const all = membersOfDefinition(schema, "Incentive").map((member) => member.key);
    expect([...shown, "id", "name", "state"].sort()).toEqual([...all].sort());
  });

  it("shows every member of the program on exactly one page of settings or elsewhere", () => {
    const shown = SETTINGS.flatMap((group) => settingsOf(schema, group.id).map((member) => member.key));
    const all = Object.keys(schema.properties as JsonObject);
    expect([...shown, "format", "tracks", "incentives", "tests"].sort()).toEqual([...all].sort());
  });

  it("goes from a place to what shows it", () => {
    expect(selectedBy("/incentives/volume/schedule/bands/1")).toEqual({ kind: "rule", id: "volume" });
    expect(selectedBy("/tracks/partner/levels/gold")).toEqual({ kind: "tiers", id: "partner" });
    expect(selectedBy("/payment/net_days")).toEqual({ kind: "settings", id: "general" });
    expect(selectedBy("/")).toEqual({ kind: "settings", id: "general" });
    expect(tabOf("/incentives/volume/limits/0")).toBe("limits");
    expect(tabOf("/incentives/volume")).toBe("pays");
  });
});
