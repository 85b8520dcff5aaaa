import assert from "node:assert/strict";
import { until } from "./children.mjs";

/**
 * What a person does first with the sample, step by step, in a browser or in the real window.
 * A page is: `run(script, plain value)` inside it, `click(css)`, `press(key)`.
 */
export const steps = [
  ["the sample opens with a payout on screen", opens],
  ["moving the lever by keys moves the total", moves],
  ["a partner's payout is explained down to its deals", explains],
];

const marked = (id) => `[data-testid="${id}"]`;

const text = (page, css) => page.run((css) => document.querySelector(css)?.textContent ?? "", css);

const digits = (words) => words.replaceAll(/[^0-9]/g, "");

async function opens(page) {
  const total = await until("a total payout", async () => {
    const words = await text(page, marked("total-payout"));
    return /[1-9]/.test(words) && words;
  });
  assert.match(total, /\d,\d{3}/, "a total of thousands at least, with separators");
  await until("rows of partners", () =>
    page.run((css) => document.querySelectorAll(`${css} tbody tr td`).length > 20, marked("partners-table")),
  );
  await until("a status of deals", async () => /deals/.test(await text(page, marked("status"))));
}

async function moves(page) {
  const before = await text(page, marked("total-payout"));
  const field = await page.run((css) => document.querySelector(css).value, marked("lever-number"));
  await page.run((css) => document.querySelector(css).focus(), marked("lever"));
  for (let presses = 0; presses < 8; presses += 1) await page.press("ArrowLeft");
  await until("another value in the lever's field", async () => {
    const now = await page.run((css) => document.querySelector(css).value, marked("lever-number"));
    return now !== field;
  });
  const after = await until("another total", async () => {
    const now = await text(page, marked("total-payout"));
    return digits(now) !== digits(before) && now;
  });
  assert.match(after, /\d,\d{3}/);
}

async function explains(page) {
  await page.click(`${marked("partners-table")} tbody td`);
  await until("the explanation of a partner", () =>
    page.run((css) => document.querySelector(css)?.offsetParent !== null, marked("explain")),
  );
}
