/** Five colours can be told apart by everybody; series after the fifth are drawn hollow and named. */
const COLOURS = 5;

/** How each series is drawn by its id, in the order of the stack: a colour from 1 on, or hollow. */
export function categories(series: readonly string[]): Map<string, string> {
  return new Map(series.map((id, at) => [id, at < COLOURS ? String(at + 1) : "hollow"]));
}
