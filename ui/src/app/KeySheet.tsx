import { Dialog } from "../components/Dialog.tsx";
import { written } from "../components/keys.ts";
import { BINDINGS } from "./actions.ts";

/** Keys that work on what has the focus rather than anywhere. */
const LOCAL: readonly (readonly [string, string])[] = [
  ["Arrow keys", "Move between rows, columns and marks of a chart"],
  ["Page Up, Page Down, Home, End", "Move farther in a table"],
  ["E or F2", "Explain the figure"],
  ["Enter", "Open the partner, sort by the heading, explain the mark"],
  ["D", "Show the deals behind a partner, or the rows of what is explained"],
  ["P", "Open the partner's own page"],
  ["Right, Left", "In Explain: a level deeper, a level back"],
  [`F8, ${written("shift+f8")}`, "In Program: the next problem, the one before"],
  ["F2, Enter, Tab", "In the sheet of rates: edit, down, right"],
  [written("mod+d"), "In the sheet: fill down what stands on top"],
  ["Shift+arrows", "In the sheet: mark cells to copy, paste or fill"],
  [`${written("alt+up")}, ${written("alt+down")}`, "Move a band of the sheet, or an incentive of the list"],
  [`Insert, ${written("mod+delete")}`, "In the sheet: add a band, remove it"],
  [written("mod+enter"), "Send what is written; accept what a failing test came out with"],
  ["Esc", "One level back"],
];

/** Every key, in one place. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const anywhere = new Map<string, { words: string; keys: string[] }>();
  for (const { id, words, keys } of BINDINGS) {
    if (keys === "mod++") continue;
    const entry = anywhere.get(id) ?? { words, keys: [] };
    anywhere.set(id, { ...entry, keys: [...entry.keys, written(keys)] });
  }
  return (
    <Dialog title="Keys" wide onClose={onClose}>
      <div className="dialog-body keys">
        <section aria-label="Anywhere">
          <h3 className="caption">Anywhere</h3>
          <dl>
            {[...anywhere.values()].map(({ words, keys }) => (
              <div key={words}>
                <dt>{words}</dt>
                <dd>{keys.join(" or ")}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section aria-label="In tables, charts and Explain">
          <h3 className="caption">In tables, charts and Explain</h3>
          <dl>
            {LOCAL.map(([keys, words]) => (
              <div key={keys}>
                <dt>{words}</dt>
                <dd>{keys}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
