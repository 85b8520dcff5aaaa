import { useCallback, useLayoutEffect, useRef, useState } from "react";
import type {
  Change,
  Deal,
  DealPage,
  Deals,
  Explanation,
  Figure,
  Explain as Question,
} from "../../host/index.ts";
import { back, deeper, type Trail } from "./trail.ts";

/** Rows of deals asked for at once. */
const DEALS = 200;

/** How the panel asks Rust; the newest question wins. */
export interface Asking {
  explain: (question: Question, done: (explanation: Explanation) => void) => void;
  deals: (question: Deals, done: (page: DealPage) => void) => void;
}

export interface Explaining {
  open: boolean;
  explanation: Explanation | null;
  deals: Deal[] | null;
  atDeals: boolean;
  /** Grows each time an answer that a person asked for arrives: the panel takes the focus then. */
  focus: number;
  /** Explains a figure from outside the panel. */
  start: (figure: Figure, how?: { deals?: boolean; quietly?: boolean }) => void;
  /** Explains a part of what is explained. */
  go: (figure: Figure) => void;
  /** One level back; false where there is none. */
  goBack: () => boolean;
  moreDeals: () => void;
  toggle: () => void;
  close: () => void;
  /** Another document: nothing of the one before is explained. */
  forget: () => void;
}

/** Somebody at the keyboard is taken to the panel; somebody with the mouse stays where they are. */
function byKeyboard(focused: Element | null): boolean {
  return focused?.matches(":focus-visible") ?? false;
}

/** The explained figure and the way to it; asked anew whenever the figures on screen are others. */
export function useExplain(asking: Asking, changes: Change[], figures: unknown): Explaining {
  const [open, setOpen] = useState(false);
  const [trail, setTrail] = useState<Trail>([]);
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const [deals, setDeals] = useState<Deal[] | null>(null);
  const [atDeals, setAtDeals] = useState(false);
  const [focus, setFocus] = useState(0);
  const origin = useRef<Element | null>(null);
  /** A person asked for the answer that is on its way; figures that follow a lever take no focus. */
  const awaited = useRef(false);
  const figure = trail.at(-1);

  // Before the next frame, so that the explanation is of the figures beside it.
  useLayoutEffect(() => {
    if (!open || figure === undefined || figures === null) return;
    asking.explain({ changes, figure }, (answer) => {
      setExplanation(answer);
      setDeals(null);
      if (!awaited.current) return;
      awaited.current = false;
      setFocus((times) => times + 1);
    });
  }, [asking, changes, figure, figures, open]);

  const start = useCallback<Explaining["start"]>((wanted, how = {}) => {
    if (!how.quietly) {
      origin.current = document.activeElement;
      awaited.current = (how.deals ?? false) || byKeyboard(origin.current);
    }
    setAtDeals(how.deals ?? false);
    setTrail([wanted]);
    setOpen(true);
  }, []);

  const go = (wanted: Figure) => {
    setAtDeals(false);
    awaited.current = true;
    setTrail(deeper(trail, wanted));
  };

  const goBack = () => {
    const before = back(trail);
    if (before === null) {
      if (origin.current instanceof HTMLElement || origin.current instanceof SVGElement)
        origin.current.focus();
      return false;
    }
    setAtDeals(false);
    awaited.current = true;
    setTrail(before);
    return true;
  };

  const moreDeals = () => {
    if (explanation === null) return;
    const held = deals ?? explanation.deals;
    asking.deals({ changes, figure: explanation.figure, offset: held.length, limit: DEALS }, (page) =>
      setDeals([...held, ...page.rows]),
    );
  };

  const close = () => {
    setOpen(false);
    if (origin.current instanceof HTMLElement || origin.current instanceof SVGElement) origin.current.focus();
  };

  const forget = useCallback(() => {
    setTrail([]);
    setExplanation(null);
    setDeals(null);
  }, []);

  const toggle = () => {
    if (open) close();
    else if (figure === undefined) start({});
    else setOpen(true);
  };

  return { open, explanation, deals, atDeals, focus, start, go, goBack, moreDeals, toggle, close, forget };
}
