import type { Study, StudyOf, StudyReport, StudyUnit } from "../../host/index.ts";
import { percent, plain } from "../../money/format.ts";
import { parseDecimal, parsePercent } from "../../money/parse.ts";
import { t } from "../../text/text.ts";

/** A study as people choose it. */
export interface StudyChoice {
  id: StudyOf["study"];
  name: string;
  /** The question that it answers. */
  question: string;
  settings: Setting[];
}

/** Something that a study asks for: text as it was typed, empty where its own default holds. */
export interface Setting {
  name: string;
  label: string;
  /** What holds where it is left empty. */
  otherwise: string;
  /** What the typed text is: a percentage is sent as a fraction, a list as its parts between semicolons,
   * pairs as a name and a percentage each, amounts by hand from the table of partners. */
  kind: "percent" | "amount" | "number" | "text" | "list" | "pairs" | "hand";
  /** What can be chosen, by the word that is sent and as it reads; anything can be typed where left out. */
  choices?: readonly { id: string; name: string }[];
}

const MARGIN: Setting = { name: "margin", label: t`Margin`, otherwise: t`none`, kind: "percent" };

/** Every study in the order that people meet them. */
export const STUDIES: StudyChoice[] = [
  {
    id: "cliffs",
    name: t`Cliffs`,
    question: t`Where does one more cent of sales bring a jump of payout, and who stands just below?`,
    settings: [{ name: "within", label: t`Near means within`, otherwise: "5%", kind: "percent" }],
  },
  {
    id: "what_matters",
    name: t`What matters most`,
    question: t`Which values of the program move the total payout, and what volume pays for each incentive?`,
    settings: [
      { name: "by", label: t`Move each by`, otherwise: "10%", kind: "percent" },
      MARGIN,
      { name: "reactions", label: t`Volume reacts`, otherwise: t`co_sell=5%; volume=2%`, kind: "pairs" },
    ],
  },
  {
    id: "risk",
    name: t`Risk`,
    question: t`How much could be paid out in a year like this one?`,
    settings: [
      { name: "budget", label: t`Budget`, otherwise: t`the program's`, kind: "amount" },
      { name: "seed", label: t`Seed`, otherwise: "7", kind: "number" },
    ],
  },
  {
    id: "programs",
    name: t`Many programs`,
    question: t`What does every scenario pay on the same deals, and two values moved together?`,
    settings: [
      { name: "levers", label: t`Values down, across`, otherwise: t`the two largest`, kind: "list" },
      { name: "by", label: t`Move each by`, otherwise: "20%", kind: "percent" },
    ],
  },
  {
    id: "futures",
    name: t`Many futures`,
    question: t`What does this program pay on the history, on the plan, and on years drawn again?`,
    settings: [
      { name: "years", label: t`Years drawn`, otherwise: "20", kind: "number" },
      { name: "seed", label: t`Seed of the first`, otherwise: "7", kind: "number" },
    ],
  },
  {
    id: "find_setting",
    name: t`Find a setting`,
    question: t`Which setting reaches a budget, and who pays for it?`,
    settings: [
      { name: "budget", label: t`Budget`, otherwise: t`none`, kind: "amount" },
      { name: "winners", label: t`Or partners who gain`, otherwise: t`none`, kind: "percent" },
      { name: "return_on_cost", label: t`Or return on cost`, otherwise: t`none`, kind: "amount" },
      MARGIN,
      { name: "levers", label: t`Move only`, otherwise: t`every value`, kind: "list" },
      { name: "least", label: t`At least times`, otherwise: "0.5", kind: "amount" },
      { name: "most", label: t`At most times`, otherwise: "1.5", kind: "amount" },
    ],
  },
  {
    id: "gaming",
    name: t`Gaming`,
    question: t`What would moved and split deals cost at worst, and are there signs of them?`,
    settings: [
      { name: "within", label: t`Around a threshold`, otherwise: "5%", kind: "percent" },
      { name: "days", label: t`Days moved`, otherwise: "30", kind: "number" },
    ],
  },
  {
    id: "overlap",
    name: t`Fairness`,
    question: t`Which deals are paid twice or not at all, and are like partners paid alike?`,
    settings: [],
  },
  {
    id: "swap",
    name: t`Attribution`,
    question: t`What would each partner get under another model of attribution?`,
    settings: [],
  },
  {
    id: "pilot",
    name: t`Pilot`,
    question: t`What would a pilot with some partners have shown on the last two quarters?`,
    settings: [
      { name: "region", label: t`Region`, otherwise: t`any`, kind: "text" },
      { name: "partner_type", label: t`Partner type`, otherwise: t`any`, kind: "text" },
      { name: "segment", label: t`Segment`, otherwise: t`any`, kind: "text" },
      { name: "partners", label: t`Or partners by id`, otherwise: t`none picked`, kind: "list" },
      { name: "from", label: t`First day`, otherwise: t`last two quarters`, kind: "text" },
      { name: "until", label: t`Last day`, otherwise: t`end of the data`, kind: "text" },
      {
        name: "measure",
        label: t`Measured`,
        otherwise: t`revenue`,
        kind: "text",
        choices: [
          { id: "deals", name: t`deals` },
          { id: "joint_deals", name: t`joint deals` },
        ],
      },
    ],
  },
  {
    id: "rollout",
    name: t`Roll-out`,
    question: t`In which waves does a change reach all partners, at what cost, and what has to hold first?`,
    settings: [
      {
        name: "by",
        label: t`Waves by`,
        otherwise: t`segment`,
        kind: "text",
        choices: [
          { id: "region", name: t`region` },
          { id: "partner_type", name: t`partner type` },
        ],
      },
      { name: "first", label: t`First wave`, otherwise: t`the smallest`, kind: "text" },
      { name: "from", label: t`Begins in the quarter of`, otherwise: t`after the data`, kind: "text" },
      { name: "apart", label: t`Quarters apart`, otherwise: "2", kind: "number" },
    ],
  },
  {
    id: "mdf",
    name: "MDF",
    question: t`What did MDF bring, what lies idle, and how could the next money be divided?`,
    settings: [
      { name: "margin", label: t`Margin`, otherwise: "30%", kind: "percent" },
      { name: "amount", label: t`Divide`, otherwise: t`what was paid`, kind: "amount" },
      { name: "least", label: t`Least for each`, otherwise: t`none`, kind: "amount" },
      { name: "most", label: t`Most for each`, otherwise: t`no limit`, kind: "amount" },
      { name: "hand", label: t`By hand`, otherwise: "", kind: "hand" },
    ],
  },
  {
    id: "scorecard",
    name: t`Scorecard`,
    question: t`How does the channel do, who is like the best, and who is at risk?`,
    settings: [
      MARGIN,
      { name: "direct_cost", label: t`Direct selling cost`, otherwise: t`not known`, kind: "amount" },
    ],
  },
  {
    id: "order",
    name: t`Order of incentives`,
    question: t`Would the incentives pay more or less in another order?`,
    settings: [],
  },
];

