import { type KeyboardEvent, type RefObject, useEffect } from "react";

const FIELDS = "tbody td .program-number";

/**
 * Keys of a table whose cells are number fields: one of them is in the tab order, arrows move between
 * them while nothing is being typed, and Enter goes down after it kept the value.
 */
export function useFieldGrid(table: RefObject<HTMLTableElement | null>) {
  // The fields may be others after each drawing; the last one that had the focus stays the one to reach.
  useEffect(() => {
    const fields = fieldsOf(table.current);
    const kept = fields.find((field) => field.tabIndex === 0 && field.dataset.reached !== undefined);
    reach(fields, kept ?? fields[0]);
  });
  return {
    onFocus: (event: { target: EventTarget }) => {
      const fields = fieldsOf(table.current);
      const field = fields.find((each) => each === event.target);
      if (field !== undefined) reach(fields, field);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const field = fieldsOf(table.current).find((each) => each === event.target);
      if (field === undefined) return;
      const typing = field.dataset.typing !== undefined;
      const to = typing && event.key !== "Enter" ? null : neighbour(field, event.key);
      if (to === null) return;
      event.preventDefault();
      to.focus();
    },
  };
}

const fieldsOf = (table: HTMLTableElement | null): HTMLInputElement[] => [
  ...(table?.querySelectorAll<HTMLInputElement>(FIELDS) ?? []),
];

function reach(fields: HTMLInputElement[], reached: HTMLInputElement | undefined) {
  for (const field of fields) {
    field.tabIndex = field === reached ? 0 : -1;
    if (field === reached) field.dataset.reached = "";
    else delete field.dataset.reached;
  }
}

/** The field that a key leads to: in the same column above or below, or beside it in the row. */
function neighbour(field: HTMLInputElement, key: string): HTMLInputElement | null {
  const cell = field.closest("td");
  const row = cell?.parentElement;
  if (cell === null || !(row instanceof HTMLTableRowElement)) return null;
  const inCell = (of: Element | null | undefined) =>
    of?.querySelector<HTMLInputElement>(".program-number") ?? null;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const step = (of: Element) => (key === "ArrowLeft" ? of.previousElementSibling : of.nextElementSibling);
    let at = step(cell);
    while (at !== null && inCell(at) === null) at = step(at);
    return inCell(at);
  }
  if (!["ArrowUp", "ArrowDown", "Enter"].includes(key)) return null;
  const next = key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
  return next instanceof HTMLTableRowElement ? inCell(next.cells[cell.cellIndex]) : null;
}
