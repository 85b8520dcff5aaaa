import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Exported, ExportPlan, Verification } from "../../host/index.ts";
import { comparedExport, signOff } from "../../testing/sampleSignOff.ts";
import { type AskExportPlan, ExportPage } from "./ExportPage.tsx";
import type { AskSignOff } from "./signOff.ts";
import { type AskExport, useExport } from "./useExport.ts";

const PLAN: ExportPlan = {
  program: "Channel",
  revision: 7,
  sample: false,
  to_do: [
    {
      blocks: false,
      code: "not_in_sql",
      sentence: "Bonus is not in the SQL for any database: it counts points.",
      hint: "It is in everything else.",
      mended_in: "program",
      place: "/incentives/bonus",
      accepted: null,
    },
  ],
  last: null,
  sign_off: { ...signOff(2, "1971402.00"), missing: [], status: "in_review", asked: ["Finance"] },
  bundle: {
    window: "Q1 FY25 to Q4 FY25 (Jan to Dec 2025)",
    lines: 12,
    payouts: 40,
    by: "SQLite",
    total: "1971402.00",
    currency: "USD",
    parts: [{ folder: "deploy", name: "SQL", about: "views and tables", files: 8 }],
    dialects: [{ name: "DuckDB", exact: 4, refused: [{ name: "Bonus", why: "counts points" }] }],
    given_levels: [],
  },
};

const EXPORTED: Exported = {
  folder: "/out",
  sample: false,
  version: 2,
  status: "in_review",
  files: [{ name: "deploy/spec.json", bytes: 1200, sha256: "9f2c".repeat(16) }],
  seal: "51f0".repeat(16),
  lines: 12,
  total: "1971402.00",
  currency: "USD",
  proof: { by: "SQLite", payouts: 40, of: 40, refused: [], given_levels: [] },
};

const CHANGED: Verification = {
  folder: "/out",
  agrees: false,
  sentence: "partners/guide.html has been changed since the export.",
  bundle: null,
  difference: {
    code: "file_changed",
    file: "partners/guide.html",
    row: null,
    sentence: "",
    hint: "Do not rely on it.",
  },
  altered: [{ name: "partners/guide.html", altered: "changed", detail: "Line 12 was “5%” and is “6%”." }],
  proof: null,
};

let ask: { [Name in keyof AskExport]: ReturnType<typeof vi.fn> } & AskExport;
let asked: number;
const mend = vi.fn();
let signing: { [Name in keyof AskSignOff]: ReturnType<typeof vi.fn> } & AskSignOff;

const answers = new Map<ExportPlan, AskExportPlan>();

/** One way to ask for each plan, as the window has one. */
function answerWith(plan: ExportPlan): AskExportPlan {
  const known = answers.get(plan);
  if (known !== undefined) return known;
  const ask: AskExportPlan = (_, done) => {
    asked += 1;
    done(plan);
  };
  answers.set(plan, ask);
  return ask;
}

function Page({ plan }: { plan: ExportPlan }) {
  const exporting = useExport(ask);
  return (
    <ExportPage
      of="the document"
      ask={answerWith(plan)}
      exporting={exporting}
      signing={signing}
      onMend={mend}
      onHistory={() => {}}
      onCopy={() => {}}
    />
  );
}

/** A promise that is kept or broken by hand. */
function later<T>() {
  let keep: (value: T) => void = () => {};
  let refuse: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((kept, broken) => {
    keep = kept;
    refuse = broken;
  });
  return { promise, keep, refuse };
}

const begin = async () => {
  await act(async () => fireEvent.click(screen.getByTestId("export-start")));
};

