import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ui } from "../checkout.mjs";

const data = process.env.TIERWRIGHT_DATA ?? join(ui, "../../shared/data");

/**
 * Histories that nobody here made up, by their guessed mappings alone: the file, what the questions
 * that two readings leave open are answered, the tie of its rows and what is in the document then.
 * The totals are those published with the files.
 */
const HISTORIES = [
  {
    name: "the orders of AdventureWorks",
    file: "adventureworks/reseller_sales_flat.csv.gz",
    answers: [],
    rows: "Rows 60,855 = 60,855 used + 0 set aside",
    tables: { Partners: "635", Deals: "3,796", "Deal lines": "60,855", Credits: "3,796" },
  },
  {
    name: "a wholesaler's invoices",
    file: "online_retail/online_retail_2010-2011.csv.gz",
    answers: ["They count", "GBP"],
    rows: "Rows 541,909 = 406,829 used + 135,080 set aside",
    tables: {
      Partners: "4,372",
      Deals: "18,536",
      "Deal lines": "397,924",
      "Returns and adjustments": "8,905",
    },
  },
  {
    name: "the reference rates of the European Central Bank",
    file: "ecb/eurofxref-hist.zip",
    answers: [],
    rows: "Rows 7,126 = 7,126 used + 0 set aside",
    // 221,702 cells have a number; those of eleven currencies that are no more are left out.
    tables: { "Exchange rates": "198,271" },
  },
];

/** Those that are here; of the others it is said that they are skipped. */
export const histories = HISTORIES.filter(({ name, file }) => {
  const here = existsSync(join(data, file));
  if (!here) console.log(`skipped: browser: ${name}: real data not found in ../shared/data`);
  return here;
}).map((history) => [`${history.name} are imported to the last row`, (page) => imports(page, history)]);

const LONG = { timeout: 3 * 60_000 };

/** From the start page: chosen, mapped by guess, questions answered, checked, loaded, and taken back. */
async function imports(page, { file, answers, rows, tables }) {
  const next = () => page.click('[data-testid="import-next"]:not([disabled])', LONG);
  await page.getByRole("button", { name: "Import deals…" }).click();
  await page.fill("dialog input", join(data, file));
  await page.keyboard.press("Enter");
  await page.waitForSelector(".import-files", LONG);
  await next();
  await page.waitForSelector(".import-map", LONG);
  for (const answer of answers) {
    await page.locator(".import-questions label", { hasText: answer }).click();
    await page.locator(".import-questions label", { hasText: answer }).locator("input:checked").waitFor(LONG);
  }
  await next();
  const tie = page.locator('[data-testid="import-rows"]');
  await tie.waitFor(LONG);
  assert.equal((await tie.textContent()).trim(), rows);
  await next();
  await page.click('[data-testid="import-load"]:not([disabled])', LONG);
  const loaded = page.locator(".data-tables").first();
  await loaded.waitFor(LONG);
  for (const [table, many] of Object.entries(tables)) {
    const row = loaded.locator("tr", { has: page.getByRole("rowheader", { name: table, exact: true }) });
    assert.equal((await row.locator("td").first().textContent()).trim(), many, table);
  }
  await page.keyboard.press("Control+z");
  await page.waitForSelector(".data-start", LONG);
}
