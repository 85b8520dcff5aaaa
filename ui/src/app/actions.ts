import { written } from "../components/keys.ts";
import { t } from "../text/text.ts";

/** What a menu item or key can ask of the window, by the ids that the menu sends. */
export type ActionId =
  | "file.new"
  | "file.sample"
  | "file.open"
  | "file.import"
  | "file.save"
  | "file.save_as"
  | "file.duplicate"
  | "file.revert"
  | "file.close"
  | "file.export"
  | "file.check_bundle"
  | "file.print"
  | "edit.undo"
  | "edit.redo"
  | "view.zoom_in"
  | "view.zoom_out"
  | "view.zoom_reset"
  | "view.theme"
  | "view.inspector"
  | "view.settings"
  | "help.keys"
  | "scenario.duplicate"
  | "program.add"
  | "go.simulate"
  | "go.scenarios"
  | "go.program"
  | "go.data"
  | "go.studies"
  | "go.budget"
  | "go.tests"
  | "go.export"
  | "go.history"
  | "go.palette"
  | "go.filter";

/** A pressed key, as an event has it. */
export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

interface Binding {
  id: ActionId;
  /** Lower case; `mod` is Cmd or Ctrl. */
  keys: string;
  words: string;
  /** The desktop's menu listens for these keys itself, so the page must not carry them out twice. */
  inMenu: boolean;
}

/** Every key that works anywhere in the window, in the order the key sheet lists them. */
export const BINDINGS: readonly Binding[] = [
  { id: "file.new", keys: "mod+n", words: t`Start page: new, recent, open`, inMenu: true },
  { id: "file.open", keys: "mod+o", words: t`Open a document`, inMenu: true },
  { id: "file.import", keys: "mod+i", words: t`Import files`, inMenu: true },
  { id: "file.save", keys: "mod+s", words: t`Save`, inMenu: true },
  { id: "file.save_as", keys: "mod+shift+s", words: t`Save as`, inMenu: true },
  { id: "file.duplicate", keys: "mod+shift+d", words: t`Duplicate the document`, inMenu: true },
  { id: "file.close", keys: "mod+w", words: t`Close the document`, inMenu: true },
  { id: "file.export", keys: "mod+shift+e", words: t`Export to a folder`, inMenu: true },
  { id: "file.check_bundle", keys: "mod+shift+b", words: t`Check a bundle`, inMenu: true },
  { id: "file.print", keys: "mod+p", words: t`Print this screen`, inMenu: true },
  { id: "edit.undo", keys: "mod+z", words: t`Undo`, inMenu: true },
  { id: "edit.redo", keys: "mod+shift+z", words: t`Redo`, inMenu: true },
  { id: "edit.redo", keys: "mod+y", words: t`Redo`, inMenu: false },
  { id: "scenario.duplicate", keys: "mod+d", words: t`Duplicate what is shown as a scenario`, inMenu: false },
  { id: "program.add", keys: "mod+shift+n", words: t`Add an incentive from a template`, inMenu: true },
  { id: "go.data", keys: "mod+1", words: t`Data`, inMenu: true },
  { id: "go.program", keys: "mod+2", words: t`Program`, inMenu: true },
  { id: "go.simulate", keys: "mod+3", words: t`Simulate`, inMenu: true },
  { id: "go.scenarios", keys: "mod+4", words: t`Scenarios`, inMenu: true },
  { id: "go.scenarios", keys: "mod+shift+c", words: t`Scenarios`, inMenu: false },
  { id: "go.studies", keys: "mod+5", words: t`Studies`, inMenu: true },
  { id: "go.budget", keys: "mod+6", words: t`Budget and MDF`, inMenu: true },
  { id: "go.tests", keys: "mod+7", words: t`Tests`, inMenu: true },
  { id: "go.export", keys: "mod+8", words: t`Export`, inMenu: true },
  { id: "go.history", keys: "mod+9", words: t`History`, inMenu: true },
  { id: "go.palette", keys: "mod+k", words: t`Search or run a command`, inMenu: true },
  { id: "go.filter", keys: "mod+f", words: t`Filter partners`, inMenu: true },
  { id: "view.inspector", keys: "mod+.", words: t`Show or hide Explain`, inMenu: true },
  { id: "view.settings", keys: "mod+,", words: t`Settings`, inMenu: true },
  { id: "view.theme", keys: "mod+shift+l", words: t`Light or dark`, inMenu: true },
  { id: "view.zoom_in", keys: "mod+=", words: t`Zoom in`, inMenu: true },
  { id: "view.zoom_in", keys: "mod++", words: t`Zoom in`, inMenu: true },
  { id: "view.zoom_out", keys: "mod+-", words: t`Zoom out`, inMenu: true },
  { id: "view.zoom_reset", keys: "mod+0", words: t`Actual size`, inMenu: true },
  { id: "help.keys", keys: "f1", words: t`This list`, inMenu: true },
  { id: "help.keys", keys: "?", words: t`This list`, inMenu: false },
];

/** What a key asks for, or null. With a menu, the keys it listens for are left to it. */
export function actionFor(pressed: Pressed, hasMenu: boolean, inField: boolean): ActionId | null {
  const keys = named(pressed);
  // A plain character typed into a field is text.
  if (inField && keys.length === 1) return null;
  const binding = BINDINGS.find((each) => each.keys === keys);
  return binding === undefined || (hasMenu && binding.inMenu) ? null : binding.id;
}

function named({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): string {
  const plain = key.length === 1 && !/[a-z]/i.test(key);
  const names = [
    ...(ctrlKey || metaKey ? ["mod"] : []),
    ...(altKey ? ["alt"] : []),
    // Shift is what makes "?" and "+" in the first place.
    ...(shiftKey && !plain ? ["shift"] : []),
    key.toLowerCase(),
  ];
  return names.join("+");
}

/** The keys of an action as people write them here, the first of them where it has several. */
export function keysOf(id: ActionId): string {
  const binding = BINDINGS.find((each) => each.id === id);
  return binding === undefined ? "" : written(binding.keys);
}
