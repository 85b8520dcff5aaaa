import { type RefObject, useLayoutEffect, useState } from "react";

/**
 * Which of the named steps an element's width has reached: the last one whose least width fits.
 * Widths are CSS pixels as the element's own content sees them, zoom included; container queries are
 * not used because engines disagree on whether they count zoom.
 */
export function useRoom<Name extends string>(
  element: RefObject<HTMLElement | null>,
  steps: readonly (readonly [name: Name, least: number])[],
  first: Name,
): Name {
  const [room, setRoom] = useState(first);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return;
    const measure = () => setRoom(steps.findLast(([, least]) => box.clientWidth >= least)?.[0] ?? first);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element, steps, first]);
  return room;
}
