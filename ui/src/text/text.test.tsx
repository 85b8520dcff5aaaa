import { render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ENGLISH } from "./english.ts";
import { pseudo, stretch } from "./pseudo.ts";
import { plural, rich, speak, t } from "./text.ts";

afterEach(() => speak("en", null));

const deals = (many: number) =>
  plural(many, { one: "1 deal of {who}", other: "{n} deals of {who}" }, { who: "Sierra" });

describe("a text", () => {
  it("reads as it stands, with its numbers grouped", () => {
    expect(t`Saved ${"deals.csv"}, ${1234567} rows`).toBe("Saved deals.csv, 1,234,567 rows");
  });

  it("reads as another language has it, wherever that puts the values", () => {
    speak("de", { "Move {0} to {1}": "Nach {1} verschieben: {0}", Save: "Speichern" });
    expect(t`Move ${"Gold"} to ${"top"}`).toBe("Nach top verschieben: Gold");
    expect(t`Save`).toBe("Speichern");
    expect(t`Close`).toBe("Close");
  });

  it("holds parts of a page", () => {
    speak("de", { "Press {0} to save": "Sichern mit {0}" });
    const { container } = render(<p>{rich`Press ${<kbd>S</kbd>} to save`}</p>);
    expect(container.innerHTML).toBe("<p>Sichern mit <kbd>S</kbd></p>");
  });
});

describe("a text about so many things", () => {
  it.each([
    [0, "0 deals of Sierra"],
    [1, "1 deal of Sierra"],
    [2, "2 deals of Sierra"],
    [1234, "1,234 deals of Sierra"],
  ])("of %i is %j", (many, words) => expect(deals(many)).toBe(words));

  it("has the forms of its language", () => {
    const forms = { one: "{n} umowa {who}", few: "{n} umowy {who}", other: "{n} umów {who}" };
    speak("pl", { "{n} deals of {who}": forms });
    expect([1, 3, 5].map(deals)).toEqual(["1 umowa Sierra", "3 umowy Sierra", "5 umów Sierra"]);
  });
});

describe("the language of the tests", () => {
  it("is 40% longer, text by text, with its values where they were", () => {
    const texts = Object.entries(ENGLISH).flatMap(([, entry]) =>
      typeof entry === "string" ? [entry] : Object.values(entry),
    );
    expect(texts.length).toBeGreaterThan(1000);
    const values = (text: string) => text.match(/\{\w+\}/g) ?? [];
    for (const text of texts) {
      const bare = text.replaceAll(/\{\w+\}/g, "").length;
      const longer = stretch(text).replaceAll(/\{\w+\}/g, "").length;
      // A space at the end of the padding is left out, and one before it comes in.
      expect(longer / bare, text).toBeGreaterThanOrEqual(1.4 - 1 / bare);
      expect(values(stretch(text)), text).toEqual(values(text));
    }
  });

  it("marks each text, and keeps what it ends with", () => {
    expect(stretch("Open a document…")).toBe("Ópén á dócúmént lorém i…");
    speak("en", pseudo(ENGLISH));
    expect(t`Baseline`).toBe("Básélíné loré");
  });
});
