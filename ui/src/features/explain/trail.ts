import type { Figure } from "../../host/index.ts";

/** The figures somebody opened one from another, the newest last. */
export type Trail = readonly Figure[];

/** Opens a figure from the one on screen; the same figure again is no step. */
export function deeper(trail: Trail, figure: Figure): Trail {
  const now = trail.at(-1);
  return now !== undefined && sameFigure(now, figure) ? trail : [...trail, figure];
}

/** One level back, or null where the trail began. */
export function back(trail: Trail): Trail | null {
  return trail.length > 1 ? trail.slice(0, -1) : null;
}

/** Whether two figures name the same payout lines. */
export function sameFigure(a: Figure, b: Figure): boolean {
  return key(a) === key(b);
}

/** A figure as text. */
export function key(figure: Figure): string {
  return JSON.stringify([figure.partner ?? "", figure.period ?? "", figure.incentive ?? ""]);
}
