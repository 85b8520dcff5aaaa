import { t } from "../../text/text.ts";
/**
 * The program's JSON Schema as something to fill in: what kind of value stands at each place, which
 * choices it has, and what each of them means in plain words. It knows no part of the program by
 * name, so that everything a program can store can be edited.
 */

import { inWords, isObject, type Json, type JsonObject } from "./tree.ts";

/** What a value is. What lies inside is looked up when it is shown: some things hold themselves. */
export type Shape =
  | { kind: "text" | "money" | "quantity" | "day" | "yes_or_no" }
  | { kind: "number"; percent: boolean }
  | { kind: "whole"; least: number | null; most: number | null }
  | { kind: "choice"; choices: Choice[] }
  | { kind: "object"; members: Member[] }
  | { kind: "list"; of: JsonObject };

/** One of several things that a value can be. */
export interface Choice {
  word: string;
  words: string;
  help: string;
  /** What is said besides the word, or null where the word is all. */
  inside: JsonObject | null;
}

/** A named part of an object. */
export interface Member {
  key: string;
  words: string;
  help: string;
  node: JsonObject;
  /** It may be left out, and means something then. */
  optional: boolean;
}

/** A node of the schema, ready to be shown: its own shape, and whether nothing may stand there. */
export interface Resolved {
  shape: Shape;
  help: string;
  optional: boolean;
  /** The name of its definition: `Filter`, `Requirement`. */
  name: string;
}

const NUMBERS_AS_THEY_ARE = new Set([
  "for_every",
  "points",
  "otherwise",
  "block",
  "at_least",
  "table",
  "target",
  "weight",
  "rest",
]);

const asObject = (node: Json | undefined): JsonObject => (isObject(node) ? node : {});
const asList = (node: Json | undefined): Json[] => (Array.isArray(node) ? node : []);

/** Follows references and what may be left out. `key` is what the value is called where it stands. */
export function resolve(schema: JsonObject, node: JsonObject, key: string): Resolved {
  const help = typeof node.description === "string" ? node.description : "";
  const reference = typeof node.$ref === "string" ? node.$ref.replace("#/$defs/", "") : "";
  if (reference !== "") {
    const found = resolve(schema, asObject(asObject(schema.$defs)[reference]), key);
    const shape = named(reference, key) ?? found.shape;
    return { ...found, shape, name: reference, help: help || found.help };
  }
  const either = asList(node.anyOf).map(asObject);
  if (either.length > 0) {
    const some = either.find((each) => each.type !== "null");
    const found = resolve(schema, some ?? {}, key);
    return { ...found, optional: found.optional || either.length > 1, help: help || found.help };
  }
  const types = Array.isArray(node.type) ? node.type : [node.type];
  return { shape: shapeOf(schema, node, types), help, optional: types.includes("null"), name: "" };
}

/** Definitions that are one value with a meaning of its own. */
function named(reference: string, key: string): Shape | null {
  if (reference === "Money") return { kind: "money" };
  if (reference === "Quantity") return { kind: "quantity" };
  if (reference === "Rate") return { kind: "number", percent: !NUMBERS_AS_THEY_ARE.has(key) };
  return null;
}

function shapeOf(schema: JsonObject, node: JsonObject, types: (Json | undefined)[]): Shape {
  const choices = [...asList(node.oneOf), ...asList(node.enum)].flatMap((part) => choicesOf(part));
  if (choices.length > 0) return { kind: "choice", choices };
  if (types.includes("object")) return { kind: "object", members: membersOf(schema, node) };
  if (types.includes("array")) return { kind: "list", of: asObject(node.items) };
  if (types.includes("integer")) {
    const bound = (value: Json | undefined) => (typeof value === "number" ? value : null);
    return { kind: "whole", least: bound(node.minimum), most: bound(node.maximum) };
  }
  if (types.includes("boolean")) return { kind: "yes_or_no" };
  return { kind: node.format === "date" ? "day" : "text" };
}

function choicesOf(part: Json): Choice[] {
  const of = asObject(part);
  const help = typeof of.description === "string" ? of.description : "";
  const plain = typeof part === "string" ? [part] : [of.const, ...asList(of.enum)];
  const words = plain.filter((word): word is string => typeof word === "string");
  if (words.length > 0) return words.map((word) => ({ word, words: inWords(word), help, inside: null }));
  return asList(of.required)
    .filter((word): word is string => typeof word === "string")
    .map((word) => ({ word, words: inWords(word), help, inside: asObject(asObject(of.properties)[word]) }));
}

