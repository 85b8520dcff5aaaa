import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { oldDocument, picturePath, windowProgram } from "../checkout.mjs";
import { until } from "../children.mjs";
import { settled, steps } from "../sample-flow.mjs";
import { Session } from "./driver.mjs";

const MINUTE = 60_000;
const title = "Tierwright";

const settings = mkdtempSync(join(tmpdir(), "tierwright-settings-"));

let session;

before(
  async () => {
    session = await Session.open(windowProgram, ["--sample"], settings);
  },
  { timeout: 2 * MINUTE },
);
after(
  async () => {
    await session?.close();
    rmSync(settings, { recursive: true, force: true });
  },
  { timeout: MINUTE },
);

for (const [name, step] of steps) {
  test(`window: ${name}`, { timeout: 2 * MINUTE }, () => step(session));
}

test("window: the menu's keys reach the page", { timeout: MINUTE }, async () => {
  focusWindow(title);
  xdotool("key", "F1");
  await until("the list of keys", () => session.run(() => document.querySelector("dialog[open]") !== null));
  await session.press("Escape");
  await until("its end", () => session.run(() => document.querySelector("dialog[open]") === null));
});

test("window: Undo and Redo in the menu take the lever's step back and forth", {
  timeout: MINUTE,
}, async () => {
  const total = () => session.run(() => document.querySelector('[data-testid="total-payout"]').textContent);
  const undo = () => session.run(() => document.querySelector('[aria-label^="Undo"]').ariaLabel);
  const [before, last] = [await total(), await undo()];
  await session.run(() => document.querySelector('[data-testid="lever"]').focus());
  for (let presses = 0; presses < 8; presses += 1) await session.press("ArrowLeft");
  await until("the lever's step", async () => (await undo()) !== last);
  const moved = await until("the lever's total", async () => {
    const now = await total();
    return now !== before && now;
  });
  focusWindow(title);
  xdotool("key", "ctrl+z");
  const undone = await until("another total", async () => {
    const now = await total();
    return now !== moved && now;
  });
  xdotool("key", "ctrl+shift+z");
  await until("the total of before", async () => (await total()) === moved);
  assert.match(undone, /[1-9]/);
});

test("window: Save as asks where by the desktop's dialog, and writes the document", {
  timeout: MINUTE,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "tierwright-window-"));
  const path = join(folder, "kept.tierwright");
  try {
    focusWindow(title);
    xdotool("key", "ctrl+shift+s");
    await until("the dialog", () => focusWindow("Save File"));
    xdotool("key", "ctrl+a");
    xdotool("type", "--delay", "20", path);
    xdotool("key", "Return");
    await until("the document's file", () => existsSync(path));
    await until("its name in the window's title", () => windows("kept").length > 0);
    assert.equal(readFileSync(path).subarray(0, 15).toString(), "SQLite format 3");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("window: it stands at its usual and at its smallest size", { timeout: MINUTE }, async () => {
  await picture("window-1440x900");
  xdotool("search", "--onlyvisible", "--name", title, "windowsize", "1024", "680");
  await until("the smaller size", () => session.run(() => innerWidth <= 1024));
  await picture("window-1024x680");
  const wider = await session.run(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wider <= 0, `the page is ${wider} px wider than the window`);
});

test("window: the page may ask only for what it was given", { timeout: MINUTE }, async () => {
  const refused = await session.runLater(() =>
    window.__TAURI_INTERNALS__.invoke("plugin:window|set_size", {
      value: { Logical: { width: 9, height: 9 } },
    }),
  );
  assert.match(String(refused.error), /not allowed/);
  const outside = await session.runLater(() => fetch("https://example.org"));
  assert.ok(outside.error, "the content policy lets nothing out");
});

test("window: a second start opens its document in the first window", { timeout: MINUTE }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "tierwright-window-"));
  try {
    const path = join(folder, "second.tierwright");
    cpSync(oldDocument, path);
    const ended = spawnSync(windowProgram, ["second.tierwright"], { cwd: folder, timeout: 20_000 });
    assert.equal(ended.status, 0, "the second start ends by itself");
    await until("its document in the title", () => windows("second").length > 0);
    assert.equal(windows(title).length, 1, "there is one window");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("window: Close leads Home, and the work that has no name waits there after a new start", {
  timeout: 2 * MINUTE,
}, async () => {
  const shown = (css) => session.run((css) => document.querySelector(css) !== null, css);
  focusWindow(title);
  xdotool("key", "ctrl+w");
  await until("Home", () => shown(".home"));
  await session.click(".home-ways [data-primary]");
  await until("the lever", () => shown('[data-testid="lever"]'));
  await settled(session);
  await session.run(() => document.querySelector('[data-testid="lever"]').focus());
  await session.press("ArrowLeft");
  await until("the edit", () =>
    session.run(() => document.querySelector('[aria-label^="Undo"]:enabled') !== null),
  );
  const size = await session.run(() => [innerWidth, innerHeight]);
  xdotool("key", "ctrl+q");
  await until("the window to be gone", () => windows(title).length === 0);
  await session.close();
  session = await Session.open(windowProgram, [], settings);
  await until("the work", () => shown(".home-recovered"));
  assert.deepEqual(
    await session.run(() => [innerWidth, innerHeight]),
    size,
    "the window is as large as it was left",
  );
  await session.click(".home-recovered .text-button");
  await until("its edits", () => shown('[aria-label^="Undo"]:enabled'));
});

/** What the page shows by its own account, and what is on the screen with menu and all. */
async function picture(name) {
  await settled(session);
  await session.picture(picturePath(name));
  screenTool("import", ["-window", "root", picturePath(`${name}-screen`)]);
}

/** The visible windows whose title holds these words. */
function windows(words) {
  const found = spawnSync("xdotool", ["search", "--onlyvisible", "--name", words], { encoding: "utf8" });
  return found.stdout.split("\n").filter((id) => id !== "");
}

/** Without a window manager nobody else gives the keyboard to a window. Says whether there is such a window. */
function focusWindow(words) {
  const [id] = windows(words);
  if (id !== undefined) xdotool("windowfocus", "--sync", id);
  return id !== undefined;
}

function xdotool(...words) {
  return screenTool("xdotool", words);
}

function screenTool(program, words) {
  return execFileSync(program, words, { encoding: "utf8", timeout: 20_000 });
}
