import { describe, expect, it } from "vitest";

/** The sources of the window by path, tests and generated types left out. */
const sources = Object.entries(
  import.meta.glob<string>("./**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true }),
).filter(([path]) => !/\.test\.tsx?$|^\.\/testing\/|\/generated\//.test(path));

const importsOf = (text: string) =>
  [...text.matchAll(/^import .*?"([^"]+)";$/gms)].map((match) => match[1] ?? "");
const featureOf = (path: string) => /features\/([^/]+)\//.exec(path)?.[1];

/** Where a relative import of a file leads, from the source folder on. */
function target(path: string, imported: string): string {
  return new URL(imported, `file:///${path.slice(2)}`).pathname.slice(1);
}

function offenders(offends: (path: string, imported: string) => boolean): string[] {
  return sources.flatMap(([path, text]) =>
    importsOf(text)
      .filter((imported) => offends(path, imported))
      .map((imported) => `${path} imports ${imported}`),
  );
}

describe("the house", () => {
  it("is read", () => {
    expect(sources.length).toBeGreaterThan(40);
  });

  it("has one door to the desktop", () => {
    expect(
      offenders((path, imported) => imported.startsWith("@tauri-apps/") && !path.startsWith("./host/")),
    ).toEqual([]);
    const callers = sources.filter(
      ([path, text]) => /\bfetch\(|XMLHttpRequest|WebSocket/.test(text) && path !== "./host/browser.ts",
    );
    expect(callers.map(([path]) => path)).toEqual([]);
  });

  it("keeps features apart", () => {
    const crosses = (path: string, imported: string) => {
      const other = imported.startsWith(".") ? featureOf(target(path, imported)) : undefined;
      return featureOf(path) !== undefined && other !== undefined && other !== featureOf(path);
    };
    expect(offenders(crosses)).toEqual([]);
  });

  it("keeps parts without domain words free of the domain", () => {
    const general = /^\.\/(components|charts|money|styles)\//;
    const domain = /^(features|host|app)\//;
    expect(
      offenders(
        (path, imported) =>
          general.test(path) && imported.startsWith(".") && domain.test(target(path, imported)),
      ),
    ).toEqual([]);
  });

  it("makes no number of an amount outside of drawing", () => {
    const counting = sources.filter(
      ([path, text]) =>
        /\b(parseFloat|Number)\(/.test(text) && !["./money/format.ts", "./app/appearance.ts"].includes(path),
    );
    expect(counting.map(([path]) => path)).toEqual([]);
  });

  it("gives no file more than 600 lines", () => {
    expect(sources.filter(([, text]) => text.split("\n").length > 600).map(([path]) => path)).toEqual([]);
  });
});
