import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { picturePath, ui } from "../checkout.mjs";
import { goTo, settled, steps } from "../sample-flow.mjs";
import { chromiumHere, launch, windowPolicy } from "./chromium.mjs";
import { inGerman } from "./german.mjs";
import { byKeys } from "./keyboard.mjs";
import { FULL, fullLength, hasContent } from "./large.mjs";
import { faults } from "./layout.mjs";
import { holdsLongTexts } from "./long.mjs";
import { histories } from "./real.mjs";
import { serve, serveSample } from "./server.mjs";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 680 },
];
const THEMES = ["light", "dark"];
/** Both sizes at 200% zoom. */
const ZOOMED = SIZES.map(({ width, height }) => ({ width: width / 2, height: height / 2 }));
const SCREENS = [
  "Studies",
  "Simulate",
  "Scenarios",
  "Program",
  "Data",
  "Tests",
  "Budget and MDF",
  "Export",
  "History",
];
/** The screens that are looked at, each at every size in every theme, and zoomed. */
const SIGHTS = SCREENS.flatMap((screen) => [
  ...SIZES.flatMap((size) => THEMES.map((theme) => ({ screen, size, theme }))),
  ...ZOOMED.map((size) => ({ screen, size, theme: "light" })),
]);
/** Studies that have panels of their own kind, and what each cannot do without. */
const STUDIES = [
  { id: "programs", needs: {} },
  { id: "futures", needs: { "Years drawn": "4" } },
  { id: "mdf", needs: {} },
  { id: "scorecard", needs: { Margin: "30%" } },
  { id: "pilot", needs: { Region: "EMEA" } },
  { id: "rollout", needs: {} },
];
/** Everything that WCAG 2.2 asks at its levels A and AA. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const MINUTE = 60_000;

const binary = chromiumHere();
if (binary === null) {
  console.log("skipped: browser: there is no Chromium on this machine");
} else {
  defineTests();
}

function defineTests() {
  const complaints = [];
  let server;
  let browser;
  let page;

  before(
    async () => {
      server = await serveSample();
      browser = await launch(binary);
      page = await openPage(browser, server.url, complaints);
    },
    { timeout: 2 * MINUTE },
  );
  after(
    async () => {
      await browser?.close();
      await server?.end();
    },
    { timeout: MINUTE },
  );

  for (const [name, step] of steps) {
    test(`browser: ${name}`, { timeout: 2 * MINUTE }, () => step(inBrowser(page)));
  }
  for (const [name, step] of byKeys) {
    test(`browser: ${name}`, { timeout: 2 * MINUTE }, () => step(page));
  }
  for (const { screen, size, theme } of SIGHTS) {
    const name = `${screen.toLowerCase().replaceAll(" ", "-")}-${size.width}x${size.height}-${theme}`;
    test(`browser: ${name} is drawn and accessible`, { timeout: 2 * MINUTE }, async () => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme });
      await goTo(inBrowser(page), screen);
      await looksWell(page, name);
    });
  }
  for (const screen of SCREENS) {
    const name = `${screen.toLowerCase().replaceAll(" ", "-")}-forced-colours`;
    test(`browser: ${name} is drawn and accessible`, { timeout: 2 * MINUTE }, async () => {
      await page.setViewportSize(SIZES[1]);
      await page.emulateMedia({ colorScheme: "dark", forcedColors: "active" });
      await goTo(inBrowser(page), screen);
      // The colours are the system's own, which axe does not know.
      await looksWell(page, name, ["color-contrast"]);
      await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    });
  }
  test("browser: the program is handed over, and a changed file named", { timeout: 4 * MINUTE }, () =>
    handsOver(page),
  );
  for (const { size, theme } of SIGHTS.filter(({ screen }) => screen === "History")) {
    const name = `doubts-${size.width}x${size.height}-${theme}`;
    test(`browser: ${name} is drawn and accessible`, { timeout: 2 * MINUTE }, async () => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme });
      await goTo(inBrowser(page), "History");
      await page.click('.history-head input[value="doubts"]');
      await page.waitForSelector('[data-testid="doubts"]');
      await looksWell(page, name);
    });
  }
  for (const { id, needs } of STUDIES) {
    test(`browser: the study ${id} is drawn and accessible`, { timeout: 3 * MINUTE }, async () => {
      await page.setViewportSize(SIZES[1]);
      await page.emulateMedia({ colorScheme: "light" });
      await goTo(inBrowser(page), "Studies");
      await page.click(`[data-study="${id}"]`);
      for (const [label, value] of Object.entries(needs)) {
        await page.getByLabel(label, { exact: true }).fill(value);
        await page.keyboard.press("Enter");
      }
      await page.waitForSelector(".study-report:not([data-working])", { timeout: 2 * MINUTE });
      await looksWell(page, `study-${id}`);
    });
  }
  test("browser: a decision memo is one page in print", { timeout: 2 * MINUTE }, () =>
    memoIsOnePage(browser, page),
  );
  test("browser: a report is imported in four steps", { timeout: 2 * MINUTE }, () => imports(page));
  for (const [at, size] of SIZES.entries()) {
    const name = `${size.width}x${size.height}`;
    test(`browser: everything holds texts that are 40% longer at ${name}`, {
      timeout: 5 * MINUTE,
    }, async () => {
      const more = { viewport: size, colorScheme: THEMES[at] };
      const long = await openPage(browser, `${server.url}&language=pseudo`, complaints, undefined, more);
      await holdsLongTexts(long, inBrowser(long), SCREENS, name);
      await long.close();
    });
  }
  for (const [name, step] of histories) {
    test(`browser: ${name}`, { timeout: 10 * MINUTE }, () => onAnEmptyDesk(browser, step));
  }
  test("browser: numbers and days are those of a German system, and English ones are read", {
    timeout: 2 * MINUTE,
  }, async () => {
    const german = await openPage(browser, server.url, complaints, undefined, { locale: "de-DE" });
    await german.setViewportSize(SIZES[1]);
    await inGerman(german, { ...inBrowser(german), faults: () => faults(german) });
    await german.close();
  });
  test(
    "browser: every screen holds the large sample with the longest names and nine figures",
    {
      timeout: 5 * MINUTE,
    },
    () => holdsMuch(browser, complaints),
  );
  test("browser: the page complained of nothing", () => assert.deepEqual(complaints, []));
}

/** A page of its own where nothing is open yet: what a history comes into. */
async function onAnEmptyDesk(browser, step) {
  const server = await serve([]);
  const complaints = [];
  let page;
  try {
    page = await openPage(browser, server.url, complaints);
    await step(page);
    // That nothing is open yet, or that rates are missing, is told on the page.
    assert.deepEqual(
      complaints.filter((said) => !said.startsWith("refused")),
      [],
    );
  } finally {
    await page?.unrouteAll({ behavior: "ignoreErrors" });
    await page?.close();
    await server.end();
  }
}

