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

/**
 * What shows that a screen has its content: a place, and how many of it there are at least. Studies pay the
 * history many times over, which takes a debug build minutes at this size; they are looked at on the small one.
 */
const CONTENT = {
  Simulate: ['[data-testid="partners-table"] tbody tr td', 40],
  Scenarios: ['[data-testid="compared"] tbody tr', 4],
  Program: ['[data-testid="rate-table"] tbody td', 6],
  Data: [".data-tables tbody tr", 3],
  Tests: [".tests-list, .tests-none, .tests", 1],
  "Budget and MDF": [".budget-section", 2],
  Export: [".export-parts tbody tr", 10],
  History: [".history-table tbody tr", 1],
};

/** Carries out an operation as the page of an address does. */
async function call(url, op, request) {
  const headers = {
    "content-type": "application/json",
    "x-tierwright-token": new URL(url).searchParams.get("token"),
  };
  const body = JSON.stringify({ op, ...request });
  const answer = await fetch(new URL("/call", url), { method: "POST", headers, body });
  assert.ok(answer.ok, `${op}: ${answer.status}`);
  return answer.json();
}

/**
 * Makes the names of the open sample as long as names get and its largest payouts nine figures: the program
 * by edits of it, the partners on top of the table on their way to a page, which is what is answered.
 */
export async function fullLength(url) {
  const set = (place, value) => ({ do: "set", place, value });
  const edits = [
    set("/incentives/volume_rebate/name", INCENTIVE),
    set("/tracks/partner/levels/platinum/name", LEVEL),
    ...[0, 1, 2].map((band) => set(`/incentives/volume_rebate/schedule/bands/${band}/rates/3`, RATE)),
  ];
  await call(url, "change", { edits, label: "Full length" });
  const { rows } = await call(url, "partners", { sort: { by: "payout", descending: true }, limit: 3 });
  assert.match(rows[0].payout, /^\d{9,}\./, "a payout of nine figures");
  const names = rows.map(({ name }, at) =>
    [name, PARTNERS[at]].map((each) => JSON.stringify(each).slice(1, -1)),
  );
  return (page) =>
    page.route("**/call", async (route) => {
      const response = await route.fetch();
      const body = names.reduce((text, [short, long]) => text.replaceAll(short, long), await response.text());
      await route.fulfill({ response, body });
    });
}

/** The screens that are looked at. */
export const FULL = Object.keys(CONTENT);

/** Waits for the content of a screen. */
export async function hasContent(page, screen) {
  const [css, least] = CONTENT[screen];
  await until(
    `${least} of ${css} in ${screen}`,
    () => page.evaluate(({ css, least }) => document.querySelectorAll(css).length >= least, { css, least }),
    60,
  );
}