function membersOf(schema: JsonObject, node: JsonObject): Member[] {
  const required = asList(node.required);
  // What must be said comes first, in the order of the form.
  const entries = Object.entries(asObject(node.properties));
  const rank = (key: string) => (required.includes(key) ? required.indexOf(key) : required.length);
  const ordered = entries.toSorted(([one], [other]) => rank(one) - rank(other));
  return ordered.map(([key, member]) => {
    const found = resolve(schema, asObject(member), key);
    return {
      key,
      words: inWords(key),
      help: found.help,
      node: asObject(member),
      optional: !required.includes(key),
    };
  });
}

/** The members of a definition, such as `Incentive`. */
export function membersOfDefinition(schema: JsonObject, name: string): Member[] {
  return membersOf(schema, asObject(asObject(schema.$defs)[name]));
}

/** What a new value begins with. */
export interface Beginnings {
  currency: string;
  day: string;
}

/** Amounts where zero would stop the program or take all of its payouts: what a person is likely to mean. */
const BEGIN_AT: Record<string, string> = {
  "Guarantee.amount": "1000",
  "Limit.at_most": "1000000",
  "SharedLimit.at_most": "1000000",
};

/** The plainest value that a node allows: first choices, nothing in lists, zero where a number stands. */
export function beginning(schema: JsonObject, node: JsonObject, key: string, with_: Beginnings): Json {
  if (node.default !== undefined) return node.default;
  const { shape, name } = resolve(schema, node, key);
  switch (shape.kind) {
    case "text":
      return key === "id" ? "" : key === "name" ? t`New` : "";
    case "money":
      return `0 ${with_.currency}`;
    case "quantity":
      return key === "per_block" || key === "block" ? `1 ${with_.currency}` : `0 ${with_.currency}`;
    case "number":
      return key === "for_every" ? "1" : "0";
    case "day":
      return with_.day;
    case "yes_or_no":
      return false;
    case "whole":
      return Math.max(shape.least ?? 0, key === "trailing_months" ? 12 : 1);
    case "list":
      return [];
    case "choice": {
      // A quarter is what most programs mean where a length of time is chosen.
      const first = shape.choices.find(({ word }) => word === "quarter") ?? shape.choices[0];
      return first === undefined ? "" : chosen(schema, first, with_);
    }
    case "object": {
      const needed = shape.members.filter((member) => !member.optional);
      return Object.fromEntries(
        needed.map((member) => {
          const large = BEGIN_AT[`${name}.${member.key}`];
          const value =
            large === undefined
              ? beginning(schema, member.node, member.key, with_)
              : `${large} ${with_.currency}`;
          return [member.key, value];
        }),
      );
    }
  }
}

/** A choice as it stands in the program, with the plainest values inside it. */
export function chosen(schema: JsonObject, choice: Choice, with_: Beginnings): Json {
  if (choice.inside === null) return choice.word;
  return { [choice.word]: beginning(schema, choice.inside, choice.word, with_) };
}

/** What the letters of formulas stand for. */
const LETTERS: Record<string, string> = {
  V: t`the value paid on`,
  Q: t`the value that picks the band`,
  B: t`the baseline`,
  G: t`the guaranteed amount`,
};

/** The first sentence of a help text, in plain words: no marks of code, no formula, no letters for values. */
export function brief(help: string): string {
  const line = help.replaceAll("`", "").replaceAll(/\s+/g, " ").trim();
  const end = /[.;](?= |$)/.exec(line);
  const sentence = end === null ? line : line.slice(0, end.index);
  const [words = "", formula = ""] = sentence.split(/: (.*)/s);
  const plain =
    formula.length > 60 || /[*=]| x |sum of|max\(|floor\(|V\/Q|r\(Q\)/.test(formula) ? words : sentence;
  const said = plain.replaceAll(/(?<![\w/])([VQBG])(?![\w/(])/g, (letter) => LETTERS[letter] ?? letter);
  return said === "" || end === null ? said : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}
