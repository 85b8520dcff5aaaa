import { describe, expect, it } from "vitest";
import type { ExportToDo, LastExport, Verification } from "../../host/index.ts";
import {
  alteredInWords,
  asText,
  coverage,
  filesByFolder,
  inShort,
  isLast,
  isReady,
  partsByFolder,
  readiness,
  since,
  size,
} from "./export.ts";

const toDo = (blocks: boolean): ExportToDo => ({
  blocks,
  code: "cliff",
  sentence: "It leaps.",
  hint: "Smooth it.",
  mended_in: "program",
  place: "/incentives/volume",
  accepted: null,
});

const last: LastExport = {
  version: 1,
  exported_at: "2026-11-21T04:20:01Z",
  folder: "/out",
  revision: 7,
  seal: "ab".repeat(32),
  lines: 10,
  total: "100.00",
  currency: "USD",
  proved_by: "SQLite",
  payouts_proved: 12,
  facts_changed: false,
  engine_changed: false,
  differences: [],
  change: "0.00",
};

const file = (name: string, bytes = 10) => ({
  name,
  bytes,
  sha256: `${name.length}`.repeat(64).slice(0, 64),
});

describe("files", () => {
  it("stand by folder, those of one kind on one line", () => {
    const folders = filesByFolder([
      file("deploy/spec.json"),
      file("internal/facts/deal.csv", 700),
      file("internal/facts/line.csv", 500),
      file("internal/payouts.csv"),
      file("partners/guide.html"),
      file("partners/statements/SAMPLE-statement-00001.csv"),
      file("partners/statements/SAMPLE-statement-00001.html"),
    ]);
    expect(folders.map((each) => each.name)).toEqual(["deploy", "partners", "internal"]);
    expect(folders.flatMap((each) => each.rows.map((row) => row.name))).toEqual([
      "spec.json",
      "guide.html",
      "statements/ with 2 files",
      "payouts.csv",
      "facts/ with 2 files",
    ]);
    expect(folders[2]?.rows[1]).toMatchObject({ bytes: 1200, sha256: null });
  });

  it("keep the order of parts and put the bundle's own last", () => {
    const part = (folder: string, name: string) => ({ folder, name, about: "", files: 1 });
    const folders = partsByFolder([part("deploy", "a"), part("deploy", "b"), part("", "manifest.json")]);
    expect(folders.map((each) => [each.name, each.rows.length])).toEqual([
      ["deploy", 2],
      ["", 1],
    ]);
  });

  it("are listed as sha256sum reads them", () => {
    const files = [{ name: "a b.csv", bytes: 1, sha256: "00ff" }];
    expect(asText({ files } as never)).toBe("00ff  a b.csv\n");
  });

  it("have hashes and sizes that are read at a glance", () => {
    expect(inShort("9f2c".repeat(16))).toBe("9f2c9f2c…2c9f2c");
    expect([0, 1, 999, 1000, 48_112, 1_250_000].map(size)).toEqual([
      "0 bytes",
      "1 byte",
      "999 bytes",
      "1 kB",
      "48 kB",
      "1.3 MB",
    ]);
  });
});

describe("what is in the way", () => {
  it("is told before what is worth a look", () => {
    expect(readiness({ to_do: [] })).toBe("Ready to export");
    expect(readiness({ to_do: [toDo(false)] })).toBe("Ready to export, 1 thing worth a look first");
    const accepted = { ...toDo(false), accepted: { text: "Agreed.", who: "Kim", at: "" } };
    expect(readiness({ to_do: [accepted] })).toBe("Ready to export, 1 thing accepted with a reason");
    expect(readiness({ to_do: [toDo(true), toDo(false)] })).toBe("1 thing stands in the way");
    expect(readiness({ to_do: [toDo(true), toDo(true)] })).toBe("2 things stand in the way");
  });

  it("keeps the export from beginning", () => {
    const plan = { bundle: {}, to_do: [toDo(false)] } as never;
    expect(isReady(plan)).toBe(true);
    expect(isReady({ bundle: {}, to_do: [toDo(true)] } as never)).toBe(false);
    expect(isReady({ bundle: null, to_do: [] } as never)).toBe(false);
    expect(isReady(null)).toBe(false);
  });
});

describe("the SQL for a database", () => {
  it("says how many of the incentives it works out", () => {
    const refused = [{ name: "Bonus", why: "counts points" }];
    expect(coverage({ name: "DuckDB", exact: 5, refused: [] })).toBe("all 5 incentives");
    expect(coverage({ name: "DuckDB", exact: 4, refused })).toBe("4 of 5 incentives");
    expect(coverage({ name: "DuckDB", exact: 0, refused: [] })).toBe("no incentive is on");
  });
});

describe("the last export", () => {
  it("says what has changed since", () => {
    expect(since(last)).toBe("Nothing has changed since");
    const differences = [{ place: "/x", sentence: "Gold from 1 to 2" }] as never;
    expect(since({ ...last, differences, facts_changed: true })).toBe(
      "Since then: 1 change of the program, other data",
    );
    expect(since({ ...last, engine_changed: true })).toBe("Since then: another version of Tierwright");
  });

  it("is known by its seal", () => {
    const checked = { bundle: { seal: last.seal } } as Verification;
    expect(isLast(checked, last)).toBe(true);
    expect(isLast(checked, { ...last, seal: "cd" })).toBe(false);
    expect(isLast(checked, null)).toBe(false);
    expect(isLast({ bundle: null } as Verification, last)).toBe(false);
  });
});

describe("a bundle that was changed", () => {
  it("says how many files are not as they were", () => {
    const altered = { name: "a", altered: "changed", detail: null };
    expect(alteredInWords({ altered: [altered] } as Verification)).toBe("1 file is not as it was exported");
    expect(alteredInWords({ altered: [altered, altered] } as Verification)).toBe(
      "2 files are not as they were exported",
    );
    expect(alteredInWords({ altered: [] } as never)).toBe("This is not the bundle that was exported");
  });
});
