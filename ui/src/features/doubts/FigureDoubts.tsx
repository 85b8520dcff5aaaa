import { useRef, useState } from "react";
import { moment } from "../../components/dates.ts";
import type { Doubt, Figure } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { DoubtForm } from "./DoubtForm.tsx";
import {
  type AskDoubts,
  aboutFigure,
  byWhom,
  type Drafts,
  sameFigure,
  stateWord,
  useDoubts,
} from "./doubts.ts";
import "./doubts.css";

export interface FigureDoubtsProps {
  figure: Figure;
  /** What the figure is called. */
  title: string;
  /** Why no doubt of it can be reported now, as the end of a sentence; null where one can. */
  cannot: string | null;
  drafts: Drafts;
  /** Opens another figure. */
  onOpen: (figure: Figure) => void;
  /** Another object whenever the document is another. */
  of: unknown;
  ask: AskDoubts;
}

/** The doubts about the explained figure, and reporting another one. */
export function FigureDoubts({ figure, title, cannot, drafts, onOpen, of, ask }: FigureDoubtsProps) {
  const listed = useDoubts(ask.doubts, { viewed: true }, of);
  const begun = drafts.list.find((draft) => sameFigure(draft.figure, figure));
  const others = drafts.list.filter((draft) => draft !== begun);
  const [writing, setWriting] = useState(begun !== undefined);
  const begin = useRef<HTMLButtonElement>(null);
  const about = aboutFigure(listed?.doubts ?? [], figure);
  const close = () => {
    setWriting(false);
    drafts.drop(figure);
    // The button is drawn again first.
    setTimeout(() => begin.current?.focus());
  };
  return (
    <section aria-label={t`Doubts about this figure`} data-testid="figure-doubts">
      {about.length > 0 && (
        <>
          <h3 className="caption">{t`Doubts about this figure`}</h3>
          <ul className="doubts-about">
            {about.map((doubt) => (
              <About key={doubt.number} doubt={doubt} />
            ))}
          </ul>
        </>
      )}
      {writing && cannot === null ? (
        <DoubtForm
          label={t`What is doubted`}
          ways={[
            {
              label: t`Report`,
              needsText: true,
              act: ({ text, who }) => ask.report({ figure, text, who }),
            },
          ]}
          begin={begun}
          onWrite={(said) => drafts.keep({ figure, title, ...said })}
          onClose={close}
        />
      ) : (
        <p>
          <button
            ref={begin}
            type="button"
            className="link-button"
            data-testid="report-doubt"
            disabled={cannot !== null}
            onClick={() => setWriting(true)}
          >
            {t`Report a doubt`}
          </button>
          {cannot !== null && <span className="caption"> {cannot}</span>}
        </p>
      )}
      {others.map((draft) => (
        <p key={draft.title} className="caption">
          {t`Not reported yet:`}{" "}
          <button type="button" className="link-button" onClick={() => onOpen(draft.figure)}>
            {t`a doubt about ${draft.title}`}
          </button>
        </p>
      ))}
    </section>
  );
}

function About({ doubt }: { doubt: Doubt }) {
  return (
    <li className="selectable">
      <p>
        <strong data-state={doubt.state}>{stateWord(doubt.state)}.</strong> {doubt.text}
      </p>
      {doubt.answer !== "" && <p className="doubt-answer">{doubt.answer}</p>}
      <p className="caption">
        {byWhom(doubt.who, moment(doubt.reported_at))}
        {doubt.changed && t`, the figure has changed since`}
      </p>
    </li>
  );
}
