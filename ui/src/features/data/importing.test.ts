import { describe, expect, it } from "vitest";
import type { Inspection, ProblemGroup } from "../../host/index.ts";
import {
  chosenRepair,
  feeds,
  fieldName,
  NOTHING_DECIDED,
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
});
