import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { ui } from "../checkout.mjs";

/** The same names that `cargo xtask` looks for before it installs one. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Nothing but the page: no profile of the person, no look-ups of the browser's own. */
const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** The browser of this machine, or null. */
export function chromiumHere() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(canRun) ?? null;
}

function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function launch(executablePath) {
  // Chromium has no sandbox for root, which is who tests in a container.
  const args = process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS;
  return chromium.launch({ executablePath, args });
}

/** The window's content policy, as a header, with the server in place of the window's own door. */
export function windowPolicy() {
  const settings = JSON.parse(readFileSync(join(ui, "../src-tauri/tauri.conf.json"), "utf8"));
  const rules = { ...settings.app.security.csp, "connect-src": "'self'" };
  return Object.entries(rules)
    .map(([rule, sources]) => `${rule} ${sources}`)
    .join("; ");
}
