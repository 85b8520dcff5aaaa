import { describe, expect, it } from "vitest";
import type { Inspection, ProblemGroup } from "../../host/index.ts";
import {
  asAttribute,
  chosenRepair,
  feeds,
  fieldName,
  folded,
  NOTHING_DECIDED,
  unusedColumns,
  withAnswer,
  withEdit,
  withFiles,
  withForm,
  withRepair,
} from "./importing.ts";

const place = "/tables/deal/0";

describe("decisions of an import", () => {
  it("keep what was decided when another option changes", () => {
    const files = withFiles(withFiles(NOTHING_DECIDED, ["/a.csv"]), ["/a.csv", "/b.csv"]);
    expect(files.files).toEqual(["/a.csv", "/b.csv"]);
    const mapped = withEdit(files, { place, field: "amount", column: "Net" });
    const formed = withForm(withForm(mapped, "a.csv", { delimiter: ";" }), "a.csv", { header_row: 3 });
    expect(formed.edits).toEqual(mapped.edits);
    expect(formed.forms["a.csv"]).toEqual({ delimiter: ";", header_row: 3 });
    expect(withAnswer(formed, "currency", "EUR").edits).toEqual(mapped.edits);
  });

  it("replace an earlier change of the same field, and add the meanings of texts", () => {
    let decisions = withEdit(NOTHING_DECIDED, { place, field: "amount", column: "Net" });
    decisions = withEdit(decisions, { place, field: "amount", column: "Gross" });
    expect(decisions.edits.map((edit) => edit.column)).toEqual(["Gross"]);
    decisions = withEdit(decisions, { place, field: "stage", text: "Signed", means: "won" });
    decisions = withEdit(decisions, { place, field: "stage", text: "Lost it", means: "lost" });
    decisions = withEdit(decisions, { place, field: "stage", text: "Signed", means: "open" });
    expect(decisions.edits.slice(1).map((edit) => [edit.text, edit.means])).toEqual([
      ["Lost it", "lost"],
      ["Signed", "open"],
    ]);
  });

  it("let one repair of a group take the place of the other", () => {
    const group = { repairs: [{ id: "keep_shares" }, { id: "scale" }] } as ProblemGroup;
    expect(chosenRepair(group, [])).toBe("keep_shares");
    const scaled = withRepair(NOTHING_DECIDED, { repair: "scale", from: "", to: "" });
    expect(chosenRepair(group, scaled.repairs)).toBe("scale");
    const kept = withRepair(scaled, { repair: "keep_shares", from: "", to: "" });
    expect(kept.repairs.map((repair) => repair.repair)).toEqual(["keep_shares"]);
    const merged = withRepair(kept, { repair: "same_partner", from: "B", to: "A" });
    expect(withRepair(merged, { repair: "two_partners", from: "B", to: "" }).repairs).toHaveLength(2);
  });
});

describe("fields", () => {
  it("stand under their feed, those that are not read apart", () => {
    const field = { place, table: "deal", file: "a.csv", must: true };
    const inspection = {
      fields: [
        { ...field, field: "id", source: "Deal ID" },
        { ...field, field: "region", source: "" },
      ],
    } as Inspection;
    const [feed] = feeds(inspection);
    expect(feed?.read.map((each) => each.field)).toEqual(["id"]);
    expect(feed?.unread.map((each) => each.field)).toEqual(["region"]);
    expect(["id", "list_amount", "stage"].map(fieldName)).toEqual(["ID", "List amount", "Stage"]);
  });

  it("of many feeds alike shows the first, and of a few all", () => {
    const feed = (place: number, table: string) => ({
      place: `/tables/${table}/${place}`,
      table,
      file: "a.csv",
      read: [],
      unread: [],
    });
    const rates = [0, 1, 2, 3, 4].map((at) => feed(at, "rate"));
    const credits = [0, 1, 2, 3].map((at) => feed(at, "credit"));
    expect(folded([...credits, ...rates])).toEqual([
      { shown: credits, more: [] },
      { shown: rates.slice(0, 1), more: rates.slice(1) },
    ]);
  });

  it("can keep a column that nothing reads as an attribute of deals or partners", () => {
    const field = { place, table: "deal", file: "a.csv", must: true, field: "id", source: "Deal ID" };
    const inspection = {
      files: [
        {
          file: "a.csv",
          columns: [
            { name: "Deal ID", used: true },
            { name: "Lead", used: false },
          ],
        },
        { file: "b.csv", columns: [{ name: "Note", used: false }] },
      ],
      fields: [field, { ...field, place: "/tables/credit/0", table: "credit" }],
    } as unknown as Inspection;
    const [own, other] = unusedColumns(inspection);
    expect(own?.columns.map((column) => column.name)).toEqual(["Lead"]);
    expect(own?.keepers.map((feed) => feed.place)).toEqual([place]);
    expect(other?.keepers).toEqual([]);
    const [feed] = own?.keepers ?? [];
    if (feed === undefined) throw new Error("no feed");
    const decided = asAttribute(NOTHING_DECIDED, feed, "Lead");
    expect(decided.edits).toEqual([{ place, field: "attribute:Lead", column: "Lead" }]);
    expect(fieldName("attribute:Lead")).toBe("Attribute Lead");
  });
});
