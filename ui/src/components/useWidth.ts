import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** The width of an element in CSS pixels, followed as it changes; `before` until it is measured. */
export function useWidth<Box extends HTMLElement>(
  before: number,
  least: number,
): readonly [RefObject<Box | null>, number] {
  const element = useRef<Box>(null);
  const [width, setWidth] = useState(before);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return;
    const measure = () => setWidth(Math.max(least, box.clientWidth || before));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [before, least]);
  return [element, width];
}
