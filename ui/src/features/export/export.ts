import type {
  AlteredFile,
  ExportDialect,
  Exported,
  ExportedFile,
  ExportPart,
  ExportPlan,
  ExportToDo,
  LastExport,
  RefusedRule,
  Verification,
} from "../../host/index.ts";
import { count } from "../../money/format.ts";

/** Files of which there are too many to read one by one: facts by table, statements by partner. */
const MANY = [
  { of: /^internal\/facts\//, where: "facts/" },
  { of: /^partners\/statements\//, where: "statements/" },
] as const;

/** Who reads a folder of the bundle. */
const READERS: Record<string, string> = {
  deploy: "for whoever builds and runs the program",
  partners: "for partners",
  internal: "for finance and channel operations",
};

/** A folder of the bundle with what is in it. */
export interface Folder<Row> {
  name: string;
  readers: string;
  rows: Row[];
}

function byFolder<Row>(rows: readonly Row[], folderOf: (row: Row) => string): Folder<Row>[] {
  const folders: Folder<Row>[] = [];
  for (const row of rows) {
    const name = folderOf(row);
    const known = folders.find((each) => each.name === name);
    if (known === undefined) folders.push({ name, readers: READERS[name] ?? "", rows: [row] });
    else known.rows.push(row);
  }
  return folders;
}

/** The parts of a bundle by the folder that they are in. */
export function partsByFolder(parts: readonly ExportPart[]): Folder<ExportPart>[] {
  return byFolder(parts, (part) => part.folder);
}

/** Files of a bundle on a line, named from their folder: one by itself, or all of a kind that nobody reads one by one. */
export interface FileLine {
  name: string;
  bytes: number;
  /** Its hash; null for several. */
  sha256: string | null;
}

/** The files that were written, by folder; those of a kind that has many are one line. */
export function filesByFolder(files: readonly ExportedFile[]): Folder<FileLine>[] {
  const folders = byFolder(files, folderOf).sort((one, other) => order(one.name) - order(other.name));
  return folders.map((folder) => ({ ...folder, rows: lines(folder) }));
}

function lines({ name: folder, rows }: Folder<ExportedFile>): FileLine[] {
  const single = rows.filter((file) => MANY.every(({ of }) => !of.test(file.name)));
  const several = MANY.map(({ of, where }) => ({ where, files: rows.filter((file) => of.test(file.name)) }));
  return [
    ...single.map(({ name, bytes, sha256 }) => ({
      name: name.slice(folder === "" ? 0 : folder.length + 1),
      bytes,
      sha256,
    })),
    ...several
      .filter(({ files }) => files.length > 0)
      .map(({ where, files }) => ({
        name: `${where} with ${count(files.length)} files`,
        bytes: files.reduce((sum, file) => sum + file.bytes, 0),
        sha256: null,
      })),
  ];
}

const folderOf = ({ name }: ExportedFile) => (name.includes("/") ? name.slice(0, name.indexOf("/")) : "");

const order = (folder: string) => {
  const at = Object.keys(READERS).indexOf(folder);
  return at < 0 ? Object.keys(READERS).length : at;
};

/** A hash as it is told apart at a glance: its first eight and last six digits. */
export function inShort(hash: string): string {
  return hash.length <= 16 ? hash : `${hash.slice(0, 8)}…${hash.slice(-6)}`;
}

/** How large something is, in the largest unit that keeps a digit before the point. */
export function size(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${count(bytes)} bytes`;
  if (bytes < 1_000_000) return `${count(Math.round(bytes / 1000))} kB`;
  return `${count(Math.round(bytes / 100_000) / 10)} MB`;
}

/** The files in the form that `sha256sum --check` reads. */
export function asText({ files }: Exported): string {
  return files.map((file) => `${file.sha256}  ${file.name}\n`).join("");
}

/** Whether it can be exported now, as a heading. */
export function readiness({ to_do }: Pick<ExportPlan, "to_do">): string {
  const blocking = to_do.filter((each) => each.blocks).length;
  const rest = to_do.filter((each) => !each.blocks && each.accepted === null).length;
  const accepted = to_do.length - blocking - rest;
  if (blocking > 0) return `${things(blocking)} ${blocking === 1 ? "stands" : "stand"} in the way`;
  if (rest > 0) return `Ready to export, ${things(rest)} worth a look first`;
  if (accepted > 0) return `Ready to export, ${things(accepted)} accepted with a reason`;
  return "Ready to export";
}

const things = (many: number) => (many === 1 ? "1 thing" : `${count(many)} things`);

/** Whether nothing stands in the way. */
export function isReady(plan: ExportPlan | null): boolean {
  return plan !== null && plan.bundle !== null && plan.to_do.every((each) => !each.blocks);
}

/** The link to where something is mended. */
export const MENDED_IN: Record<ExportToDo["mended_in"], string> = {
  program: "Open in Program",
  tests: "Open Tests",
  data: "Open Data",
  scenarios: "Open Scenarios",
  history: "Open the doubts",
};

/** How many of the incentives the SQL for a database works out. */
export function coverage({ exact, refused }: ExportDialect): string {
  const all = exact + refused.length;
  if (all === 0) return "no incentive is on";
  if (refused.length === 0) return all === 1 ? "the one incentive" : `all ${count(all)} incentives`;
  return `${count(exact)} of ${count(all)} incentives`;
}

/** Incentives named before the others are counted. */
const NAMED = 3;

/** Incentives that are not worked out, by reason: `Bonus, which counts points`, `A and B, each of which counts points`. */
export function notWorkedOut(refused: readonly RefusedRule[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, why } of refused) byReason.set(why, [...(byReason.get(why) ?? []), name]);
  return [...byReason].map(([why, names]) =>
    names.length === 1 ? `${names[0]}, which ${why}` : `${listed(names)}, each of which ${why}`,
  );
}

function listed(names: readonly string[]): string {
  const others = names.length - NAMED;
  if (others > 1) return `${names.slice(0, NAMED).join(", ")} and ${count(others)} more`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** What is different since the last export, as a heading. */
export function since(last: LastExport): string {
  const { differences, facts_changed: facts, engine_changed: engine } = last;
  const changes = differences.length;
  const parts = [
    ...(changes > 0
      ? [changes === 1 ? "1 change of the program" : `${count(changes)} changes of the program`]
      : []),
    ...(facts ? ["other data"] : []),
    ...(engine ? ["another version of Tierwright"] : []),
  ];
  return parts.length === 0 ? "Nothing has changed since" : `Since then: ${parts.join(", ")}`;
}

/** Whether a checked bundle is the one that this document exported last. */
export function isLast({ bundle }: Verification, last: LastExport | null): boolean {
  return bundle !== null && last !== null && bundle.seal === last.seal;
}

/** What became of a file, in a word. */
export const ALTERED: Record<AlteredFile["altered"], string> = {
  changed: "changed",
  missing: "missing",
  added: "not part of it",
};

/** How many files of a bundle are not as they were, as a heading. */
export function alteredInWords({ altered }: Verification): string {
  if (altered.length === 0) return "This is not the bundle that was exported";
  return altered.length === 1
    ? "1 file is not as it was exported"
    : `${count(altered.length)} files are not as they were exported`;
}
