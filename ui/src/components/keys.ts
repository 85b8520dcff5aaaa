import { t } from "../text/text.ts";

/** Keys as people write them: "mod+shift+z" is "Ctrl+Shift+Z", and "⇧⌘Z" on a Mac. */
export function written(keys: string, onMac = mac): string {
  const last = keys.endsWith("++") ? "+" : (keys.split("+").at(-1) ?? "");
  const held = keys.slice(0, keys.length - last.length).split("+");
  const name = last.length === 1 ? last.toUpperCase() : last.charAt(0).toUpperCase() + last.slice(1);
  const marks: Record<string, string> = onMac
    ? { alt: "\u2325", shift: "\u21e7", mod: "\u2318" }
    : { mod: t`Ctrl+`, alt: t`Alt+`, shift: t`Shift+` };
  const before = Object.keys(marks).filter((each) => held.includes(each));
  return `${before.map((each) => marks[each]).join("")}${name}`;
}

const mac = /Mac/.test(globalThis.navigator?.platform ?? "");
