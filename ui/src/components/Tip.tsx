import { useEffect, useRef, useState } from "react";
import "./tip.css";

/** How long the focus rests on something before its tip shows, in milliseconds. */
const RESTS = 500;

interface Shown {
  words: string;
  left: number;
  top: number;
}

/**
 * Shows by keyboard what the pointer gets from a title: what a button does and by which key, and the whole of
 * a text that is cut. One for the window; it goes with the focus, and with any key.
 */
export function Tip() {
  const [shown, setShown] = useState<Shown | null>(null);
  const tip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let resting: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(resting);
      setShown(null);
    };
    const focused = ({ target }: FocusEvent) => {
      hide();
      if (!(target instanceof HTMLElement) || !tells(target)) return;
      resting = setTimeout(() => {
        if (!target.isConnected) return;
        const { left, bottom } = target.getBoundingClientRect();
        setShown({ words: target.title, left, top: bottom + 6 });
      }, RESTS);
    };
    document.addEventListener("focusin", focused);
    document.addEventListener("focusout", hide);
    // Before whatever the key does, which may move the focus.
    document.addEventListener("keydown", hide, true);
    return () => {
      hide();
      document.removeEventListener("focusin", focused);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("keydown", hide, true);
    };
  }, []);
  useEffect(() => {
    const box = tip.current;
    if (box === null || shown === null) return;
    // The topmost layer, so that a dialog does not hide it.
    box.showPopover?.();
    const { width, height } = box.getBoundingClientRect();
    box.style.left = `${Math.max(4, Math.min(shown.left, globalThis.innerWidth - width - 4))}px`;
    const below = shown.top + height <= globalThis.innerHeight - 4;
    box.style.top = `${below ? shown.top : globalThis.innerHeight - height - 4}px`;
  }, [shown]);
  if (shown === null) return null;
  return (
    <div ref={tip} className="tip" popover="manual" aria-hidden="true">
      {shown.words}
    </div>
  );
}

/** Whether the title of what has the focus says more than can be read on it. */
function tells(element: HTMLElement): boolean {
  if (element.title === "" || !element.matches(":focus-visible")) return false;
  return element.localName === "button" || element.scrollWidth > element.clientWidth;
}
