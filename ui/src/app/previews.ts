/**
 * Questions asked while somebody drags, types or scrolls. At most one is with Rust at any time; a newer
 * question of the same lane takes the place of the one still waiting, so the newest always wins and
 * nothing piles up. Lanes take turns in the order they were first asked, but for the leading lane: the
 * others ask about its answer, so it waits for them, and a frame is let pass for them to do so.
 */
export interface Question<T> {
  ask: () => Promise<T>;
  answered: (answer: T) => void;
  failed: (reason: unknown) => void;
}

export class Previews {
  readonly #waiting = new Map<string, () => Promise<void>>();
  #asking: Promise<void> | null = null;
  readonly #lead: string | undefined;
  readonly #frame: () => Promise<void>;

  /** `lead` is the lane that others follow; `frame` ends when they have seen its answer. */
  constructor(lead?: string, frame: () => Promise<void> = nextFrame) {
    this.#lead = lead;
    this.#frame = frame;
  }

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
    // Once its outcome is on screen, questions that wait are asked anew about what stands then.
    this.#hold(outcome.then(this.#frame, this.#frame));
    return outcome;
  }

  #next(): void {
    if (this.#asking) return;
    const lane = [...this.#waiting.keys()].find((each) => each !== this.#lead) ?? this.#lead;
    const send = lane === undefined ? undefined : this.#waiting.get(lane);
    if (lane === undefined || send === undefined) return;
    this.#waiting.delete(lane);
    this.#hold(lane === this.#lead ? send().then(this.#frame) : send());
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

/** Waits until what was just answered is on screen; a window that draws nothing is not waited for. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const hidden = setTimeout(resolve, 50);
    requestAnimationFrame(() => {
      clearTimeout(hidden);
      resolve();
    });
  });
}
