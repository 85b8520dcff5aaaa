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

/** Programs of a document that are no scenarios of it: as it stands, and as it was opened. */
const OWN: readonly string[] = ["program", "opened"];

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
  /** The deal whose rows alone are listed; null for all. */
  deal: string | null;
  /** The scenario in which the figure is explained; null for the program at hand. */
  scenario: string | null;
  /** Grows each time an answer that a person asked for arrives: the panel takes the focus then. */
  focus: number;
  /** Explains a figure from outside the panel. */
  start: (figure: Figure, how?: How) => void;
  /** Explains the same figure in a scenario, or in the program at hand. */
  goWithin: (scenario: string | null) => void;
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

/** Where the panel begins. */
export interface How {
  /** At the rows behind the figure. */
  deals?: boolean;
  /** At those of one deal. */
  deal?: string;
  /** In a scenario. */
  scenario?: string | null;
  /** Without taking the focus. */
  quietly?: boolean;
}

/** Somebody at the keyboard is taken to the panel; somebody with the mouse stays where they are. */
function byKeyboard(focused: Element | null): boolean {
  return focused?.matches(":focus-visible") ?? false;
}

/** The explained figure and the way to it; asked anew whenever the figures on screen are others. */
export function useExplain(
  asking: Asking,
  changes: Change[],
  figures: unknown,
  scenarios: readonly { id: string }[],
): Explaining {
  const [open, setOpen] = useState(false);
  const [trail, setTrail] = useState<Trail>([]);
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const [deals, setDeals] = useState<Deal[] | null>(null);
  const [atDeals, setAtDeals] = useState(false);
  /** The deal whose rows alone are listed. */
  const [deal, setDeal] = useState<string | null>(null);
  const [within, setWithin] = useState<string | null>(null);
  // One that is deleted meanwhile has no figures any more.
  const isThere = OWN.includes(within ?? "") || scenarios.some(({ id }) => id === within);
  const scenario = isThere ? within : null;
  const [focus, setFocus] = useState(0);
  const origin = useRef<Element | null>(null);
  /** A person asked for the answer that is on its way; figures that follow a lever take no focus. */
  const awaited = useRef(false);
  const figure = trail.at(-1);

  // Before the next frame, so that the explanation is of the figures beside it.
  useLayoutEffect(() => {
    if (!open || figure === undefined || figures === null) return;
    const show = (answer: Explanation, rows: Deal[] | null) => {
      setExplanation(answer);
      setDeals(rows);
      if (!awaited.current) return;
      awaited.current = false;
      setFocus((times) => times + 1);
    };
    asking.explain({ changes, figure, scenario }, (answer) => {
      if (deal === null) show(answer, null);
      else asking.deals({ changes, figure, scenario, deal, limit: DEALS }, ({ rows }) => show(answer, rows));
    });
  }, [asking, changes, deal, figure, figures, open, scenario]);

  const start = useCallback<Explaining["start"]>((wanted, how = {}) => {
    const at = (how.deals ?? false) || how.deal !== undefined;
    if (!how.quietly) {
      origin.current = document.activeElement;
      awaited.current = at || byKeyboard(origin.current);
    }
    setAtDeals(at);
    setDeal(how.deal ?? null);
    setWithin(how.scenario ?? null);
    setTrail([wanted]);
    setOpen(true);
  }, []);

  const go = (wanted: Figure) => {
    setAtDeals(false);
    setDeal(null);
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
    setDeal(null);
    awaited.current = true;
    setTrail(before);
    return true;
  };

  const moreDeals = () => {
    if (explanation === null) return;
    if (deal !== null) {
      setDeal(null);
      return;
    }
    const held = deals ?? explanation.deals;
    const { figure } = explanation;
    asking.deals({ changes, figure, scenario, offset: held.length, limit: DEALS }, (page) =>
      setDeals([...held, ...page.rows]),
    );
  };

  const goWithin = (wanted: string | null) => {
    setDeal(null);
    awaited.current = byKeyboard(document.activeElement);
    setWithin(wanted);
  };

  const close = () => {
    setOpen(false);
    if (origin.current instanceof HTMLElement || origin.current instanceof SVGElement) origin.current.focus();
  };

  const forget = useCallback(() => {
    setTrail([]);
    setWithin(null);
    setExplanation(null);
    setDeals(null);
  }, []);

  const toggle = () => {
    if (open) close();
    else if (figure === undefined) start({});
    else setOpen(true);
  };

  return {
    open,
    explanation,
    deals,
    atDeals,
    deal,
    scenario,
    focus,
    start,
    goWithin,
    go,
    goBack,
    moreDeals,
    toggle,
    close,
    forget,
  };
}
