import { useEffect } from "react";

const FOCUSABLE = [
  "button:not(:disabled, [tabindex='-1'])",
  "input:not(:disabled, [tabindex='-1'])",
  "select:not(:disabled, [tabindex='-1'])",
  "textarea:not(:disabled)",
  "summary",
  "[tabindex='0']",
].join(", ");

/**
 * Keeps the focus near where it was when what had it goes away, such as a button whose row it removed: in
 * what takes its place, else in what stands around it, as long as that lies in one of the places `within`.
 * What was only out of use for a while gets the focus back.
 */
export function useKeptFocus(within: string): void {
  useEffect(() => {
    // What has the focus, and everything around it from the inside out.
    let around: Element[] = [];
    const entered = ({ target }: FocusEvent) => {
      around = target instanceof Element ? upward(target) : [];
    };
    const left = ({ target }: FocusEvent) => {
      // Whoever leaves something that stays does so on purpose.
      queueMicrotask(() => {
        const [last] = around;
        if (last === target && last?.isConnected && !last.matches(":disabled")) around = [];
      });
    };
    const observer = new MutationObserver(() => {
      const [last] = around;
      if (last === undefined || document.activeElement !== document.body) return;
      const to = last.isConnected ? last : nearest(around, within);
      if (to instanceof HTMLElement && !to.matches(":disabled")) to.focus({ preventScroll: true });
    });
    document.addEventListener("focusin", entered);
    document.addEventListener("focusout", left);
    observer.observe(document.body, {
      attributes: true,
      attributeFilter: ["disabled"],
      childList: true,
      subtree: true,
    });
    return () => {
      document.removeEventListener("focusin", entered);
      document.removeEventListener("focusout", left);
      observer.disconnect();
    };
  }, [within]);
}

function upward(from: Element): Element[] {
  const all: Element[] = [];
  for (let each: Element | null = from; each !== null; each = each.parentElement) all.push(each);
  return all;
}

/** The first thing that can take the focus in the closest surroundings that are still there. */
function nearest(around: readonly Element[], within: string): Element | null {
  for (const each of around) {
    if (!each.isConnected) continue;
    if (each.closest(within) === null) return null;
    const found = each.querySelector(FOCUSABLE);
    if (found !== null) return found;
  }
  return null;
}
