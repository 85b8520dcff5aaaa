/**
 * Questions asked while somebody drags, types or scrolls. At most one is with Rust at any time; a newer
 * question of the same lane takes the place of the one still waiting, so the newest always wins and
 * nothing piles up. Lanes take turns in the order they were first asked.
 */
export interface Question<T> {
  ask: () => Promise<T>;
  answered: (answer: T) => void;
  failed: (reason: unknown) => void;
}

export class Previews {
  readonly #waiting = new Map<string, () => Promise<void>>();
  #asking: Promise<void> | null = null;

  /** Asks in a lane, in place of a question of that lane that has not been sent yet. */
  ask<T>(lane: string, question: Question<T>): void {
    this.#waiting.set(lane, () => question.ask().then(question.answered, question.failed));
    this.#next();
  }

  /** Drops what has not been sent: the document it was asked about is gone. */
  forget(): void {
    this.#waiting.clear();
  }

  /** Carries out a command before anything that waits; a question on its way is let land first. */
  async command<T>(run: () => Promise<T>): Promise<T> {
    const before = this.#asking;
    const outcome = (async () => {
      await before;
      return run();
    })();
    this.#hold(outcome.then(nothing, nothing));
    return outcome;
  }

  #next(): void {
    if (this.#asking) return;
    const first = this.#waiting.entries().next();
    if (first.done) return;
    const [lane, send] = first.value;
    this.#waiting.delete(lane);
    this.#hold(send());
  }

  #hold(work: Promise<void>): void {
    const held = work.finally(() => {
      if (this.#asking !== held) return;
      this.#asking = null;
      this.#next();
    });
    this.#asking = held;
  }
}

function nothing(): void {
  // A command's own caller hears of its outcome; the queue only needs to know that it ended.
}
