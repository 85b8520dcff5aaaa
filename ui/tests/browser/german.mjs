import assert from "node:assert/strict";
import { goTo, settled } from "../sample-flow.mjs";

/** The window of somebody whose system writes numbers and days the German way. */
export async function inGerman(page, face) {
  const text = (css) => page.locator(css).first().textContent();
  await page.waitForSelector('[data-testid="total-payout"]');
  assert.match(await text('[data-testid="total-payout"]'), /^\d{1,3}(\.\d{3})+,\d{2}\s\$$/);
  const lever = page.locator('[data-testid="lever-number"]');
  const said = () => page.locator(".lever-help").first().textContent();
  await lever.focus();
  // A number pasted from an English sheet is read, and the window says how.
  await page.keyboard.insertText("475,000.00");
  assert.match(await said(), /^Read as 475\.000\s\$$/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() =>
    /^475\.000\s\$$/.test(document.querySelector('[data-testid="lever-number"]').value),
  );
  await page.keyboard.press("Control+z");
  await page.click('.simulate-views input[value="liability"]');
  await page.waitForSelector(".liability-table td");
  assert.match(await text('[aria-label="Amounts behind it"], .liability'), /\d{2}\.\d{2}\.20\d\d/);
  const found = {};
  for (const screen of ["Simulate", "Program", "Budget and MDF", "Scenarios"]) {
    await goTo(face, screen);
    await settled(face);
    const faulty = await face.faults();
    if (faulty.length > 0) found[screen] = faulty;
  }
  assert.deepEqual(found, {});
}
