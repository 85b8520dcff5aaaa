import { type ReactNode, useLayoutEffect, useState } from "react";
import { useWidth } from "./useWidth.ts";
import "./sideways.css";

export interface SidewaysProps {
  /** What it holds. */
  label: string;
  children: ReactNode;
}

/** A table that may be wider than its place: then it scrolls sideways, and by keys once it has the focus. */
export function Sideways({ label, children }: SidewaysProps) {
  const [box, width] = useWidth<HTMLDivElement>(0, 0);
  const [wider, setWider] = useState(false);
  // Another table in it may be wider or not at the same width.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew after each change
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null) setWider(element.scrollWidth > element.clientWidth);
  }, [box, width, children]);
  const scrolls = wider ? ({ role: "region", "aria-label": label, tabIndex: 0 } as const) : {};
  return (
    <div ref={box} className="sideways" {...scrolls}>
      {children}
    </div>
  );
}
