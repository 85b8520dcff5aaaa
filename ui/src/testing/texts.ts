import { parseSync } from "vite";
import { type Entry, idOf } from "../text/text.ts";

/** A node of a parsed source; which fields it has is told by its type. */
interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

/** What a source says: its texts for the catalogue, and the words that stand outside of it. */
export interface Said {
  entries: Map<string, Entry>;
  /** Each with its line. */
  loose: string[];
}

/** Attributes that people read or hear. */
const ATTRIBUTES = new Set(
  "label title placeholder alt words note otherwise heading opens none add hint help caption question verb busy aria-label aria-description aria-roledescription aria-valuetext".split(
    " ",
  ),
);

/** Fields of objects that hold what is read. */
const FIELDS = new Set(
  "label words question otherwise heading hint sentence verb busy note noun caption title none".split(" "),
);

/** What carries a text through to where it is read. */
const THROUGH: Readonly<Record<string, readonly string[]>> = {
  ConditionalExpression: ["consequent", "alternate"],
  LogicalExpression: ["left", "right"],
  ParenthesizedExpression: ["expression"],
  TSAsExpression: ["expression"],
  TSNonNullExpression: ["expression"],
  JSXExpressionContainer: ["expression"],
};

/** Words that are the same in every language. */
const NAMES = /Tierwright|\.tierwright|ROPI|SHA-256|SHA256|SQL|CSV|MDF|HTML|\bv\b/g;

const hasWords = (text: string) => /\p{L}{2}/u.test(text.replaceAll(NAMES, ""));

/** A sentence, or a word with a capital: nobody writes those for machines to read. */
const isSentence = (text: string) =>
  hasWords(text) &&
  !KEYS.has(text) &&
  !SELECTOR.test(text) &&
  (/^\P{L}*\p{Lu}\p{Ll}+[^\p{L}]*$/u.test(text) || /\p{L}{2,}[,.:;]? \p{L}{2,}/u.test(text));

const KEYS = new Set(["Enter", "Escape", "Home", "End", "Tab", "Delete", "Insert", "Backspace"]);
const SELECTOR = /[[\]#>]|(^| )\.\w/;

/** Where a sentence is not for people: what is thrown at a programmer, selectors, keys of a keyboard. */
const FOR_MACHINES =
  /^(Error|.*(querySelector|querySelectorAll|matches|closest|matchMedia|includes|startsWith|getData|setData|addEventListener|removeEventListener|membersOfDefinition|setAttribute|written|invoke|heed|useKeptFocus|DateTimeFormat|resolve|session\.read|format)|ask)$/;
const MACHINE_ATTRIBUTES =
  /^(className|id|key|htmlFor|d|path|type|role|name|style|transform|points|viewBox|data-.*|aria-(describedby|labelledby|controls|activedescendant)|preserveAspectRatio|place|testId|kind|template|fill|stroke.*|of)$/;

/** Reads a source of the window. */
export function saidIn(path: string, source: string): Said {
  const said: Said = { entries: new Map(), loose: [] };
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} does not parse`);
  const loose = (node: Node, text: string) => {
    const line = source.slice(0, node.start).split("\n").length;
    said.loose.push(`${path}:${line} ${text.trim().replaceAll(/\s+/g, " ")}`);
  };

  /** A text on its way to the page: words in it are loose, wherever they stand. */
  const read = (node: Node) => {
    const text = wordsOf(node);
    if (text !== null && hasWords(text)) loose(node, text);
    for (const field of THROUGH[node.type] ?? []) read(node[field] as Node);
    if (node.type === "TemplateLiteral") for (const value of node.expressions as Node[]) read(value);
  };

  const walk = (node: Node, machine: boolean) => {
    if (node.type === "ImportDeclaration" || isType(node)) return;
    const text = wordsOf(node);
    if (text !== null && !machine && isSentence(text)) loose(node, text);
    if (node.type === "JSXText" && hasWords(String(node.value))) loose(node, String(node.value));
    if (node.type === "TaggedTemplateExpression") {
      const quasi = node.quasi as Node;
      const parts = (quasi.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
      said.entries.set(idOf(parts), idOf(parts));
      (quasi.expressions as Node[]).forEach((value, at) => {
        if (isCount(value) && THINGS.test(parts[at + 1] ?? "")) loose(node, `plural of ${idOf(parts)}`);
      });
      for (const value of quasi.expressions as Node[]) read(value);
      for (const value of quasi.expressions as Node[]) walk(value, false);
      return;
    }
    if (node.type === "CallExpression" && (node.callee as Node).name === "plural") {
      const [, forms, ...values] = node.arguments as Node[];
      const entry = formsOf(forms as Node);
      said.entries.set(entry.other, entry);
      for (const each of values) walk(each, false);
      return;
    }
    if (node.type === "JSXElement" || node.type === "JSXFragment") {
      for (const child of node.children as Node[]) if (child.type !== "JSXText") read(child);
    }
    if (node.type === "JSXAttribute" && node.value && ATTRIBUTES.has(nameOf(node.name as Node))) {
      read(node.value as Node);
    }
    if (node.type === "Property" && FIELDS.has(nameOf(node.key as Node))) read(node.value as Node);
    for (const [field, child] of Object.entries(node)) {
      for (const each of Array.isArray(child) ? child : [child]) {
        if (isNode(each)) walk(each, forMachines(node, field, source, machine));
      }
    }
  };
  walk(program as unknown as Node, false);
  said.loose = [...new Set(said.loose)];
  return said;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

function isType({ type }: Node): boolean {
  return (
    type.startsWith("TS") &&
    !["TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression"].includes(type)
  );
}

/** The words of a string or of a template, whose values are left out; null for anything else. */
function wordsOf(node: Node): string | null {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node.type !== "TemplateLiteral") return null;
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join("{}");
}

function nameOf(node: Node): string {
  return String(node.name ?? node.value ?? "");
}

/** Whether a value is how many there are of something. */
function isCount(node: Node): boolean {
  const { callee, property } = node as { callee?: Node; property?: Node };
  return callee?.name === "count" || property?.name === "length";
}

/** Things after their number, where one of them is said otherwise. */
const THINGS = /^ (?!is |was |less )\p{Ll}+s\b/u;

/** The forms of a `plural`, which are written where it is called. */
function formsOf(node: Node): { one: string; other: string } {
  const forms = new Map(
    (node.properties as Node[]).map((each) => [nameOf(each.key as Node), wordsOf(each.value as Node)]),
  );
  const [one, other] = [forms.get("one"), forms.get("other")];
  if (one == null || other == null) throw new Error("a plural has the forms one and other, as strings");
  return { one, other };
}

/** Whether what stands in a field of a node is read by machines alone. */
function forMachines(node: Node, field: string, source: string, inside: boolean): boolean {
  switch (node.type) {
    case "JSXAttribute":
      return MACHINE_ATTRIBUTES.test(nameOf(node.name as Node));
    case "BinaryExpression":
      return /^([!=]==?|in)$/.test(String(node.operator));
    case "SwitchCase":
      return field === "test";
    case "Property":
      return (
        field === "key" ||
        /^(id|place|keys|kind|key|do|value|code|style|month|timeZone)$/.test(nameOf(node.key as Node))
      );
    case "CallExpression":
    case "NewExpression": {
      const callee = node.callee as Node;
      return field === "arguments" && FOR_MACHINES.test(source.slice(callee.start, callee.end));
    }
    case "JSXElement":
    case "JSXFragment":
    case "ArrowFunctionExpression":
    case "BlockStatement":
      return false;
    default:
      return inside;
  }
}
