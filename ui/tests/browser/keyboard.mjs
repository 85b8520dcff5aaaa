import assert from "node:assert/strict";
import { until } from "../children.mjs";

/** What a person does without a pointer: each step by keys alone, from wherever the focus is put at first. */
export const byKeys = [
  ["a payout is traced to its source row in four keystrokes", traces],
  ["figures are explained by E and F2 wherever they stand", explainsEach],
  ["a deal is found by its id and opens at its rows", finds],
  ["curves are read by arrow keys", reads],
  ["an incentive is added from a template, and taken back", adds],
  ["every key of the window does what its list says", goes],
];

const focus = (page, css) => page.locator(css).first().focus();
const text = (page, css) => page.evaluate((css) => document.querySelector(css)?.textContent ?? "", css);
const screen = (page) => text(page, '.nav [aria-current="page"] .nav-name');
const title = (page) => text(page, '[data-testid="explain"] h2');

async function go(page, key, name) {
  await page.keyboard.press(key);
  await until(`the screen ${name}`, async () => (await screen(page)) === name);
}

/** Into the first part of the partner, into its first part, and to the rows, each with file and row. */
async function traces(page) {
  await go(page, "Control+3", "Simulate");
  await page.waitForSelector('[data-testid="partners-table"] [data-cell="0 0"]');
  await focus(page, '[data-testid="partners-table"] [data-cell="0 0"]');
  const levels = () => page.evaluate(() => document.querySelectorAll(".explain-crumbs li").length);
  for (const [at, key] of ["e", "ArrowRight", "ArrowRight", "d"].entries()) {
    await page.keyboard.press(key);
    if (at < 3) {
      await until(`level ${at + 1} with the focus on its title`, async () => {
        const titled = await page.evaluate(() => document.activeElement?.matches(".explain-body h2"));
        return titled && (await levels()) === at + 1;
      });
    }
  }
  const source = await until("the rows", async () => text(page, '[aria-label="Source rows"] tbody'));
  assert.match(source, /, row \d/);
  await page.keyboard.press("Control+.");
}

/** From the palette to the rows of one deal, whose figure stands beside them. */
async function finds(page) {
  await go(page, "Control+3", "Simulate");
  await page.keyboard.press("Control+k");
  await page.waitForSelector(".palette");
  await page.keyboard.type("d-020");
  const chosen = () => text(page, '.palette [aria-selected="true"]');
  await until("a deal in the list", async () => /^Deal/.test(await chosen()));
  // Deals that are not won count for nothing.
  for (let at = 0; at < 8 && /not won/.test(await chosen()); at += 1) await page.keyboard.press("ArrowDown");
  const [found] = /D-\d+/.exec(await chosen());
  await page.keyboard.press("Enter");
  await until("its rows with the focus", () =>
    page.evaluate(() => document.activeElement?.matches(".explain .deals")),
  );
  const deals = await page.evaluate(() =>
    [...document.querySelectorAll(".explain .deal-id")].map((id) => id.textContent.split(" ")[0]),
  );
  assert.deepEqual([...new Set(deals)], [found]);
  assert.match(await text(page, '[aria-label="Source rows"] tbody'), /, row \d/);
  await page.keyboard.press("Control+.");
}

/** Each kind of figure that opens its explanation, screen by screen. */
async function explainsEach(page) {
  const places = [
    [
      "Control+3",
      "Simulate",
      [".kpi button", ".incentives .text-button", ".bars-block", ".partners-table td.number"],
    ],
    ["Control+2", "Program", [".program-hero", '[data-testid="rule-payout"]']],
  ];
  for (const [key, name, figures] of places) {
    await go(page, key, name);
    for (const css of figures) {
      for (const explain of ["e", "F2"]) {
        await page.waitForSelector(css);
        await focus(page, css);
        await page.keyboard.press(explain);
        await until(`${css} explained by ${explain}`, async () => (await title(page)) !== "");
        await page.keyboard.press("Control+.");
        await until("Explain put away", async () => (await title(page)) === "");
      }
    }
  }
}

