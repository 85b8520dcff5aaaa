/**
 * Every text that the window says. It stands where it is used, in English; in another language the same
 * text is looked up in that language's catalogue. The catalogue to translate, `en`, is read from the
 * sources by a test. Nothing compiles texts: the page is built and tested as any other module is, and
 * plurals follow the language of the text, while numbers follow the person's locale.
 */

import { createElement, Fragment, type ReactNode } from "react";
import { count } from "../money/format.ts";
import { chosenTexts } from "./language.ts";

/** A text of a catalogue, or its forms where the number of things decides. */
export type Entry = string | Partial<Record<Intl.LDMLPluralRule, string>>;

/** The texts of a language by how they read in English, with `{0}`, `{1}` where values stand. */
export type Catalogue = Readonly<Record<string, Entry>>;

// Texts are said where they stand, many as soon as their file is read. Whatever says one is read after this.
let catalogue: Catalogue | null = await chosenTexts(globalThis.location.href);
let rules = new Intl.PluralRules("en");

/** Says all that is said from now on in another language; `null` is English, as it stands in the sources. */
export function speak(language: string, texts: Catalogue | null): void {
  catalogue = texts;
  rules = new Intl.PluralRules(language);
}

/** A text with its values. A number is grouped as the person's locale has it. */
export function t(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return pieces(parts)
    .map((piece) => (typeof piece === "string" ? piece : written(values[piece] ?? "")))
    .join("");
}

/** A text with parts of a page in it, such as keys or figures that are drawn. */
export function rich(parts: TemplateStringsArray, ...values: ReactNode[]): ReactNode {
  return createElement(
    Fragment,
    null,
    ...pieces(parts).map((piece) => (typeof piece === "string" ? piece : values[piece])),
  );
}

/** The names of the values that a text asks for. */
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** What fills the names of a text; its number, `{n}`, is known. */
type Values<Text> =
  Exclude<Names<Text>, "n"> extends never ? [] : [values: Record<Exclude<Names<Text>, "n">, string | number>];

/** A text about so many things: `plural(rows, { one: "1 row", other: "{n} rows" })`. */
export function plural<One extends string, Other extends string>(
  many: number,
  forms: { one: One; other: Other },
  ...[values]: Values<One | Other>
): string {
  const known: Entry = catalogue?.[forms.other] ?? forms;
  const text = typeof known === "string" ? known : (known[rules.select(many)] ?? known.other ?? forms.other);
  const named: Record<string, string | number> = { ...values, n: many };
  return text.replace(NAME, (whole: string, name: string) => written(named[name] ?? whole));
}

const NAME = /\{(\w+)\}/g;

function written(value: string | number): string {
  return typeof value === "number" ? count(value) : value;
}

/** A text as its catalogues know it. */
export function idOf(parts: readonly string[]): string {
  return parts.reduce((text, part, at) => `${text}{${at - 1}}${part}`);
}

/** The words of a text in the language of now, and the positions of its values among them. */
function pieces(parts: TemplateStringsArray): (string | number)[] {
  const known = catalogue?.[idOf(parts)];
  if (typeof known !== "string") return parts.flatMap((part, at) => (at === 0 ? [part] : [at - 1, part]));
  return known.split(NAME).map((piece, at) => (at % 2 === 0 ? piece : Number.parseInt(piece, 10)));
}
