import assert from "node:assert/strict";
import { until } from "../children.mjs";

/** Names as long as companies, incentives and levels have them. */
const PARTNERS = [
  "Compagnie Internationale d'Informatique et de Services Numériques du Grand Ouest SARL",
  "Norddeutsche Rechenzentrums- und Systemintegrationsgesellschaft Schleswig-Holstein mbH",
  "Pan-Pacific Enterprise Infrastructure Consulting and Managed Services Holdings (Australia) Pty Ltd",
];
const INCENTIVE =
  "Strategic co-investment and accelerated volume growth rebate for managed service providers";
const LEVEL = "Platinum Elite Managed Services Partner";
/** A rate that makes the largest payouts amounts of nine figures. */
const RATE = "40";

/** What shows that a screen has its content: a place, and how many of it there are at least. */
const CONTENT = {
  Studies: [".study-table tbody tr", 10],
  Simulate: ['[data-testid="partners-table"] tbody tr td', 40],
  Scenarios: ['[data-testid="compared"] tbody tr', 4],
  Program: ['[data-testid="rate-table"] tbody td', 6],
  Data: [".data-tables tbody tr", 3],
  Tests: [".tests-list, .tests-none, .tests", 1],
  "Budget and MDF": [".budget-section", 2],
  Export: [".export-parts tbody tr", 10],
  History: [".history-table tbody tr", 1],
};

/** Carries out an operation as the page does. */
const call = (page, op, request = {}) =>
  page.evaluate(
    async ({ op, request }) => {
      const token = new URL(location.href).searchParams.get("token");
      const headers = { "content-type": "application/json", "x-tierwright-token": token };
      const answer = await fetch("/call", {
        method: "POST",
        headers,
        body: JSON.stringify({ op, ...request }),
      });
      return answer.json();
    },
    { op, request },
  );

/**
 * Makes the names of the open sample as long as names get and its largest payouts nine figures: the program
 * by edits of it, the partners on top of the table on their way to the page.
 */
export async function atFullLength(page) {
  const set = (place, value) => ({ do: "set", place, value });
  const edits = [
    set("/incentives/volume_rebate/name", INCENTIVE),
    set("/tracks/partner/levels/platinum/name", LEVEL),
    ...[0, 1, 2].map((band) => set(`/incentives/volume_rebate/schedule/bands/${band}/rates/3`, RATE)),
  ];
  const changed = await call(page, "change", { edits, label: "Full length" });
  assert.ok("program" in changed, JSON.stringify(changed));
  const { rows } = await call(page, "partners", { sort: { by: "payout", descending: true }, limit: 3 });
  assert.match(rows[0].payout, /^\d{9,}\./, "a payout of nine figures");
  const names = rows.map(({ name }, at) =>
    [name, PARTNERS[at]].map((each) => JSON.stringify(each).slice(1, -1)),
  );
  await page.route("**/call", async (route) => {
    const response = await route.fetch();
    const body = names.reduce((text, [short, long]) => text.replaceAll(short, long), await response.text());
    await route.fulfill({ response, body });
  });
  await page.reload();
}

/** Waits for the content of a screen. */
export async function hasContent(page, screen) {
  const [css, least] = CONTENT[screen];
  await until(
    `${least} of ${css} in ${screen}`,
    () => page.evaluate(({ css, least }) => document.querySelectorAll(css).length >= least, { css, least }),
    60,
  );
}
