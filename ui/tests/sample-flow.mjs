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
  ["a payout becomes a test, and a changed expectation fails until it is accepted", tests],
  ["a payout is doubted, and the doubt is settled in the history and opened again by undo", doubts],
  ["a rate is typed and a rule added, and each moves the money at once", designs],
  ["a payout is broken down, and what is owed ties to its lines", owes],
  ["a budget is set up, and the history takes it back", plans],
  ["scenarios stand side by side, and a switch changes what one pays", compares],
  ["a study is answered, and another one beside it", studies],
];

/** Waits until nothing on the page moves or fades any more: only then it looks as a person sees it. */
export async function settled(page) {
  // A change of size reaches the charts some frames later, and starts their own movement.
  await new Promise((resume) => setTimeout(resume, 300));
  await until("no study on its way", () =>
    page.run(() => document.querySelector('.study > [role="status"]') === null),
  );
  await until("nothing still calculated", () =>
    page.run(() =>
      [...document.querySelectorAll(".caption")].every(
        (each) => !/^C[aá]lc[uú]l[aá]t[ií]ng/.test(each.textContent),
      ),
    ),
  );
  await until("the page to stand still", () =>
    page.run(() => document.getAnimations().every((animation) => animation.playState !== "running")),
  );
}

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

/** Opens a partner, then part after part, each level showing the amount that led to it. */
async function explains(page) {
  await page.click(`${marked("partners-table")} tbody [data-cell="0 0"]`);
  await until("the explanation of the first partner", () => page.run(explainsFirstPartner));
  const levels = [];
  for (;;) {
    const level = await page.run(explained);
    levels.push(level);
    if (level.part === null || levels.length === 6) break;
    await page.click(`${marked("explain")} [data-part="${level.part.at}"]`);
    await until(
      `another level than ${level.title}`,
      async () => (await page.run(explained)).title !== level.title,
    );
    const { title, amount } = await page.run(explained);
    assert.equal(amount, level.part.amount, `${title} shows what its line in ${level.title} said`);
  }
  assert.ok(levels.length >= 2, "a partner's payout has parts to open");
  await page.click(`${marked("explain")} .explain-actions [data-primary]`);
  const sources = await until("the rows behind the last level", async () => {
    const rows = await page.run(() =>
      [...document.querySelectorAll('[data-testid="explain"] [aria-label="Deals"] tbody')].map(
        (row) => row.textContent,
      ),
    );
    return rows.length > 0 && rows;
  });
  for (const source of sources) assert.match(source, /, row \d/, "a deal names the row it came from");
}

/** Makes a test of the payout that is explained, expects something else, and accepts what comes out. */
async function tests(page) {
  const counts = () => text(page, marked("test-counts"));
  await page.click(marked("make-test"));
  await until("one test that passes", async () => (await counts()) === "1 passes, 0 fail, 0 not run");
  const expected = '.tests-expected input[data-kind="amount"]';
  const before = await page.run((css) => document.querySelector(css).value, expected);
  await page.run((css) => document.querySelector(css).focus(), expected);
  for (const key of ["1", "Enter"]) await page.press(key);
  await until("the test to fail", async () => (await counts()) === "0 pass, 1 fails, 0 not run");
  await page.run(() => {
    const buttons = [...document.querySelectorAll(".test-actions button")];
    buttons.find((each) => each.textContent === "Accept new value").click();
  });
  await until("the test to pass again", async () => (await counts()) === "1 passes, 0 fail, 0 not run");
  assert.equal(await page.run((css) => document.querySelector(css).value, expected), before);
  await page.click(marked("make-tests"));
  await until("ten more tests", async () => (await counts()) === "11 pass, 0 fail, 0 not run");
  await goTo(page, "Simulate");
}

/** Doubts the payout that is explained, answers the doubt in the history, and takes the answer back. */
async function doubts(page) {
  const write = async (words) => {
    await until("the field", () => page.run(() => document.activeElement?.tagName === "TEXTAREA"));
    for (const key of words) await page.press(key);
    await page.click('.doubt-form [type="submit"]');
  };
  await page.click(`${marked("partners-table")} tbody [data-cell="0 0"]`);
  await until("the explanation of the whole partner", () =>
    page.run(() => document.querySelectorAll(".explain-crumbs li").length === 1),
  );
  await page.click(marked("report-doubt"));
  await write("Low");
  await until("the doubt beside its figure", async () =>
    /Open\. Low/.test(await text(page, marked("figure-doubts"))),
  );
  await goTo(page, "History");
  await page.click('.history-head input[value="doubts"]');
  const listed = () => text(page, `${marked("doubts")} tbody tr`);
  await until("the doubt with its figure as it is", async () => /Open.*the same/.test(await listed()));
  await page.click(`${marked("doubts")} [aria-label^="Settle"]`);
  await write("Right");
  await until("the answer", async () => /Right.*Answered/.test(await listed()));
  await page.click('[aria-label^="Undo"]');
  await until(
    "the doubt open again",
    async () => /Open/.test(await listed()) && !/Right/.test(await listed()),
  );
  await goTo(page, "Simulate");
}

/** Opens the scenarios, switches a difference off, takes that back, and goes back to the figures. */
async function compares(page) {
  await goTo(page, "Scenarios");
  const columns = await until("five columns with a payout each", async () => {
    const cells = await page.run(() =>
      [...document.querySelectorAll('[data-testid="compared"] [data-row="payout"] .compared-value')].map(
        (cell) => cell.textContent,
      ),
    );
    return cells.length === 5 && cells;
  });
  for (const payout of columns) assert.match(payout, /\d,\d{3}/);
  const inAll = () => text(page, marked("differences-total"));
  const before = await until("what the differences do", async () => /\d/.test(await inAll()) && inAll());
  await until("a dot for each partner", () =>
    page.run(() => document.querySelectorAll(".dots-dot").length === 120),
  );
  await page.click(".differences-switch");
  await until("another sum without the first difference", async () => {
    const now = await inAll();
    return /\d/.test(now) && now !== before;
  });
  await page.click(".differences-switch");
  await until("the sum as it was", async () => (await inAll()) === before);
  await goTo(page, "Simulate");
}

