import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useAnswer } from "./useAnswer.ts";

type Done = (answer: string) => void;

function shown(question: { of: string } | null, about?: string) {
  const asked: { question: { of: string }; done: Done }[] = [];
  const ask = (question: { of: string }, done: Done) => {
    asked.push({ question, done });
  };
  const hook = renderHook(({ question, of, about }) => useAnswer(ask, question, of, about), {
    initialProps: { question, of: 1, about },
  });
  const answer = (at: number, words: string) => act(() => asked[at]?.done(words));
  return { asked, answer, ...hook };
}

describe("an answer", () => {
  it("is asked for anew when the question says something else or what it follows is another", () => {
    const { asked, answer, rerender, result } = shown({ of: "a" });
    answer(0, "first");
    rerender({ question: { of: "a" }, of: 1, about: undefined });
    expect(asked).toHaveLength(1);
    rerender({ question: { of: "a" }, of: 2, about: undefined });
    expect(result.current).toBe("first");
    answer(1, "second");
    expect(result.current).toBe("second");
    rerender({ question: { of: "b" }, of: 2, about: undefined });
    expect(asked.map(({ question }) => question.of)).toEqual(["a", "a", "b"]);
  });

  it("is that of the newest question, however late an older one comes", () => {
    const { answer, rerender, result } = shown({ of: "a" });
    rerender({ question: { of: "b" }, of: 1, about: undefined });
    answer(1, "of b");
    answer(0, "of a");
    expect(result.current).toBe("of b");
  });

  it("is not shown beside something else that it is not about", () => {
    const { asked, answer, rerender, result } = shown({ of: "a" }, "one");
    answer(0, "of one");
    rerender({ question: { of: "a" }, of: 2, about: "one" });
    expect(result.current).toBe("of one");
    rerender({ question: { of: "b" }, of: 2, about: "other" });
    expect(result.current).toBeNull();
    answer(asked.length - 1, "of the other");
    expect(result.current).toBe("of the other");
  });

  it("is none where nothing is asked", () => {
    const { asked, result } = shown(null);
    expect(asked).toEqual([]);
    expect(result.current).toBeNull();
  });
});