/** Each screen of the large sample in the smallest window, once its content is there. */
async function holdsMuch(browser, complaints) {
  const server = await serve(["--sample", "--size", "large"]);
  let page;
  try {
    page = await openPage(browser, server.url, complaints, await fullLength(server.url));
    await page.waitForSelector('[data-testid="total-payout"]');
    await page.setViewportSize(SIZES[1]);
    const found = {};
    for (const screen of FULL) {
      await goTo(inBrowser(page), screen);
      await hasContent(page, screen);
      await settled(inBrowser(page));
      await page.screenshot({
        path: picturePath(`browser-large-${screen.toLowerCase().replaceAll(" ", "-")}`),
      });
      const faulty = await faults(page);
      if (faulty.length > 0) found[screen] = faulty;
    }
    assert.deepEqual(found, {});
  } finally {
    await page?.unrouteAll({ behavior: "ignoreErrors" });
    await page?.close();
    await server.end();
  }
}

/** Opens the page under the window's content policy, and collects whatever it complains of. */
async function openPage(browser, url, complaints, prepare = async () => {}, more = {}) {
  const page = await browser.newPage({ viewport: SIZES[0], colorScheme: "light", ...more });
  page.on("console", (said) => {
    // What was refused is told below, with its reason.
    if (said.text().startsWith("Failed to load resource: the server responded")) return;
    if (["error", "warning"].includes(said.type())) complaints.push(`${said.type()}: ${said.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  page.on("response", async (response) => {
    if (response.status() < 400) return;
    const reason = await response.text();
    // A calculation that a newer one overtakes is stopped, which nobody sees.
    if (!reason.includes('"code":"cancelled"')) complaints.push(`refused: ${reason}`);
  });
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  // The files come from the disk: the server hands a burst of connections to fewer threads than they
  // need, and some would wait for as long as the other ones stay open.
  await page.route(
    (address) => address.origin === new URL(url).origin && address.pathname !== "/call",
    (route) => {
      const { pathname } = new URL(route.request().url());
      const path = join(ui, "dist", pathname === "/" ? "index.html" : pathname);
      return route.fulfill({ path, headers: { "content-security-policy": windowPolicy() } });
    },
  );
  await prepare(page);
  await page.goto(url);
  return page;
}

/** The page as the steps use it. */
function inBrowser(page) {
  return {
    run: (script, value) => page.evaluate(script, value),
    click: (css) => page.locator(css).first().click(),
    press: (key) => page.keyboard.press(key),
  };
}

/** Takes a picture of what is on the page now, and holds it against what every screen is held against. */
async function looksWell(page, name, leaveOut = []) {
  await settled(inBrowser(page));
  await page.screenshot({ path: picturePath(`browser-${name}`) });
  const found = await violations(page);
  assert.deepEqual(
    found.filter((each) => !leaveOut.some((rule) => each.startsWith(`${rule}:`))),
    [],
    name,
  );
  assert.deepEqual(await faults(page), [], name);
}

/** An export is written and proved, checked from its folder, and once a file of it is changed, that is named. */
async function handsOver(page) {
  const folder = mkdtempSync(join(tmpdir(), "tierwright-export-"));
  const bundle = join(folder, "bundle");
  const inFolder = async (button) => {
    await page.click(`[data-testid="${button}"]:not([disabled])`);
    await page.fill("dialog input", bundle);
    await page.keyboard.press("Enter");
  };
  const checked = (agrees) => page.waitForSelector(`[data-testid="checked"][data-agrees="${agrees}"]`);
  const everyWay = async (name) => {
    for (const size of SIZES) {
      for (const theme of THEMES) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme: theme });
        await looksWell(page, `export-${name}-${size.width}x${size.height}-${theme}`);
      }
    }
    await page.setViewportSize(SIZES[0]);
    await page.emulateMedia({ colorScheme: "light" });
  };
  try {
    await goTo(inBrowser(page), "Export");
    await inFolder("export-start");
    await page.waitForSelector('[data-testid="exported"]', { timeout: 2 * MINUTE });
    const said = await page.locator(".export-figures").textContent();
    assert.match(said, /Worked out again by SQLite[1-9][\d,]*of [\d,]+ payouts/);
    assert.match(
      await page.locator('[data-testid="last-export"]').textContent(),
      /Nothing has changed since/,
    );
    await everyWay("written");
    await inFolder("export-check");
    await checked(true);
    assert.match(await page.locator('[data-testid="checked"]').textContent(), /this document exported last/);
    await everyWay("checked");
    const guide = join(bundle, "partners/SAMPLE-guide.html");
    const text = readFileSync(guide, "utf8");
    writeFileSync(guide, text.replace("Gold asks for at least", "Gold asks for no less than"));
    await inFolder("export-check");
    await checked(false);
    const rows = await page.locator(".export-altered tbody tr").allTextContents();
    assert.equal(rows.length, 1);
    assert.match(rows[0], /partners\/SAMPLE-guide\.html.*changed.*Line \d+ was.*at least.*is.*no less than/s);
    await everyWay("changed");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A memo is written from the window; its links lead within the page, and print leaves one sheet. */
async function memoIsOnePage(browser, page) {
  const folder = mkdtempSync(join(tmpdir(), "tierwright-memo-"));
  const path = join(folder, "memo.html");
  const memo = await browser.newPage({ viewport: SIZES[1], colorScheme: "light" });
  try {
    await goTo(inBrowser(page), "Scenarios");
    await page.getByRole("button", { name: "Decision memo…" }).click();
    await page.fill("dialog input", path);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".scenario-memo", { timeout: MINUTE });
    await memo.goto(`file://${path}`);
    const nowhere = await memo.evaluate(() =>
      [...document.querySelectorAll("a")].filter((link) => document.querySelector(link.hash) === null),
    );
    assert.equal(nowhere.length, 0);
    await memo.screenshot({ path: picturePath("browser-memo"), fullPage: true });
    const sheets = (await memo.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(sheets.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1);
  } finally {
    await memo.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A report of another system comes in as it is: chosen, mapped, checked, loaded, and taken back. */
async function imports(page) {
  const look = (name) => looksWell(page, `import-${name}`);
  const next = () => page.click('[data-testid="import-next"]:not([disabled])');
  await goTo(inBrowser(page), "Data");
  await page.click('[data-testid="import-choose"]');
  const report = "../fixtures/imports/families/hubspot/hubspot-crm-exports-all-deals-2025-04-03.csv";
  await page.fill("dialog input", join(ui, report));
  await page.keyboard.press("Enter");
  await page.waitForSelector(".import-files");
  await look("files");
  await next();
  await page.waitForSelector(".import-map");
  await look("map");
  await next();
  // One deal of the four has no amount yet.
  const rows = page.locator('[data-testid="import-rows"]');
  assert.equal((await rows.textContent()).trim(), "Rows 4 = 3 used + 1 set aside");
  await look("check");
  await next();
  await look("load");
  await page.click('[data-testid="import-load"]:not([disabled])');
  await page.waitForSelector(".data-tables");
  assert.match(await page.locator(".data-tables").textContent(), /Deals3/);
  await look("loaded");
  // A marketplace's file names deals that this report has not: they stand alone, and nothing is loaded.
  await page.click('[data-testid="disbursements-choose"]');
  await page.fill("dialog input", join(ui, "../fixtures/imports/optional-facts/disbursements.csv"));
  await page.keyboard.press("Enter");
  const disbursements = page.locator('[data-testid="disbursements"]');
  await disbursements.locator("tbody tr").first().waitFor();
  assert.match(await disbursements.textContent(), /2 without a deal/);
  await look("disbursements");
  await page.keyboard.press("Control+z");
  await page.waitForSelector(".data-start");
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against WCAG 2.2 AA, and whatever else it calls serious or critical. */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  return found.violations
    .filter(
      (each) => each.tags.some((tag) => WCAG.includes(tag)) || ["serious", "critical"].includes(each.impact),
    )
    .map((each) => `${each.id}: ${each.help}: ${each.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
