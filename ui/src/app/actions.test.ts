import { describe, expect, it } from "vitest";
import { written } from "../components/keys.ts";
import { actionFor } from "./actions.ts";

const press = (keys: string) => {
  const held = keys.split(" ");
  const key = held.at(-1) ?? "";
  return {
    key,
    ctrlKey: held.includes("Ctrl"),
    metaKey: held.includes("Cmd"),
    shiftKey: held.includes("Shift"),
    altKey: held.includes("Alt"),
  };
};

describe("keys of the window", () => {
  it.each([
    ["Ctrl z", "edit.undo"],
    ["Cmd z", "edit.undo"],
    ["Ctrl Shift Z", "edit.redo"],
    ["Ctrl y", "edit.redo"],
    ["Shift ?", "help.keys"],
    ["F1", "help.keys"],
    ["Ctrl Shift +", "view.zoom_in"],
    ["Ctrl .", "view.inspector"],
    ["Ctrl 2", "go.program"],
    ["Ctrl n", "file.new"],
    ["Ctrl w", "file.close"],
    ["Ctrl s", "file.save"],
    ["Ctrl Shift S", "file.save_as"],
    ["Ctrl p", "file.print"],
    ["Ctrl ,", "view.settings"],
  ])("%s asks for %s", (keys, action) => {
    expect(actionFor(press(keys), false, false)).toBe(action);
  });

  it.each(["z", "Ctrl q", "Alt 1", "e"])("%s asks for nothing", (keys) => {
    expect(actionFor(press(keys), false, false)).toBeNull();
  });

  it("leaves a menu's keys to the menu, and text to fields", () => {
    expect(actionFor(press("Ctrl z"), true, false)).toBeNull();
    expect(actionFor(press("Ctrl y"), true, false)).toBe("edit.redo");
    expect(actionFor(press("Shift ?"), false, true)).toBeNull();
    expect(actionFor(press("Ctrl z"), false, true)).toBe("edit.undo");
  });

  it.each([
    ["mod+shift+z", "Ctrl+Shift+Z", "\u21e7\u2318Z"],
    ["mod++", "Ctrl++", "\u2318+"],
    ["f1", "F1", "F1"],
  ])("%s is written %s, on a Mac %s", (keys, elsewhere, mac) => {
    expect(written(keys, false)).toBe(elsewhere);
    expect(written(keys, true)).toBe(mac);
  });
});