describe("the export screen", () => {
  beforeEach(() => {
    asked = 0;
    mend.mockReset();
    signing = {
      step: vi.fn(async () => null),
      name: vi.fn(async () => null),
      compare: vi.fn(async () => comparedExport()),
      saveAudit: vi.fn(async () => "Saved 12 rows"),
      takeProgram: vi.fn(),
    } as never;
    ask = {
      export: vi.fn(async () => EXPORTED),
      verify: vi.fn(async () => CHANGED),
      progress: vi.fn(async () => ({ doing: null, part: null })),
      stop: vi.fn(),
      chooseFolder: vi.fn(async () => "/out"),
      chooseBundle: vi.fn(async () => "/out"),
    } as never;
  });

  it("says what is worth a look and leads to where it is mended", () => {
    render(<Page plan={PLAN} />);
    const toDo = screen.getByTestId("export-to-do");
    expect(within(toDo).getByRole("heading").textContent).toBe("Ready to export, 1 thing worth a look first");
    fireEvent.click(within(toDo).getByRole("button", { name: /^Open in Program: Bonus/ }));
    expect(mend).toHaveBeenCalledWith("program", "/incentives/bonus");
    expect(screen.getByRole("row", { name: /DuckDB 4 of 5 incentives/ }).textContent).toContain(
      "counts points",
    );
    expect(screen.getByText("Nothing was exported from this document yet.")).toBeTruthy();
  });

  it("exports, tells the proof, and asks again what would be exported", async () => {
    render(<Page plan={PLAN} />);
    const going = later<Exported>();
    ask.export.mockReturnValue(going.promise);
    await begin();
    expect(screen.getByRole("progressbar", { name: "Exporting" })).toBeTruthy();
    expect(screen.getByTestId("export-start").hasAttribute("disabled")).toBe(true);
    const before = asked;
    await act(async () => going.keep(EXPORTED));
    const answer = screen.getByTestId("exported");
    expect(within(answer).getByText("of 40 payouts, zeros included")).toBeTruthy();
    expect(within(answer).getByText("$1,971,402")).toBeTruthy();
    expect(within(answer).getByText("9f2c9f2c…2c9f2c")).toBeTruthy();
    expect(asked).toBe(before + 1);
  });

  it("is stopped and says that nothing was written", async () => {
    render(<Page plan={PLAN} />);
    const going = later<Exported>();
    ask.export.mockReturnValue(going.promise);
    await begin();
    fireEvent.click(screen.getByTestId("export-stop"));
    expect(ask.stop).toHaveBeenCalled();
    await act(async () => going.refuse({ code: "cancelled", sentence: "Stopped.", hint: "" }));
    expect(screen.getByText(/Nothing was written/)).toBeTruthy();
  });

  it("shows a failure where it happened and lets it be put away", async () => {
    render(<Page plan={PLAN} />);
    ask.export.mockRejectedValue({
      code: "folder_not_empty",
      sentence: "/out holds other things.",
      hint: "Choose another.",
    });
    await begin();
    expect(screen.getByRole("alert").textContent).toContain("/out holds other things.");
    fireEvent.click(screen.getByRole("button", { name: "Dismiss message" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("does not begin while something stands in the way", () => {
    const blocking = PLAN.to_do.map((each) => ({ ...each, blocks: true }));
    render(<Page plan={{ ...PLAN, bundle: null, to_do: blocking }} />);
    expect(screen.getByRole("heading", { name: "1 thing stands in the way" })).toBeTruthy();
    expect(screen.getByTestId("export-start").hasAttribute("disabled")).toBe(true);
    expect(screen.queryByRole("region", { name: "In the bundle" })).toBeNull();
  });

  it("accepts a warning with a reason and asks again what stands", async () => {
    render(<Page plan={PLAN} />);
    fireEvent.click(screen.getByRole("button", { name: /^Accept with a reason: Bonus/ }));
    fireEvent.change(screen.getByLabelText(/^Reason/), { target: { value: "The warehouse team knows." } });
    fireEvent.change(screen.getByLabelText(/^Your name/), { target: { value: "Kim" } });
    const before = asked;
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Accept" })));
    const { code, place, sentence } = PLAN.to_do[0] as ExportPlan["to_do"][number];
    expect(signing.step).toHaveBeenCalledWith({
      step: { accept: { code, place, sentence } },
      who: "Kim",
      words: "The warehouse team knows.",
    });
    expect(asked).toBe(before + 1);
    expect(screen.queryByLabelText(/^Reason/)).toBeNull();
  });

  it("signs the digest that is on screen, and keeps what was written where that is refused", async () => {
    render(<Page plan={PLAN} />);
    const section = screen.getByTestId("sign-off");
    expect(within(section).getByText("Version 2: in review, asked to sign: Finance")).toBeTruthy();
    fireEvent.click(within(section).getByRole("button", { name: "Sign…" }));
    fireEvent.change(within(section).getByLabelText(/^Your role/), { target: { value: "Finance" } });
    fireEvent.change(within(section).getByLabelText(/^Your name/), { target: { value: "<b>Kim</b>" } });
    signing.step.mockResolvedValueOnce({
      code: "signed_another",
      sentence: "What holds now is not what you looked at.",
      hint: "Look again.",
    });
    const sign = () => within(section).getByRole("button", { name: "Sign" });
    await act(async () => fireEvent.click(sign()));
    expect(within(section).getByRole("alert").textContent).toContain("not what you looked at");
    await act(async () => fireEvent.click(sign()));
    expect(signing.step).toHaveBeenLastCalledWith({
      step: { sign: { sha256: "ef56".repeat(16) } },
      who: "<b>Kim</b>",
      role: "Finance",
      words: "",
    });
  });

  it("shows a lapsed signature with what changed, and a name as text", () => {
    const signature = {
      number: 4,
      name: "<script>alert(1)</script>",
      role: "Finance",
      signed_at: "2026-11-21T04:20:01Z",
      revision: 6,
      sha256: "00".repeat(32),
      total: "1.00 USD",
      alone: "",
      holds: false,
      lapsed: [{ what: "the program", was: "v6", is: "v7" }],
      withdrawn: null,
    };
    const { container } = render(
      <Page plan={{ ...PLAN, sign_off: { ...PLAN.sign_off, signatures: [signature] } }} />,
    );
    const row = screen.getByRole("row", { name: /<script>alert\(1\)<\/script>, Finance/ });
    expect(row.textContent).toContain("lapsed: the program changed");
    expect(row.textContent).toContain("v6 then, v7 now");
    expect(container.querySelector("script")).toBeNull();
  });

  it("signs no sample data and no draft", () => {
    render(<Page plan={{ ...PLAN, sample: true }} />);
    expect(screen.getByRole("button", { name: "Sign…" }).hasAttribute("disabled")).toBe(true);
  });

  it("compares with the last export in money when it is asked to", async () => {
    const last = {
      exported_at: "2026-11-21T04:20:01Z",
      version: 1,
      folder: "/out",
      revision: 6,
      seal: "51f0".repeat(16),
      lines: 12,
      total: "1971402.00",
      currency: "USD",
      proved_by: "SQLite",
      payouts_proved: 40,
      facts_changed: false,
      engine_changed: false,
      differences: [],
      change: null,
    };
    render(<Page plan={{ ...PLAN, last }} />);
    expect(signing.compare).not.toHaveBeenCalled();
    await act(async () =>
      fireEvent.click(screen.getByRole("button", { name: "Compare with the last export" })),
    );
    const compared = screen.getByTestId("compared-export");
    expect(within(compared).getByText("1 partner gets more, 0 less, 119 the same.")).toBeTruthy();
    expect(within(compared).getByRole("row", { name: /BlueRiver MSP/ }).textContent).toContain("100");
  });

  it("names every changed file of a bundle and what stood there", async () => {
    render(<Page plan={PLAN} />);
    await act(async () => fireEvent.click(screen.getByTestId("export-check")));
    const answer = screen.getByTestId("checked");
    expect(within(answer).getByRole("heading").textContent).toContain("1 file is not as it was exported");
    expect(within(answer).getByRole("row", { name: /partners\/guide.html changed Line 12/ })).toBeTruthy();
  });
});
