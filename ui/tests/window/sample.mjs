import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { built, picturePath } from "../checkout.mjs";
import { until } from "../children.mjs";
import { steps } from "../sample-flow.mjs";
import { Session } from "./driver.mjs";

const MINUTE = 60_000;
const title = "Tierwright";

let session;

before(
  async () => {
    session = await Session.open(built("tierwright-window"), ["--sample"]);
  },
  { timeout: 2 * MINUTE },
);
after(() => session?.close());

for (const [name, step] of steps) {
  test(`window: ${name}`, { timeout: 2 * MINUTE }, () => step(session));
}

test("window: it stands at its usual and at its smallest size", { timeout: MINUTE }, async () => {
  await picture("window-1440x900");
  screenTool("xdotool", ["search", "--onlyvisible", "--name", title, "windowsize", "1024", "680"]);
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

/** What the page shows by its own account, and what is on the screen with menu and all. */
async function picture(name) {
  await session.picture(picturePath(name));
  screenTool("import", ["-window", "root", picturePath(`${name}-screen`)]);
}

function screenTool(program, words) {
  return execFileSync(program, words, { encoding: "utf8", timeout: 20_000 });
}
