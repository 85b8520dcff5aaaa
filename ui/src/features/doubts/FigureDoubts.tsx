import { useRef, useState } from "react";
import { moment } from "../../components/dates.ts";
import type { Doubt, Figure } from "../../host/index.ts";
import { DoubtForm } from "./DoubtForm.tsx";
import { type AskDoubts, aboutFigure, byWhom, stateWord, useDoubts } from "./doubts.ts";
import "./doubts.css";

export interface FigureDoubtsProps {
  figure: Figure;
  /** Whether the figure is worked out with values that are only tried. */
  tried: boolean;
  /** Another object whenever the document is another. */
  of: unknown;
  ask: AskDoubts;
}

/** The doubts about the explained figure, and reporting another one. */
export function FigureDoubts({ figure, tried, of, ask }: FigureDoubtsProps) {
  const listed = useDoubts(ask.doubts, { viewed: true }, of);
  const [writing, setWriting] = useState(false);
  const begin = useRef<HTMLButtonElement>(null);
  const about = aboutFigure(listed?.doubts ?? [], figure);
  const close = () => {
    setWriting(false);
    // The button is drawn again first.
    setTimeout(() => begin.current?.focus());
  };
  return (
    <section aria-label="Doubts about this figure" data-testid="figure-doubts">
      {about.length > 0 && (
        <>
          <h3 className="caption">Doubts about this figure</h3>
          <ul className="doubts-about">
            {about.map((doubt) => (
              <About key={doubt.number} doubt={doubt} />
            ))}
          </ul>
        </>
      )}
      {writing ? (
        <DoubtForm
          label="What is doubted"
          ways={[
            {
              label: "Report",
              needsText: true,
              act: ({ text, who }) => ask.report({ figure, text, who }),
            },
          ]}
          onClose={close}
        />
      ) : (
        <p>
          <button
            ref={begin}
            type="button"
            className="link-button"
            data-testid="report-doubt"
            disabled={tried}
            onClick={() => setWriting(true)}
          >
            Report a doubt
          </button>
          {tried && <span className="caption"> once the value that is tried is kept or taken back</span>}
        </p>
      )}
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
        {doubt.changed && ", the figure has changed since"}
      </p>
    </li>
  );
}
