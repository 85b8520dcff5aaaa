import { act, renderHook } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Inspection } from "../../host/index.ts";
import { type AskImport, useImport } from "./useImport.ts";

const inspection = { files: [], mapping: "{}", name: "Deals", fields: [], meanings: [] };

function asking(inspect: AskImport["inspect"]): AskImport {
  const never = vi.fn(() => new Promise<never>(() => {}));
  return {
    inspect,
    check: never,
    load: never,
    saveSetAside: never,
    paste: never,
    progress: () => Promise.resolve({ doing: null, part: null }),
    stop: vi.fn(),
    chooseFiles: () => Promise.resolve(null),
    chooseTarget: () => Promise.resolve(null),
  };
}

describe("an import", () => {
  it("does not list a file that could not be read", async () => {
    const found = { ...inspection, questions: [], notes: [], saved: [] } as Inspection;
    const refused = { kind: "file", code: "file_damaged", sentence: "b.csv is damaged.", hint: "" };
    const inspect = vi.fn(({ files }: { files: string[] }) =>
      files.includes("/b.csv") ? Promise.reject(refused) : Promise.resolve(found),
    );
    const { result } = renderHook(() => useImport(asking(inspect as AskImport["inspect"]), vi.fn()));
    await act(async () => result.current.start(["/a.csv"]));
    expect(result.current.decisions.files).toEqual(["/a.csv"]);
    await act(async () => result.current.start(["/b.csv"]));
    expect(result.current.failure?.code).toBe("file_damaged");
    expect(result.current.decisions.files).toEqual(["/a.csv"]);
    await act(async () => result.current.start(["/c.csv"]));
    expect(inspect.mock.lastCall?.[0].files).toEqual(["/a.csv", "/c.csv"]);
  });
});
