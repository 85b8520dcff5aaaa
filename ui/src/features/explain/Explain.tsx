import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { CloseIcon } from "../../components/icons.tsx";
import { Sum } from "../../components/Sum.tsx";
import type { Deal, Explanation, Figure } from "../../host/index.ts";
import { plural, t } from "../../text/text.ts";
import { ExplainedDeals } from "./ExplainedDeals.tsx";
import { Parts } from "./Parts.tsx";
import { Steps } from "./Steps.tsx";
import "./explain.css";

export interface ExplainProps {
  explanation: Explanation | null;
  /** The deals that were listed for the figure; null until somebody asks for more than the first few. */
  deals: Deal[] | null;
  /** The deal whose rows alone are listed; null for all. */
  deal: string | null;
  /** The panel was opened by a person for its deals. */
  atDeals: boolean;
  /** Grows each time the panel is to take the focus. */
  focus: number;
  /** What stands before the deals. */
  children?: ReactNode;
  onOpen: (figure: Figure) => void;
  onBack: () => void;
  onMoreDeals: () => void;
  onCopy: (text: string) => void;
  /** Makes a test of the payout that is explained; null where it is not one of the program at hand. */
  onMakeTest: ((figure: Figure) => void) | null;
  onClose: () => void;
}

/** Why a figure is what it is: sentence, parts that add up, formula, steps, deals and their rows. */
export function Explain(props: ExplainProps) {
  const { explanation, atDeals, focus, onMakeTest } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  const deals = useRef<HTMLElement>(null);
  const shown = explanation?.title;

  // Only a person's own act moves the focus here; figures that follow a lever do not.
  const taken = useRef(focus);
  useEffect(() => {
    if (shown === undefined || taken.current === focus) return;
    taken.current = focus;
    const target = atDeals ? (deals.current ?? heading.current) : heading.current;
    target?.focus({ preventScroll: !atDeals });
    if (atDeals) target?.scrollIntoView({ block: "start" });
  }, [focus, atDeals, shown]);

  const showDeals = () => {
    if (explanation === null || explanation.total_deals === 0) return;
    if (props.deals === null && explanation.deals.length === 0) props.onMoreDeals();
    deals.current?.scrollIntoView({ block: "start" });
    deals.current?.focus({ preventScroll: true });
  };
  /** From the title, which has the focus first, the arrows lead to the parts and into the first of them. */
  const toParts = (key: string) => {
    const first = panel.current?.querySelector<HTMLElement>('[data-part][tabindex="0"]');
    if (key === "ArrowRight") first?.click();
    else first?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    const { key, target } = event;
    const fromTitle = target === heading.current;
    const writing = target instanceof Element && target.matches("input, textarea, select");
    const held = event.ctrlKey || event.metaKey || event.altKey;
    if (key === "Escape") event.stopPropagation();
    if (key === "Escape" || (key === "ArrowLeft" && fromTitle)) props.onBack();
    else if ((key === "d" || key === "D") && !held && !writing) showDeals();
    else if ((key === "ArrowRight" || key === "ArrowDown") && fromTitle) toParts(key);
    else return;
    if (key !== "Escape") event.preventDefault();
  };
  return (
    <aside ref={panel} className="explain" aria-label={t`Explain`} data-testid="explain" onKeyDown={pressed}>
      <header className="explain-head">
        <p className="caption">{t`Explain`}</p>
        <button type="button" className="icon-button" aria-label={t`Close Explain`} onClick={props.onClose}>
          <CloseIcon />
        </button>
      </header>
      {explanation === null ? (
        <p className="explain-empty">
          {t`Choose any figure to see how it is made: click it, or press E or F2 while it has the focus.`}
        </p>
      ) : (
        <>
          <div className="explain-body">
            <Crumbs explanation={explanation} onOpen={props.onOpen} />
            <h2 ref={heading} tabIndex={-1}>
              {explanation.title}
            </h2>
            <p className="explain-amount selectable">
              <Sum text={explanation.amount} currency={explanation.currency} />
            </p>
            <p className="caption">{explanation.caption}</p>
            <p className="explain-sentence selectable">{explanation.sentence}</p>
            {explanation.why_not !== null && explanation.why_not !== explanation.sentence && (
              <Callout kind="warning" name={t`Why not`} words={explanation.why_not} />
            )}
            <Parts
              key={explanation.title}
              explanation={explanation}
              onOpen={props.onOpen}
              onBack={props.onBack}
            />
            <Formula lines={explanation.formula} />
            <Steps steps={explanation.steps} />
            {onMakeTest !== null && isOnePayout(explanation.figure) && (
              <p>
                <button
                  type="button"
                  className="link-button"
                  data-testid="make-test"
                  onClick={() => onMakeTest(explanation.figure)}
                >
                  {t`Make a test`}
                </button>
              </p>
            )}
            {explanation.next_threshold !== null && (
              <Callout kind="info" name={t`What would change it`} words={explanation.next_threshold} />
            )}
            {props.children}
            <ExplainedDeals
              section={deals}
              explanation={explanation}
              listed={props.deals}
              deal={props.deal}
              onMore={props.onMoreDeals}
            />
          </div>
          <Actions explanation={explanation} onCopy={props.onCopy} onShow={showDeals} />
        </>
      )}
    </aside>
  );
}

function Crumbs({ explanation, onOpen }: Pick<ExplainProps, "onOpen"> & { explanation: Explanation }) {
  if (explanation.crumbs.length === 0) return null;
  return (
    <nav className="explain-crumbs caption" aria-label={t`Part of`}>
      <ol>
        {explanation.crumbs.map((crumb) => (
          <li key={crumb.label}>
            <button
              type="button"
              className="text-button"
              title={crumb.label}
              onClick={() => onOpen(crumb.figure)}
            >
              {crumb.label}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Callout({ kind, name, words }: { kind: "info" | "warning"; name: string; words: string }) {
  return (
    <p className="explain-callout selectable" data-kind={kind}>
      <strong>{name}.</strong> {words}
    </p>
  );
}

function Formula({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <section aria-label={t`Worked out`}>
      <h3 className="caption">{t`Worked out`}</h3>
      <p className="explain-formula formula">{lines.join("\n")}</p>
    </section>
  );
}

/** A test is made of what one incentive pays one partner for one quarter. */
function isOnePayout({ partner, period, incentive }: Figure): boolean {
  return [partner, period, incentive].every((part) => part !== undefined && part !== null);
}

interface ActionsProps extends Pick<ExplainProps, "onCopy"> {
  explanation: Explanation;
  onShow: () => void;
}

function Actions({ explanation, onCopy, onShow }: ActionsProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <footer className="explain-actions">
      {explanation.total_deals > 0 && (
        <button type="button" className="button" data-primary title={t`Show the rows (D)`} onClick={onShow}>
          {plural(explanation.total_deals, { one: "Show 1 row", other: "Show {n} rows" })}
        </button>
      )}
      <button
        type="button"
        className="button"
        onClick={() => {
          onCopy(explanation.text);
          setCopied(true);
        }}
      >
        {copied ? t`Copied` : t`Copy as text`}
      </button>
    </footer>
  );
}
