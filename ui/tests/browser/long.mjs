import assert from "node:assert/strict";
import { picturePath } from "../checkout.mjs";
import { goTo, settled } from "../sample-flow.mjs";
import { faults } from "./layout.mjs";

const FIRST_PARTNER = '[data-testid="partners-table"] tbody [data-cell="0 0"]';

/** What is looked at beside the screens: how each comes, and what shows that it is there. */
const SIGHTS = [
  { name: "liability", screen: "Simulate", click: 'input[value="liability"]', shows: ".liability-table td" },
  { name: "payout", click: 'input[value="payout"]', shows: FIRST_PARTNER },
  { name: "economics", click: 'input[value="economics"]', shows: FIRST_PARTNER },
  { name: "explain", click: FIRST_PARTNER, shows: '[data-testid="explain"] h2' },
  { name: "partner", focus: FIRST_PARTNER, keys: ["p"], shows: ".partner-sheet h2" },
  { name: "keys", keys: ["F1"], shows: "dialog" },
  { name: "settings", keys: ["Escape", "Control+,"], shows: "dialog dl" },
  { name: "palette", keys: ["Escape", "Control+k"], shows: ".palette" },
  { name: "templates", keys: ["Escape", "Control+Shift+N"], shows: ".templates-detail" },
  { name: "tiers", keys: ["Escape"], click: ".outline-entry", shows: ".detail-section" },
  { name: "problems", keys: ["F8"], shows: "[data-place]" },
  { name: "doubts", screen: "History", click: 'input[value="doubts"]', shows: ".history-head" },
  { name: "home", keys: ["Control+n"], shows: ".home-ways" },
];

/** Everything in the language of the tests, whose texts are 40% longer; no text of our own stays English. */
export async function holdsLongTexts(page, face, screens, size) {
  const found = {};
  const look = async (name) => {
    await settled(face);
    await page.screenshot({ path: picturePath(`browser-long-${name}-${size}`) });
    const faulty = [...(await faults(page)), ...(await english(page))];
    if (faulty.length > 0) found[name] = faulty;
  };
  await page.waitForSelector('[data-testid="total-payout"]');
  for (const screen of screens) {
    await goTo(face, screen);
    await look(screen.toLowerCase().replaceAll(" ", "-"));
  }
  for (const { name, screen, click, focus, keys, shows } of SIGHTS) {
    if (screen !== undefined) await goTo(face, screen);
    if (focus !== undefined) await page.locator(focus).first().focus();
    for (const key of keys ?? []) await page.keyboard.press(key);
    if (click !== undefined) await page.locator(click).first().click();
    await page.waitForSelector(shows);
    await look(name);
  }
  assert.deepEqual(found, {});
}

/** Headings and buttons that are still English; names and sentences of the operations stay as they are. */
function english(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("h1, .button, .nav-name, .app-content header .link-button")]
      .filter((each) => each.checkVisibility() && each.closest(".partner-sheet") === null)
      .map((each) => each.textContent.trim())
      .filter((text) => /\p{L}{3}/u.test(text) && text !== "Tierwright" && !/[áéíóú]/i.test(text))
      .map((text) => `still English: ${text}`),
  );
}