async function reads(page) {
  await go(page, "Control+2", "Program");
  await page.waitForSelector(".curve .reader");
  // What is drawn is as wide as what is read and moved over it.
  assert.ok(
    await page.evaluate(() => {
      const [svg, face] = [".curve-face svg", ".curve-face"].map((css) => document.querySelector(css));
      return Math.abs(svg.getBoundingClientRect().width - face.clientWidth) < 1.5;
    }),
  );
  await focus(page, ".curve .reader");
  const said = () => page.evaluate(() => document.activeElement?.getAttribute("aria-valuetext"));
  const first = await said();
  assert.match(first, /^At \$0: .*pays/);
  await page.keyboard.press("End");
  const last = await until("another place", async () => {
    const now = await said();
    return now !== first && now;
  });
  assert.match(last, /pays \$[1-9]/);
  assert.ok((await text(page, ".curve")).includes(last), "what is read stands under the curve too");
}

async function adds(page) {
  await go(page, "Control+3", "Simulate");
  const counted = () => text(page, ".nav li:nth-child(2) .nav-note");
  const before = await counted();
  await page.keyboard.press("Control+Shift+N");
  await page.waitForSelector(".templates-detail");
  await page.keyboard.type("finder");
  await until("a template found by a word of the trade", () =>
    page.evaluate(() => document.querySelectorAll(".templates-list button").length > 0),
  );
  await page.keyboard.press("Enter");
  await until("one incentive more", async () => (await counted()) !== before);
  await until("what it pays", async () => /\d/.test(await text(page, '[data-testid="rule-payout"]')));
  await page.keyboard.press("Control+z");
  await until("as many as before", async () => (await counted()) === before);
}

/** Goes through the keys that work anywhere; each leads to what it names, and back. */
async function goes(page) {
  const screens = [
    "Data",
    "Program",
    "Simulate",
    "Scenarios",
    "Studies",
    "Budget and MDF",
    "Tests",
    "Export",
    "History",
  ];
  for (const [at, name] of screens.entries()) await go(page, `Control+${at + 1}`, name);
  await go(page, "Control+Shift+C", "Scenarios");
  const layers = [
    ["Control+k", ".palette"],
    ["F1", ".keys"],
    ["?", ".keys"],
    ["Control+,", ".settings"],
    ["Control+n", ".home-back"],
    ["Control+o", "dialog .path"],
    ["Control+Shift+S", "dialog .path"],
    ["Control+Shift+E", "dialog .path"],
    ["Control+Shift+B", "dialog .path"],
    ["Control+i", "dialog .path"],
  ];
  for (const [key, css] of layers) {
    await page.keyboard.press(key);
    await page.waitForSelector(css);
    await page.keyboard.press("Escape");
    await page.waitForSelector(css, { state: "detached" });
  }
  await go(page, "Control+3", "Simulate");
  await page.waitForSelector(".partners-filter");
  await page.keyboard.press("Control+f");
  assert.ok(await page.evaluate(() => document.activeElement?.matches(".partners-filter")));
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? "system");
  for (const expected of ["dark", "system"]) {
    await page.keyboard.press("Control+Shift+L");
    assert.equal(await theme(), expected);
  }
  const size = () => page.evaluate(() => document.documentElement.style.zoom || "1");
  for (const [key, expected] of [
    ["Control+=", "1.1"],
    ["Control+-", "1"],
    ["Control+-", "0.9"],
    ["Control+0", "1"],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await size(), expected);
  }
  const scenarios = () => text(page, ".nav li:nth-child(4) .nav-note");
  const before = await scenarios();
  for (const [key, same] of [
    ["Control+d", false],
    ["Control+z", true],
    ["Control+Shift+Z", false],
    ["Control+z", true],
    ["Control+y", false],
    ["Control+z", true],
  ]) {
    await page.keyboard.press(key);
    await until(`${key} in the scenarios`, async () => ((await scenarios()) === before) === same);
  }
  // Closed work without a name waits on Home, and goes on where it was.
  await page.keyboard.press("Control+w");
  await page.waitForSelector(".home-recovered .text-button");
  await focus(page, ".home-recovered .text-button");
  await page.keyboard.press("Enter");
  await page.waitForSelector('[data-testid="total-payout"]');
  await go(page, "Control+2", "Program");
  await page.waitForSelector('[data-testid="rule-detail"]');
  await page.keyboard.press("F8");
  await until("a problem's place with the focus", () =>
    page.evaluate(() => document.activeElement?.closest(".program-detail") !== null),
  );
  await go(page, "Control+3", "Simulate");
}