/** Types a rate into the sheet of the first rule, adds a rule from a template, and takes both back. */
async function designs(page) {
  const total = () => text(page, marked("program-total"));
  await goTo(page, "Program");
  const before = await until("the program's total", async () => /\d,\d{3}/.test(await total()) && total());
  await until("the sheet of rates", () =>
    page.run((css) => document.querySelector(css) !== null, marked("rate-table")),
  );
  await page.click(`${marked("rate-table")} [data-cell="0 3"]`);
  for (const key of ["6", ".", "5"]) await page.press(key);
  const tried = await until("another total while typing", async () => {
    const now = await total();
    return now !== before && now;
  });
  await page.press("Enter");
  await until("the rate in its cell", async () => /6\.5/.test(await text(page, '[data-cell="0 3"]')));
  assert.equal(await total(), tried, "what was tried is what is kept");
  await page.click(marked("add-incentive"));
  await page.click(marked("add-template"));
  await until("the new rule with a payout", async () =>
    /[1-9]/.test(await text(page, marked("rule-payout"))),
  );
  const added = await until("a total with the new rule", async () => {
    const now = await total();
    return now !== tried && now;
  });
  assert.match(added, /\d,\d{3}/);
  for (let steps = 0; steps < 2; steps += 1) {
    const now = await total();
    await page.click('[aria-label^="Undo"]');
    await until("the step before", async () => (await total()) !== now);
  }
  assert.equal(await total(), before, "undo brings the money back");
  await goTo(page, "Simulate");
}

/** Opens the studies, asks another one, and goes back to the figures. */
async function studies(page) {
  await goTo(page, "Studies");
  const finding = () => text(page, ".study-report:not([data-working]) h2");
  const first = await until("the finding of the first study", finding);
  assert.match(first, /cent|threshold/);
  const rows = () => page.run(() => document.querySelectorAll(".study-table tbody tr").length);
  assert.ok((await rows()) > 10, "a study lists what it found");
  await page.click('[data-study="order"]');
  const other = await until("the finding of another study", async () => {
    const now = await finding();
    return now !== first && now;
  });
  assert.match(other, /order/);
  await goTo(page, "Simulate");
}

/** Looks at the payout by tier, then at what is owed, and goes back to the quarters. */
async function owes(page) {
  await page.click('.simulate-views input[value="tier"]');
  await until("a row for each tier", () =>
    page.run(() => document.querySelectorAll(".rows-row").length === 4),
  );
  await page.click('.partners-head input[value="economics"]');
  await until("what is spent on each partner, and in all", () =>
    page.run(() => {
      const cells = [...document.querySelectorAll('[data-testid="partners-table"] tfoot td')];
      return cells.length === 8 && cells.every((cell) => /\d/.test(cell.textContent));
    }),
  );
  await page.click('.partners-head input[value="payout"]');
  await page.click('.simulate-views input[value="liability"]');
  const tie = await until("how the liability ties", () => text(page, ".liability-tie strong"));
  assert.match(tie, /^Ties to [\d,]+ payout lines to the cent/);
  await page.click('.simulate-views input[value="payout"]');
  await page.click('.simulate-views input[value="quarter"]');
}

/** Sets up a budget, sees its pools, and restores the step before it from the history. */
async function plans(page) {
  await goTo(page, "Budget and MDF");
  await page.click(".budget-none .button");
  await until("three pools", () => page.run(() => document.querySelectorAll(".budget-planned").length === 3));
  await goTo(page, "History");
  const steps = () => page.run(() => document.querySelectorAll(".history-table tbody tr").length);
  const before = await until("a history", steps);
  await page.click('.history-table [data-standing="before"] .link-button');
  await until("one step more", async () => (await steps()) === before + 1);
  await goTo(page, "Budget and MDF");
  await until("no budget any more", () => page.run(() => document.querySelector(".budget-pools") === null));
  await goTo(page, "Simulate");
}

/** Goes to a screen by its English name, whatever language it stands in. */
export async function goTo(page, name) {
  const [id] = name.toLowerCase().split(" ");
  await page.run((id) => document.querySelector(`.nav [data-screen="${id}"]`).click(), id);
}

function explainsFirstPartner() {
  const name = document.querySelector('[data-testid="partners-table"] [data-cell="0 0"]').firstChild
    .textContent;
  const title = document.querySelector('[data-testid="explain"] h2');
  return title?.textContent.includes(name.trim()) ?? false;
}

/** What the panel says now, and the first of its parts that can be opened and pays something. */
function explained() {
  const panel = document.querySelector('[data-testid="explain"]');
  const digits = (element) => element?.textContent.replaceAll(/[^0-9.]/g, "") ?? "";
  const parts = [...panel.querySelectorAll("button[data-part]")].map((part) => ({
    at: part.dataset.part,
    amount: digits(part.querySelector(".sum")),
  }));
  return {
    title: [...panel.querySelectorAll(".explain-crumbs li, h2")].map((each) => each.textContent).join(" > "),
    amount: digits(panel.querySelector(".explain-amount")),
    part: parts.find((part) => /[1-9]/.test(part.amount)) ?? null,
  };
}
