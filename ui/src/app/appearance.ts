/** How the window looks on this computer: theme and zoom, kept between sessions. */

export const ZOOMS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;
const ZOOM_KEY = "tierwright.zoom";
const THEME_KEY = "tierwright.theme";

export type Theme = "light" | "dark";

/** What can be chosen: one of the themes, or whatever the system has. */
export type ThemeChoice = "system" | Theme;

/** Puts back what was chosen last; without a choice the window follows the system. */
export function restoreAppearance(root: HTMLElement = document.documentElement): void {
  const theme = chosenTheme();
  if (theme !== "system") root.dataset.theme = theme;
  apply(root, chosenZoom());
}

/** The theme that was chosen. */
export function chosenTheme(): ThemeChoice {
  const theme = read(THEME_KEY);
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** Chooses a theme. */
export function chooseTheme(to: ThemeChoice, root: HTMLElement = document.documentElement): void {
  if (to === "system") delete root.dataset.theme;
  else root.dataset.theme = to;
  write(THEME_KEY, to === "system" ? null : to);
}

/** Switches between light and dark; arriving at what the system has, it follows the system again. */
export function switchTheme(root: HTMLElement = document.documentElement): Theme {
  const system: Theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const now = root.dataset.theme ?? system;
  const next: Theme = now === "dark" ? "light" : "dark";
  chooseTheme(next === system ? "system" : next, root);
  return next;
}

/** How near everything is drawn, as it was chosen. */
export function chosenZoom(): number {
  return nearest(Number(read(ZOOM_KEY) ?? "1"));
}

/** Chooses how near everything is drawn; what is no such size becomes the nearest. */
export function chooseZoom(wanted: number, root: HTMLElement = document.documentElement): number {
  const to = nearest(wanted);
  write(ZOOM_KEY, to === 1 ? null : String(to));
  apply(root, to);
  return to;
}

/** One step nearer (1) or farther (-1), or back to actual size (0). */
export function zoom(step: -1 | 0 | 1, root: HTMLElement = document.documentElement): number {
  const now = ZOOMS.indexOf(nearest(chosenZoom()));
  return chooseZoom(step === 0 ? 1 : (ZOOMS[Math.max(0, Math.min(now + step, ZOOMS.length - 1))] ?? 1), root);
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
