import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { within } from "../../components/gridKeys.ts";
import { written } from "../../components/keys.ts";
import type { Edit } from "../../host/index.ts";
import { plural, t } from "../../text/text.ts";
import { useEditor } from "./editor.ts";
import { PinButton } from "./fields/PinButton.tsx";
import { block, copied, filledDown, levelsOf, pasted, type Spot, storedCell, tableOf } from "./rates.ts";
import { type JsonObject, textAt } from "./tree.ts";
import { echo, shown } from "./value.ts";

/** The bands of a schedule as a sheet: the keys of a spreadsheet, one place in the tab order. */
export function RateTable({ place, label }: { place: string; label: string }) {
  const editor = useEditor();
  const candidates = (by: string) =>
    by === "level"
      ? levelsOf(editor.tree, place)
      : by === "role"
        ? (editor.values.role ?? [])
        : by === "field"
          ? (editor.values[textAt(editor.tree, `${place}/columns/field/field`)] ?? [])
          : [];
  const table = tableOf(editor.tree, place, candidates);
  const [focus, setFocus] = useState<Spot>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Spot | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const grid = useRef<HTMLTableElement>(null);
  const wanted = useRef(false);
  const noteId = useId();
  const extent = { rows: table.rows.length, columns: table.columns.length, page: 10 };
  const at = within({ row: Math.max(0, focus.row), column: focus.column }, extent);
  const picked = block(at, anchor ?? at);

  // The cell that has the focus keeps it when the table is drawn anew.
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${at.row} ${at.column}"]`);
    (cell?.querySelector<HTMLElement>("input") ?? cell)?.focus();
  });

  const go = (to: Spot, extend = false) => {
    setAnchor(extend ? (anchor ?? at) : null);
    setFocus(within({ row: Math.max(0, to.row), column: to.column }, extent));
    wanted.current = true;
  };
  const cellPlace = (spot: Spot) => `${place}/bands/${spot.row}/${table.columns[spot.column]?.key ?? ""}`;
  const setBands = (bands: JsonObject[], what: string) =>
    void editor.edit([{ do: "set", place: `${place}/bands`, value: bands }], `${label}, ${what}`);
  const begin = (text: string) => {
    setTyped(text);
    wanted.current = true;
  };
  const value = (spot: Spot) => table.rows[spot.row]?.[spot.column] ?? "";

  /** Keeps what was typed and says so; false where it does not read as a number. */
  const keep = (): boolean => {
    const column = table.columns[at.column];
    if (typed === null || column === undefined) return true;
    const now = storedCell(column, typed, value(at));
    if (now === null) {
      setNote(t`"${typed}" does not read as one number. The cell is as it was.`);
      editor.calm(cellPlace(at));
      setTyped(null);
      return false;
    }
    setNote(column.kind === "word" ? "" : echo(column.kind, typed, now));
    setTyped(null);
    if (now !== value(at)) void editor.edit([{ do: "set", place: cellPlace(at), value: now }]);
    else editor.calm(cellPlace(at));
    return true;
  };
  const type = (text: string) => {
    setTyped(text);
    const column = table.columns[at.column];
    const now = column === undefined ? null : storedCell(column, text, value(at));
    if (now !== null) editor.preview(cellPlace(at), now);
    else editor.calm(cellPlace(at));
  };
  const insert = () => {
    const like = table.bands[at.row];
    if (like === undefined) return;
    const edit: Edit = { do: "insert", place: `${place}/bands`, at: at.row + 1, value: like };
    void editor.edit([edit]);
    go({ row: at.row + 1, column: 0 });
  };
  const remove = () => {
    if (table.rows.length > 1) void editor.edit([{ do: "remove", place: `${place}/bands/${at.row}` }]);
    go({ row: Math.max(0, at.row - 1), column: at.column });
  };
  const moveRow = (to: number) => {
    if (to < 0 || to >= table.rows.length) return;
    void editor.edit([{ do: "move", place: `${place}/bands/${at.row}`, to }]);
    go({ row: to, column: at.column });
  };

  const pressedInCell = (event: KeyboardEvent) => {
    const { key, shiftKey } = event;
    if (key === "Enter" || key === "Tab") {
      event.preventDefault();
      keep();
      const way = shiftKey ? -1 : 1;
      go(key === "Enter" ? { row: at.row + way, column: at.column } : across(at, way, extent.columns));
    } else if (key === "Escape") {
      event.stopPropagation();
      editor.calm(cellPlace(at));
      setTyped(null);
      wanted.current = true;
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (typed !== null) return pressedInCell(event);
    const { key, shiftKey, altKey } = event;
    const held = event.ctrlKey || event.metaKey;
    const arrows: Record<string, Spot> = {
      ArrowUp: { row: held ? 0 : at.row - 1, column: at.column },
      ArrowDown: { row: held ? extent.rows - 1 : at.row + 1, column: at.column },
      ArrowLeft: { row: at.row, column: held ? 0 : at.column - 1 },
      ArrowRight: { row: at.row, column: held ? extent.columns - 1 : at.column + 1 },
      Home: { row: held ? 0 : at.row, column: 0 },
      End: { row: held ? extent.rows - 1 : at.row, column: extent.columns - 1 },
    };
    const to = arrows[key];
    const done = () => event.preventDefault();
    if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      done();
      moveRow(at.row + (key === "ArrowUp" ? -1 : 1));
    } else if (to !== undefined) {
      done();
      go(to, shiftKey);
    } else if (key === "Enter" || key === "F2") {
      done();
      event.stopPropagation();
      begin(shown(kindOf(at), value(at)));
    } else if (held && key.toLowerCase() === "d") {
      done();
      event.stopPropagation();
      const { bottom, left, right, top } = picked;
      const one = { row: top === bottom ? Math.max(0, top - 1) : top, column: left };
      setBands(filledDown(table, one, { row: bottom, column: right }), t`filled down`);
    } else if (key === "Insert") {
      done();
      insert();
    } else if (held && (key === "Delete" || key === "Backspace")) {
      done();
      remove();
    } else if (!held && !altKey && /^[\d.,\-$€£%ws]$/i.test(key)) {
      done();
      event.stopPropagation();
      begin("");
      type(key);
    }
  };
  const kindOf = (spot: Spot) => {
    const kind = table.columns[spot.column]?.kind ?? "number";
    return kind === "word" ? "number" : kind;
  };
  const words = (spot: Spot) =>
    table.columns[spot.column]?.kind === "word" ? value(spot) : shown(kindOf(spot), value(spot));

  const paste = (event: ClipboardEvent) => {
    if (typed !== null) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    const filled = pasted(table, { row: picked.top, column: picked.left }, text);
    if ("wrong" in filled) {
      setNote(filled.wrong);
      return;
    }
    setBands(filled.bands, t`rates pasted`);
    const first = filled.read.slice(0, 4).map((each) => shown(kindOf({ row: 0, column: picked.left }), each));
    setNote(
      filled.read.length === 1
        ? t`Read as ${first[0] ?? ""}`
        : plural(filled.read.length, {
            one: "1 cell pasted. Undo takes it back.",
            other: "{n} cells pasted. Undo takes them back together.",
          }),
    );
  };
  const copy = (event: ClipboardEvent) => {
    if (typed !== null) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copied(table, at, anchor ?? at));
  };

  return (
    <div className="rate-table" data-place={place}>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: with a focus on cells a table is a grid
        role="grid"
        aria-label={t`${label}: rates`}
        aria-describedby={noteId}
        className="figures sheet"
        data-testid="rate-table"
        onKeyDown={pressed}
        onPaste={paste}
        onCopy={copy}
      >
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.key} scope="col" className="number">
                {column.name}
                {column.of !== "" && table.columns.filter((each) => each.of !== "").length > 1 && (
                  <button
                    type="button"
                    className="sheet-remove"
                    tabIndex={-1}
                    title={t`Remove the column ${column.name}`}
                    aria-label={t`Remove the column ${column.name}`}
                    onClick={() => void editor.edit([{ do: "remove_column", place, name: column.of }])}
                  >
                    ×
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, rowAt) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bands are told apart by their position
            <tr key={rowAt}>
              {row.map((_, columnAt) => {
                const spot = { row: rowAt, column: columnAt };
                const here = rowAt === at.row && columnAt === at.column;
                const inside =
                  anchor !== null &&
                  rowAt >= picked.top &&
                  rowAt <= picked.bottom &&
                  columnAt >= picked.left &&
                  columnAt <= picked.right;
                return (
                  <td
                    key={table.columns[columnAt]?.key}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells of a grid take the focus
                    role="gridcell"
                    className="number"
                    data-cell={`${rowAt} ${columnAt}`}
                    data-picked={inside || undefined}
                    aria-selected={here || inside}
                    tabIndex={here && typed === null ? 0 : -1}
                    onFocus={(event) => {
                      if (event.target === event.currentTarget && !here) go(spot);
                    }}
                    onMouseDown={(event) => {
                      if (event.shiftKey) {
                        event.preventDefault();
                        go(spot, true);
                      }
                    }}
                    onDoubleClick={() => begin(words(spot))}
                  >
                    {here && typed !== null ? (
                      <input
                        className="sheet-input"
                        aria-label={t`${table.columns[columnAt]?.name ?? ""}, row ${rowAt + 1}`}
                        data-typing
                        value={typed}
                        autoComplete="off"
                        onChange={(event) => type(event.currentTarget.value)}
                        onBlur={() => keep()}
                      />
                    ) : (
                      words(spot)
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="sheet-tools">
        <button type="button" className="link-button" onClick={insert}>
          {t`Add band`}
        </button>
        {table.rows.length > 1 && (
          <>
            <button type="button" className="link-button" onClick={remove}>
              {t`Remove band ${at.row + 1}`}
            </button>
            <button
              type="button"
              className="link-button"
              disabled={at.row === 0}
              onClick={() => moveRow(at.row - 1)}
            >
              {t`Move up`}
            </button>
            <button
              type="button"
              className="link-button"
              disabled={at.row === table.rows.length - 1}
              onClick={() => moveRow(at.row + 1)}
            >
              {t`Move down`}
            </button>
          </>
        )}
        {table.columns[at.column]?.kind !== "word" && table.rows.length > 0 && (
          <PinButton
            place={cellPlace(at)}
            label={t`${table.columns[at.column]?.name ?? ""}, band ${at.row + 1}`}
            words
          />
        )}
        {table.by !== "" && table.missing.length > 0 && (
          <select
            className="field sheet-column"
            aria-label={t`Add column`}
            value=""
            onChange={(event) =>
              void editor.edit([{ do: "add_column", place, name: event.currentTarget.value }])
            }
          >
            <option value="" disabled>
              {t`Add column`}
            </option>
            {table.missing.map(({ of, name }) => (
              <option key={of} value={of}>
                {name}
              </option>
            ))}
          </select>
        )}
      </div>
      <p id={noteId} className="caption sheet-note" role="status">
        {note === ""
          ? t`Type or F2 to edit, ${written("mod+d")} fills down, paste from a spreadsheet, ${written("alt+up")} and Down move a band`
          : note}
      </p>
    </div>
  );
}

function across(from: Spot, way: number, columns: number): Spot {
  const column = from.column + way;
  if (column < 0) return { row: from.row - 1, column: columns - 1 };
  return column >= columns ? { row: from.row + 1, column: 0 } : { row: from.row, column };
}
