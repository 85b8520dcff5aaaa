import { describe, expect, it } from "vitest";
import { windowTitle } from "./title.ts";

describe("the window's title", () => {
  const kept = { name: "FY26 Partner Program", path: "fy26.tierwright" };
  const begun = { ...kept, path: null };
  const titles = (platform: string) => [kept, begun].map((document) => windowTitle(document, platform));

  it("marks what has no file yet as each desktop does", () => {
    expect(titles("Linux x86_64")).toEqual([
      "FY26 Partner Program - Tierwright",
      "*FY26 Partner Program - Tierwright",
    ]);
    expect(titles("Win32")).toEqual([
      "FY26 Partner Program - Tierwright",
      "FY26 Partner Program* - Tierwright",
    ]);
    expect(titles("MacIntel")).toEqual(["FY26 Partner Program", "FY26 Partner Program"]);
  });

  it("is the app's own name while nothing is open", () => {
    expect(windowTitle(null, "Win32")).toBe("Tierwright");
  });
});
