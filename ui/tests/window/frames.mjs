import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { windowProgram } from "../checkout.mjs";
import { until } from "../children.mjs";
import { settled } from "../sample-flow.mjs";
import { Session } from "./driver.mjs";

// How long a moved lever takes in the real window, on the document that is named: from the request to
// its answer in the page, and from the input to the painted total.

const MOVES = 60;
const [document] = process.argv.slice(2);
const settings = mkdtempSync(join(tmpdir(), "tierwright-settings-"));
const session = await Session.open(
  windowProgram,
  document === undefined ? ["--sample"] : [document],
  settings,
);
try {
  await until(
    "the total",
    () => session.run(() => document.querySelector('[data-testid="total-payout"]')),
    120,
  );
  await settled(session);
  const said = await session.run(() => document.querySelector('[data-testid="status"]').textContent);
  console.log(`${said.match(/^.*? ms/)?.[0] ?? said}\n`);
  console.log("| what | median, ms | p95, ms | floor, ms |\n|---|---:|---:|---:|");
  print("engine and bridge", await times(asks), "16");
  print("input to painted total", await times(paints), "50, p95 100");
} finally {
  await session.close();
  rmSync(settings, { recursive: true, force: true });
}

/** Carries a measurement out in the page. */
async function times(measure) {
  const found = await session.runLater(`() => (${measure})(${MOVES})`);
  if (found.error !== undefined) throw new Error(found.error);
  return found.value.sort((one, other) => one - other);
}

function print(what, sorted, floor) {
  const at = (part) => sorted[Math.ceil(sorted.length * part) - 1].toFixed(1);
  console.log(`| ${what} | ${at(0.5)} | ${at(0.95)} | ${floor} |`);
}

/** In the page: how long each of so many previews takes there and back, by itself. */
async function asks(moves) {
  const { invoke } = globalThis.__TAURI_INTERNALS__;
  const { levers } = await invoke("call", { request: { op: "document" } });
  // The first one is a threshold in whole units of its currency.
  const [lever] = levers;
  const taken = [];
  for (let move = 0; move <= moves; move += 1) {
    const value = String(Math.round(Number(lever.value) * (1 + (move % 20) / 100)));
    const request = { op: "simulate", changes: [{ place: lever.place, value }] };
    const began = performance.now();
    await invoke("call", { request }).catch((failure) => Promise.reject(failure.sentence));
    // The first one warms what the others find ready.
    if (move > 0) taken.push(performance.now() - began);
  }
  return taken;
}

/** In the page: how long after each of so many movements of the lever the new total is painted. */
async function paints(moves) {
  const slider = document.querySelector('input[type="range"][data-testid="lever"]');
  const total = document.querySelector('[data-testid="total-payout"]');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const painted = () =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(null);
      }),
    );
  const changed = () =>
    new Promise((done, failed) => {
      const patience = setTimeout(() => failed(new Error("the total did not move")), 5000);
      const watch = new MutationObserver(() => {
        clearTimeout(patience);
        watch.disconnect();
        done();
      });
      watch.observe(total, { childList: true, characterData: true, subtree: true });
    });
  const taken = [];
  const [least, most] = [Number(slider.min), Number(slider.max)];
  for (let move = 0; move <= moves; move += 1) {
    // Far enough apart that some partner changes level each time.
    const value = least + (most - least) * (0.3 + ((move * 7) % 20) / 50);
    const began = performance.now();
    const shown = changed();
    set.call(slider, String(Math.round(value)));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await shown;
    await painted();
    if (move > 0) taken.push(performance.now() - began);
    await new Promise((rest) => setTimeout(rest, 30));
  }
  return taken;
}
