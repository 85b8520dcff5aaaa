import type {
  ChosenRepair,
  Field,
  FieldEdit,
  FileColumn,
  FormChoice,
  ImportCheck,
  InspectedFile,
  Inspection,
  ProblemGroup,
} from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { tableOrder } from "./tables.ts";

/** The steps of an import, in their order. */
export const STEPS = [t`Files`, t`Map`, t`Check`, t`Load`] as const;
export type Step = 0 | 1 | 2 | 3;

/** Everything a person has decided about an import so far. The mapping is made anew from it each time. */
export interface Decisions {
  files: string[];
  /** The saved mapping to begin with, by its name; null guesses. */
  saved: string | null;
  forms: Record<string, FormChoice>;
  answers: Record<string, string>;
  edits: FieldEdit[];
  repairs: ChosenRepair[];
}

export const NOTHING_DECIDED: Decisions = {
  files: [],
  saved: null,
  forms: {},
  answers: {},
  edits: [],
  repairs: [],
};

/** Adds files that are not there yet. */
export function withFiles(decisions: Decisions, files: string[]): Decisions {
  const added = files.filter((file) => !decisions.files.includes(file));
  return { ...decisions, files: [...decisions.files, ...added] };
}

/** Takes a file out; what was decided about its form goes with it. */
export function withoutFile(decisions: Decisions, file: InspectedFile): Decisions {
  const { [file.file]: _, ...forms } = decisions.forms;
  return { ...decisions, forms, files: decisions.files.filter((path) => path !== file.path) };
}

/** Changes one part of how a file is read; the others stay as they were decided. */
export function withForm(decisions: Decisions, file: string, part: FormChoice): Decisions {
  return { ...decisions, forms: { ...decisions.forms, [file]: { ...decisions.forms[file], ...part } } };
}

export function withAnswer(decisions: Decisions, id: string, choice: string): Decisions {
  return { ...decisions, answers: { ...decisions.answers, [id]: choice } };
}

/** A later change of the same field takes the place of an earlier one; meanings of texts add up. */
export function withEdit(decisions: Decisions, edit: FieldEdit): Decisions {
  const same = (other: FieldEdit) =>
    other.place === edit.place &&
    other.field === edit.field &&
    ((other.means ?? null) === null) === ((edit.means ?? null) === null) &&
    (edit.means == null || other.text === edit.text);
  return { ...decisions, edits: [...decisions.edits.filter((other) => !same(other)), edit] };
}

/** Repairs of which one takes the place of the other. */
const ALTERNATIVES = [
  ["set_aside", "add_partners"],
  ["set_aside_repeated", "keep_repeated"],
  ["keep_shares", "scale", "rest_to_first", "set_aside_shares"],
  ["keep_negative", "as_returns", "set_aside_negative"],
];

export function withRepair(decisions: Decisions, repair: ChosenRepair): Decisions {
  const instead = ALTERNATIVES.find((all) => all.includes(repair.repair)) ?? [];
  const kept = decisions.repairs.filter(
    (other) => !instead.includes(other.repair) && !(other.from !== "" && other.from === repair.from),
  );
  return { ...decisions, repairs: [...kept, repair] };
}

/** The repair of a group that holds now: the one chosen last, else the first it offers. */
export function chosenRepair(group: ProblemGroup, repairs: ChosenRepair[]): string | null {
  const offered = group.repairs.map((repair) => repair.id);
  const chosen = repairs.findLast((repair) => offered.includes(repair.repair));
  return chosen?.repair ?? offered[0] ?? null;
}

/** The feeds of a mapping with their fields: those that are read, and those that could be. */
export interface Feed {
  place: string;
  table: string;
  file: string;
  read: Field[];
  unread: Field[];
}

export function feeds(inspection: Inspection): Feed[] {
  const found: Feed[] = [];
  for (const field of inspection.fields) {
    let feed = found.find((each) => each.place === field.place);
    if (feed === undefined) {
      feed = { place: field.place, table: field.table, file: field.file, read: [], unread: [] };
      found.push(feed);
    }
    (field.source === "" ? feed.unread : feed.read).push(field);
  }
  return found.sort((one, other) => tableOrder(one.table) - tableOrder(other.table));
}

/** Feeds of one file that fill the same table, from which on only the first is shown at once. */
const MANY = 5;

/** Feeds of the same file and table together: a file with forty currencies needs one look, not forty. */
export function folded(feeds: readonly Feed[]): { shown: Feed[]; more: Feed[] }[] {
  const groups: Feed[][] = [];
  for (const feed of feeds) {
    const alike = groups.find(([one]) => one?.table === feed.table && one.file === feed.file);
    if (alike === undefined) groups.push([feed]);
    else alike.push(feed);
  }
  return groups.map((group) =>
    group.length < MANY ? { shown: group, more: [] } : { shown: group.slice(0, 1), more: group.slice(1) },
  );
}

/** Questions without an answer. */
export function openQuestions(inspection: Inspection | null): number {
  return inspection?.questions.filter((question) => question.answer === null).length ?? 0;
}

export interface Unused {
  file: string;
  columns: FileColumn[];
  /** The feeds that could keep one of them as an attribute. */
  keepers: Feed[];
}

/** Columns that no field is read from, by file. */
export function unusedColumns(inspection: Inspection): Unused[] {
  const all = feeds(inspection);
  return inspection.files
    .map(({ file, columns }) => ({
      file,
      columns: columns.filter((column) => !column.used && column.name !== ""),
      keepers: ["deal", "partner"].flatMap((table) =>
        all.filter((feed) => feed.file === file && feed.table === table).slice(0, 1),
      ),
    }))
    .filter(({ columns }) => columns.length > 0);
}

/** Keeps a column as an attribute of what a feed fills, under its own name. */
export function asAttribute(decisions: Decisions, feed: Feed, column: string): Decisions {
  return withEdit(decisions, { place: feed.place, field: `${ATTRIBUTE}${column}`, column });
}

/** Whether the step after this one can be gone to. */
export function canGoOn(step: Step, inspection: Inspection | null, check: ImportCheck | null): boolean {
  if (step === 0) return inspection !== null;
  if (step === 1) return inspection !== null && openQuestions(inspection) === 0;
  return step === 2 && check !== null;
}

/** What our fields are called. */
const FIELDS: Record<string, string> = {
  id: "ID",
  kind: "Type",
  list_amount: t`List amount`,
  closed: t`Close date`,
  opened: t`Opened`,
  joined: t`Joined`,
  period_from: t`Period from`,
  period_until: t`Period until`,
  valid_until: t`Valid until`,
  quoted: t`Quoted as`,
};

/** What the name of a column of the user's own comes after where it is a field. */
const ATTRIBUTE = "attribute:";

export function fieldName(field: string): string {
  if (field.startsWith(ATTRIBUTE)) return t`Attribute ${field.slice(ATTRIBUTE.length)}`;
  return FIELDS[field] ?? `${field.charAt(0).toUpperCase()}${field.slice(1).replaceAll("_", " ")}`;
}

/** The number of rows of a table that would be loaded. */
export function countOf(check: ImportCheck, table: string): number {
  return check.counts.find((count) => count.table === table)?.rows ?? 0;
}
