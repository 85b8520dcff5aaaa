import { Dialog } from "../components/Dialog.tsx";
import { written } from "../components/keys.ts";
import { t } from "../text/text.ts";
import { BINDINGS } from "./actions.ts";

/** Keys that work on what has the focus rather than anywhere. */
const LOCAL: readonly (readonly [string, string])[] = [
  [t`Arrow keys`, t`Move between rows, columns and marks of a chart`],
  [t`Page Up, Page Down, Home, End`, t`Move farther in a table`],
  [t`E or F2`, t`Explain the figure`],
  [t`Enter`, t`Open the partner, sort by the heading, explain the mark`],
  ["D", t`Show the deals behind a partner, or the rows of what is explained`],
  ["P", t`Open the partner's own page`],
  [t`Right, Left`, t`In Explain: a level deeper, a level back`],
  [`F8, ${written("shift+f8")}`, t`In Program: the next problem, the one before`],
  [t`F2, Enter, Tab`, t`In the sheet of rates: edit, down, right`],
  [written("mod+d"), t`In the sheet: fill down from the top cell`],
  [t`Shift+arrows`, t`In the sheet: mark cells to copy, paste or fill`],
  [`${written("alt+up")}, ${written("alt+down")}`, t`Move a band of the sheet, or an incentive of the list`],
  [t`Insert, ${written("mod+delete")}`, t`In the sheet: add a band, remove it`],
  [written("mod+enter"), t`Send what is written; accept the new value of a failing test`],
  [t`Esc`, t`One level back`],
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
    <Dialog title={t`Keys`} wide onClose={onClose}>
      <div className="dialog-body keys">
        <section aria-label={t`Anywhere`}>
          <h3 className="caption">{t`Anywhere`}</h3>
          <dl>
            {[...anywhere.values()].map(({ words, keys }) => (
              <div key={words}>
                <dt>{words}</dt>
                <dd>{keys.join(" or ")}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section aria-label={t`In tables, charts and Explain`}>
          <h3 className="caption">{t`In tables, charts and Explain`}</h3>
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
