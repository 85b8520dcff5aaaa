/** How the window looks on this computer: theme and zoom, kept between sessions. */

const ZOOMS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;
const ZOOM_KEY = "tierwright.zoom";
const THEME_KEY = "tierwright.theme";

export type Theme = "light" | "dark";

/** Puts back what was chosen last; without a choice the window follows the system. */
export function restoreAppearance(root: HTMLElement = document.documentElement): void {
  const theme = read(THEME_KEY);
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  apply(root, nearest(Number(read(ZOOM_KEY) ?? "1")));
}

/** Switches between light and dark; arriving at what the system has, it follows the system again. */
export function switchTheme(root: HTMLElement = document.documentElement): Theme {
  const system: Theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const now = root.dataset.theme ?? system;
  const next: Theme = now === "dark" ? "light" : "dark";
  if (next === system) delete root.dataset.theme;
  else root.dataset.theme = next;
  write(THEME_KEY, next === system ? null : next);
  return next;
}

/** One step nearer (1) or farther (-1), or back to actual size (0). */
export function zoom(step: -1 | 0 | 1, root: HTMLElement = document.documentElement): number {
  const now = ZOOMS.indexOf(nearest(Number(read(ZOOM_KEY) ?? "1")));
  const to = step === 0 ? 1 : (ZOOMS[Math.max(0, Math.min(now + step, ZOOMS.length - 1))] ?? 1);
  write(ZOOM_KEY, to === 1 ? null : String(to));
  apply(root, to);
  return to;
}

function apply(root: HTMLElement, to: number): void {
  if (to === 1) root.style.removeProperty("zoom");
  else root.style.setProperty("zoom", String(to));
}

function nearest(wanted: number): (typeof ZOOMS)[number] {
  return ZOOMS.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best), 1);
}

/** Storage may be refused to a page; the choice then holds for this session only. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // As above: nothing is lost but the memory of it.
  }
}
