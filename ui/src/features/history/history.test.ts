import { describe, expect, it } from "vitest";
import type { HistoryEntry, HistoryEvent } from "../../host/index.ts";
import { byWhom, type Done, filtered, nextUnknown, standingOf } from "./history.ts";

const entry = (number: number, changed: HistoryEntry["changed"]): HistoryEntry => ({
  number,
  parent: null,
  label: `step ${number}`,
  saved_at: `2026-11-27T03:00:0${number}Z`,
  who: "",
  changed,
  standing: "before",
  restores: changed === "program",
});

const entries = [entry(4, "program"), entry(3, "data"), entry(2, "scenarios"), entry(1, "program")];

describe("the history", () => {
  it("asks for the latest effect that is not known, and never for an import's", () => {
    expect(nextUnknown(entries, new Map())).toBe(4);
    expect(nextUnknown(entries, new Map([[4, 0]]))).toBe(2);
    expect(
      nextUnknown(
        entries,
        new Map([
          [4, 0],
          [2, 0],
          [1, 0],
        ]),
      ),
    ).toBeNull();
  });

  it("asks for no effect of a step about a doubt, which leaves the program as it was", () => {
    expect(nextUnknown([entry(5, "doubts"), entry(1, "program")], new Map([[1, 0]]))).toBeNull();
  });

  it("is filtered by what was done, each sign-off after the step it is about", () => {
    const signed: HistoryEvent = {
      done_at: "2026-11-27T03:00:03Z",
      kind: "sign_off",
      revision: 3,
      who: "Kim",
      role: "Finance",
      what: "Signature 1",
      words: "",
      sha256: "",
    };
    const history = { entries, events: [signed] };
    const name = (done: Done) => ("entry" in done ? done.entry.number : done.event.what);
    expect(filtered(history, "all").map(name)).toEqual([4, "Signature 1", 3, 2, 1]);
    expect(filtered(history, "program").map(name)).toEqual([4, 1]);
    expect(filtered(history, "data").map(name)).toEqual([3]);
    expect(filtered(history, "sign_off").map(name)).toEqual(["Signature 1"]);
    expect(byWhom(signed)).toBe("Kim, Finance");
    expect(byWhom({ who: "", role: "" })).toBe("");
  });

  it("says where a step stands", () => {
    expect(standingOf("here")).toBe("You are here");
    expect(standingOf("before")).toBe("");
  });
});
