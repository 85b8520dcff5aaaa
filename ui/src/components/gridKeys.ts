/** Where the one focusable cell of a grid is; row -1 is the heading row, rows after it are data. */
export interface Cell {
  row: number;
  column: number;
}

/** The extent of a grid: data rows, columns, and how many rows a page holds. */
export interface GridExtent {
  rows: number;
  columns: number;
  page: number;
}

interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** Where a key moves the focus, or null when the key is not one of a grid's. */
export function move(from: Cell, pressed: Key, extent: GridExtent): Cell | null {
  const whole = pressed.ctrlKey || pressed.metaKey;
  const to = target(from, pressed.key, whole, extent);
  return to === null ? null : within(to, extent);
}

function target(from: Cell, key: string, whole: boolean, extent: GridExtent): Cell | null {
  switch (key) {
    case "ArrowUp":
      return { ...from, row: from.row - 1 };
    case "ArrowDown":
      return { ...from, row: from.row + 1 };
    case "ArrowLeft":
      return { ...from, column: from.column - 1 };
    case "ArrowRight":
      return { ...from, column: from.column + 1 };
    case "PageUp":
      return { ...from, row: Math.max(0, from.row - extent.page) };
    case "PageDown":
      return { ...from, row: from.row + extent.page };
    case "Home":
      return whole ? { row: 0, column: 0 } : { ...from, column: 0 };
    case "End":
      return { row: whole ? extent.rows - 1 : from.row, column: extent.columns - 1 };
    default:
      return null;
  }
}

/** The nearest cell the grid has. */
export function within(cell: Cell, extent: GridExtent): Cell {
  return {
    row: Math.min(Math.max(cell.row, -1), extent.rows - 1),
    column: Math.min(Math.max(cell.column, 0), extent.columns - 1),
  };
}
