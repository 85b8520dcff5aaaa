/** How long figures may trail the levers before the window says so, in milliseconds (UX 2.2). */
export const LATE_AFTER = 300;

/**
 * Since when the figures on screen have trailed what was asked. Times are milliseconds of any one clock.
 * A drag that is answered every frame is never late, however long it lasts.
 */
export class Freshness {
  #asked: { id: number; at: number }[] = [];

  /** A newer state of the levers was asked for. */
  asked(id: number, at: number): void {
    this.#asked.push({ id, at });
  }

  /** The figures for question `id` are on screen: it and everything before it is settled. */
  answered(id: number): void {
    this.#asked = this.#asked.filter((question) => question.id > id);
  }

  /** When the figures become late, or null while they are current. */
  lateAt(): number | null {
    const first = this.#asked[0];
    return first === undefined ? null : first.at + LATE_AFTER;
  }
}
