// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources are read here.
import { describe, expect, it } from "vitest";
import { saidIn } from "../testing/texts.ts";
import type { Entry } from "./text.ts";

/** The sources of the window by path, tests and generated types left out. */
const sources = Object.entries(
  import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true }),
).filter(([path]) => !/\.test\.tsx?$|^\.\.\/testing\/|\/generated\/|^\.\//.test(path));
const said = sources.map(([path, source]) => ({ path: path.slice(3), ...saidIn(path.slice(3), source) }));

/** The catalogue of a file: that of its feature, or of its room. */
const catalogueOf = (path: string) => /^(?:features\/)?([^/]+)\//.exec(path)?.[1] ?? "main";

const catalogues = new Map<string, Map<string, Entry>>();
for (const { path, entries } of said) {
  if (entries.size === 0) continue;
  const name = catalogueOf(path);
  catalogues.set(name, new Map([...(catalogues.get(name) ?? []), ...entries]));
}

describe("what a source says", () => {
  it.each([
    ["a text of the page", "<p>Save it</p>"],
    ["one word beside a value", "<p>{name} of</p>"],
    ["an attribute that is read", '<input placeholder="day" />'],
    ["one that is heard", "<nav aria-label={`Parts of ${name}`} />"],
    ["a word that depends", '<p>{many ? "rows" : t`Row`}</p>'],
    ["a word within a text", 't`${up ? "up" : t`down`} by ${sum}`'],
    ["a number of things that cannot be one", "t`Show ${count(rows)} rows`"],
    ["a label of a table", '({ value: "x", label: "tier" })'],
    ["a sentence in a function", 'say("Nothing was found.")'],
    ["a word with a capital", 'const NONE = "None"'],
  ])("is loose as %s", (_, source) => expect(saidIn("a.tsx", source).loose).toHaveLength(1));

  it.each([
    "<p>{t`Save it`}</p>",
    '<p className="caption quiet">{name}: {sum}</p>',
    'if (kind === "Two words") go("simulate");',
    'event.key === "Enter" && field.querySelector("input, textarea")',
    'throw new Error("This cannot be.")',
  ])("is in order as %s", (source) => expect(saidIn("a.tsx", source).loose).toEqual([]));

  it("is gathered with its values and forms", () => {
    const source = 't`Save ${name}`; plural(many, { one: "1 row", other: "{n} rows" }); rich`${<b />} paid`';
    expect([...saidIn("a.tsx", source).entries.values()]).toEqual([
      "Save {0}",
      { one: "1 row", other: "{n} rows" },
      "{0} paid",
    ]);
  });
});

describe("the catalogue", () => {
  it("has every word that people read", () => {
    expect(said.length).toBeGreaterThan(150);
    expect(said.flatMap(({ loose }) => loose)).toEqual([]);
  });

  it("has no text that begins or ends with a space, which would be lost in another language", () => {
    const texts = [...catalogues.values()].flatMap((each) => [...each.values()]);
    const all = texts.flatMap((each) => (typeof each === "string" ? [each] : Object.values(each)));
    expect(all.filter((each) => each !== each.trim())).toEqual([]);
  });

  // `npm run text` writes it anew.
  it.each([...catalogues.keys()])("of %s is as the sources have it", async (name) => {
    const texts = [...(catalogues.get(name) ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
    const written = `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
    await expect(written).toMatchFileSnapshot(`./en/${name}.json`);
  });

  it("has no text of a folder that says nothing any more", () => {
    const files = Object.keys(import.meta.glob("./en/*.json")).map((path) => path.slice(5, -5));
    expect(files.toSorted()).toEqual([...catalogues.keys()].toSorted());
  });
});
