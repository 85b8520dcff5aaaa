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
import { plural, t } from "../../text/text.ts";

/** Files of which there are too many to read one by one: facts by table, statements by partner. */
const MANY = [
  { of: /^internal\/facts\//, where: "facts/" },
  { of: /^partners\/statements\//, where: "statements/" },
] as const;

/** Who reads a folder of the bundle. */
const READERS: Record<string, string> = {
  deploy: t`for whoever builds and runs the program`,
  partners: t`for partners`,
  internal: t`for finance and channel operations`,
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
        name: plural(
          files.length,
          { one: "{where} with 1 file", other: "{where} with {n} files" },
          { where },
        ),
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
  if (bytes < 1000) return plural(bytes, { one: "1 byte", other: "{n} bytes" });
  if (bytes < 1_000_000) return t`${count(Math.round(bytes / 1000))} kB`;
  return t`${count(Math.round(bytes / 100_000) / 10)} MB`;
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
  if (blocking > 0) {
    return plural(blocking, { one: "1 thing stands in the way", other: "{n} things stand in the way" });
  }
  if (rest > 0) {
    return plural(rest, {
      one: "Ready to export, 1 thing worth a look first",
      other: "Ready to export, {n} things worth a look first",
    });
  }
  if (accepted > 0) {
    return plural(accepted, {
      one: "Ready to export, 1 thing accepted with a reason",
      other: "Ready to export, {n} things accepted with a reason",
    });
  }
  return t`Ready to export`;
}

/** Whether nothing stands in the way. */
export function isReady(plan: ExportPlan | null): boolean {
  return plan !== null && plan.bundle !== null && plan.to_do.every((each) => !each.blocks);
}

/** The link to where something is mended. */
export const MENDED_IN: Record<ExportToDo["mended_in"], string> = {
  program: t`Open in Program`,
  tests: t`Open Tests`,
  data: t`Open Data`,
  scenarios: t`Open Scenarios`,
  history: t`Open the doubts`,
};

/** How many of the incentives the SQL for a database works out. */
export function coverage({ exact, refused }: ExportDialect): string {
  const all = exact + refused.length;
  if (all === 0) return t`no incentive is on`;
  if (refused.length === 0) return plural(all, { one: "the one incentive", other: "all {n} incentives" });
  return plural(all, { one: "{exact} of 1 incentive", other: "{exact} of {n} incentives" }, { exact });
}

/** Incentives named before the others are counted. */
const NAMED = 3;

/** Incentives that are not worked out, by reason: `Bonus, which counts points`, `A and B, each of which counts points`. */
export function notWorkedOut(refused: readonly RefusedRule[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, why } of refused) byReason.set(why, [...(byReason.get(why) ?? []), name]);
  return [...byReason].map(([why, names]) =>
    names.length === 1 ? t`${names[0] ?? ""}, which ${why}` : t`${listed(names)}, each of which ${why}`,
  );
}

function listed(names: readonly string[]): string {
  const others = names.length - NAMED;
  if (others > 1) return t`${names.slice(0, NAMED).join(", ")} and ${others} more`;
  return t`${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** What is different since the last export, as a heading. */
export function since(last: LastExport): string {
  const { differences, facts_changed: facts, engine_changed: engine } = last;
  const changes = differences.length;
  const parts = [
    ...(changes > 0
      ? [plural(changes, { one: "1 change of the program", other: "{n} changes of the program" })]
      : []),
    ...(facts ? [t`other data`] : []),
    ...(engine ? [t`another version of Tierwright`] : []),
  ];
  return parts.length === 0 ? t`Nothing has changed since` : t`Since then: ${parts.join(", ")}`;
}

/** Whether anything is different since the last export. */
export function hasChanged({
  differences,
  facts_changed: facts,
  engine_changed: engine,
}: LastExport): boolean {
  return differences.length > 0 || facts || engine;
}

/** Whether a checked bundle is the one that this document exported last. */
export function isLast({ bundle }: Verification, last: LastExport | null): boolean {
  return bundle !== null && last !== null && bundle.seal === last.seal;
}

/** What became of a file, in a word. */
export const ALTERED: Record<AlteredFile["altered"], string> = {
  changed: t`changed`,
  missing: t`missing`,
  added: t`not part of it`,
};

/** How many files of a bundle are not as they were, as a heading. */
export function alteredInWords({ altered }: Verification): string {
  if (altered.length === 0) return t`This is not the bundle that was exported`;
  return plural(altered.length, {
    one: "1 file is not as it was exported",
    other: "{n} files are not as they were exported",
  });
}