/** What was typed for each setting of a study. */
export type Typed = Record<string, string>;

/**
 * The questions of a study, each more exact than the one before; none while something is missing that
 * it cannot do without.
 */
export function asked(choice: StudyChoice, typed: Typed, changes: Study["changes"]): Study[] {
  const settings: Record<string, string | number | object[] | string[]> = {};
  for (const { name, kind } of choice.settings) {
    const text = (typed[name] ?? "").trim();
    if (text !== "") settings[name] = sent(text, kind);
  }
  if (NEEDS_ONE.has(choice.id) && Object.keys(settings).length === 0) return [];
  const study = (more: object): Study => ({
    of: { study: choice.id, ...settings, ...more } as StudyOf,
    ...(changes === undefined || changes.length === 0 ? {} : { changes }),
  });
  return choice.id === "risk" ? [study({ replays: 4, draws: 400 }), study({})] : [study({})];
}

/** Studies that ask nothing before one of their settings is typed. */
const NEEDS_ONE: ReadonlySet<StudyChoice["id"]> = new Set(["find_setting", "pilot"]);

/** Typed text as it is sent: percentages as fractions. What does not read goes as it is, to be refused with a sentence. */
function sent(text: string, kind: Setting["kind"]): string | number | object[] | string[] {
  if (kind === "text") return text;
  if (kind === "hand")
    return Object.entries(JSON.parse(text) as Record<string, string>).map(([partner, amount]) => ({
      partner,
      amount: parseDecimal(amount) ?? amount,
    }));
  if (kind === "pairs") return parts(text).map(reaction);
  if (kind === "list") return parts(text);
  if (kind === "percent") return parsePercent(text) ?? text;
  const number = parseDecimal(text) ?? text;
  return kind === "number" && /^\d{1,15}$/.test(number) ? Number.parseInt(number, 10) : number;
}

function parts(text: string): string[] {
  return text.split(";").flatMap((part) => part.trim() || []);
}

/** How the volume of an incentive's deals reacts, as it was typed: "co_sell=5%". */
function reaction(text: string): { incentive: string; volume: string } {
  const at = text.lastIndexOf("=");
  const volume = text.slice(at + 1).trim();
  return { incentive: text.slice(0, Math.max(0, at)).trim(), volume: parsePercent(volume) ?? volume };
}

/** Studies that something is decided on. */
export const DECIDED: ReadonlySet<StudyChoice["id"]> = new Set(["pilot", "rollout"]);

const WHOLE = /^-?\d+$/;

/** A value as it reads in a cell. */
export function shown(text: string, unit: StudyUnit): string {
  if (text === "" || unit === "text") return text;
  if (unit === "money") return plain(text);
  if (unit === "number" && WHOLE.test(text)) return plain(text, "whole");
  if (unit !== "rate") return text;
  const said = percent(text, 1);
  // What is there is never said to be nothing.
  return /[1-9]/.test(said) || !/[1-9]/.test(text) || text.startsWith("-")
    ? said
    : t`under ${percent("0.001", 1)}`;
}

/** Rows that are shown before somebody asks for all. */
export const FEW_ROWS = 12;

/** The line under a report: what it rests on, and its seed. */
export function basis(report: StudyReport): string {
  const on = report.seed === null ? report.basis : t`${report.basis}, seed ${String(report.seed)}`;
  return t`${on}. Amounts in ${report.currency}.`;
}
