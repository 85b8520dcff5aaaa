import { describe, expect, it, vi } from "vitest";
import { Previews } from "./previews.ts";

/** A question whose answer the test gives by hand. */
function held(label: string, log: string[]) {
  let answer: (value: string) => void = () => {};
  let refuse: (reason: Error) => void = () => {};
  const question = {
    ask: () => {
      log.push(`ask ${label}`);
      return new Promise<string>((resolve, reject) => {
        answer = resolve;
        refuse = reject;
      });
    },
    answered: (value: string) => log.push(`answer ${value}`),
    failed: (reason: unknown) => log.push(`failed ${(reason as Error).message}`),
  };
  return { question, answer: () => answer(label), refuse: () => refuse(new Error(label)) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("Previews", () => {
  it("sends one question at a time and skips those that were overtaken", async () => {
    const log: string[] = [];
    const previews = new Previews();
    const [one, two, three] = ["1", "2", "3"].map((label) => held(label, log));
    for (const each of [one, two, three]) if (each) previews.ask("totals", each.question);
    expect(log).toEqual(["ask 1"]);
    one?.answer();
    await settle();
    expect(log).toEqual(["ask 1", "answer 1", "ask 3"]);
    three?.answer();
    await settle();
    expect(log).toEqual(["ask 1", "answer 1", "ask 3", "answer 3"]);
  });

  it("lets lanes take turns, so a drag does not starve the table", async () => {
    const log: string[] = [];
    const previews = new Previews();
    const first = held("totals 1", log);
    const rows = held("rows", log);
    const second = held("totals 2", log);
    previews.ask("totals", first.question);
    previews.ask("rows", rows.question);
    previews.ask("totals", second.question);
    first.answer();
    await settle();
    rows.answer();
    await settle();
    expect(log.filter((line) => line.startsWith("ask"))).toEqual([
      "ask totals 1",
      "ask rows",
      "ask totals 2",
    ]);
  });

  it("lets the others follow the answer of the leading lane before it goes on", async () => {
    const log: string[] = [];
    const previews = new Previews("totals", async () => {});
    const [first, second, rows] = ["totals 1", "totals 2", "rows 1"].map((label) => held(label, log));
    if (!first || !second || !rows) return;
    first.question.answered = (value) => {
      previews.ask("rows", rows.question);
      return log.push(`answer ${value}`);
    };
    previews.ask("totals", first.question);
    previews.ask("totals", second.question);
    first.answer();
    await settle();
    rows.answer();
    await settle();
    expect(log).toEqual(["ask totals 1", "answer totals 1", "ask rows 1", "answer rows 1", "ask totals 2"]);
  });

  it("goes on after a failure", async () => {
    const log: string[] = [];
    const previews = new Previews();
    const bad = held("bad", log);
    const good = held("good", log);
    previews.ask("totals", bad.question);
    previews.ask("totals", good.question);
    bad.refuse();
    await settle();
    good.answer();
    await settle();
    expect(log).toEqual(["ask bad", "failed bad", "ask good", "answer good"]);
  });

  it("sends a command before what waits and after the question on its way", async () => {
    const log: string[] = [];
    const previews = new Previews();
    const flying = held("flying", log);
    const waiting = held("waiting", log);
    previews.ask("totals", flying.question);
    previews.ask("totals", waiting.question);
    const run = vi.fn(async () => "done");
    const outcome = previews.command(run);
    await settle();
    expect(run).not.toHaveBeenCalled();
    flying.answer();
    expect(await outcome).toBe("done");
    await settle();
    expect(log).toEqual(["ask flying", "answer flying", "ask waiting"]);
  });

  it("drops what has not been sent when told to", async () => {
    const log: string[] = [];
    const previews = new Previews();
    const flying = held("flying", log);
    previews.ask("totals", flying.question);
    previews.ask("rows", held("waiting", log).question);
    previews.forget();
    flying.answer();
    await settle();
    expect(log).toEqual(["ask flying", "answer flying"]);
  });

  it("hands a command's failure to its caller and stays usable", async () => {
    const log: string[] = [];
    const previews = new Previews();
    await expect(previews.command(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await settle();
    const after = held("after", log);
    previews.ask("totals", after.question);
    expect(log).toEqual(["ask after"]);
  });

  it("keeps what is asked during a command until the command has ended", async () => {
    const log: string[] = [];
    const previews = new Previews();
    let finish: () => void = () => {};
    const outcome = previews.command(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    await settle();
    const after = held("after", log);
    previews.ask("totals", after.question);
    expect(log).toEqual([]);
    finish();
    await outcome;
    await settle();
    expect(log).toEqual(["ask after"]);
  });
});
