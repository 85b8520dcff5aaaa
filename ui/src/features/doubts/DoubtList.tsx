import { useState } from "react";
import { moment } from "../../components/dates.ts";
import { Difference, Sum } from "../../components/Sum.tsx";
import { Switch } from "../../components/Switch.tsx";
import type { Doubt, Failure } from "../../host/index.ts";
import { direction } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { DoubtForm } from "./DoubtForm.tsx";
import {
  type AskDoubts,
  byWhom,
  inState,
  type StateFilter,
  stateChoices,
  stateWord,
  useDoubts,
} from "./doubts.ts";
import "./doubts.css";

export interface DoubtListProps {
  /** Another object whenever the document is another. */
  of: unknown;
  ask: AskDoubts;
  /** Explains the figure that a doubt is about. */
  onOpen: (doubt: Doubt) => void;
}

/** Every doubt: its figure as it was calculated then and as it is now, what was said, how it stands. */
export function DoubtList({ of, ask, onOpen }: DoubtListProps) {
  const listed = useDoubts(ask.doubts, {}, of);
  const [state, setState] = useState<StateFilter>("all");
  const [settling, setSettling] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (listed === null) return <p className="caption">{t`Reading the doubts`}</p>;
  if (listed.doubts.length === 0) {
    return (
      <p className="doubts-none">
        {t`Nobody doubts a figure. Open any figure in Explain and choose “Report a doubt”.`}
      </p>
    );
  }
  const shown = inState(listed.doubts, state);
  return (
    <section className="doubts" aria-label={t`Doubts`} data-testid="doubts">
      <Switch label={t`State`} choices={stateChoices(listed)} value={state} onChoose={setState} />
      {failure !== null && (
        <p className="doubt-failure" role="alert">
          {failure.sentence} {failure.hint}
        </p>
      )}
      <table className="figures doubts-table">
        <thead>
          <tr>
            <th scope="col">{t`No.`}</th>
            <th scope="col">{t`Figure and doubt`}</th>
            <th scope="col">{t`State`}</th>
            <th scope="col" className="number">
              {t`Then`}
            </th>
            <th scope="col" className="number">
              {t`Now`}
            </th>
            <th scope="col" className="number">
              {t`Changed by`}
            </th>
            <th scope="col">
              <span className="spoken-only">{t`Settle`}</span>
            </th>
          </tr>
        </thead>
        {shown.map((doubt) => (
          <tbody key={doubt.number}>
            <Row
              doubt={doubt}
              onOpen={() => onOpen(doubt)}
              onSettle={() =>
                doubt.state === "open"
                  ? setSettling(settling === doubt.number ? null : doubt.number)
                  : void ask.settle({ number: doubt.number, state: "open" }).then(setFailure)
              }
              settling={settling === doubt.number}
            />
            {settling === doubt.number && (
              <tr>
                <td />
                <td colSpan={6}>
                  <DoubtForm
                    label={t`Answer`}
                    ways={[
                      {
                        label: t`Answer: the figure is right`,
                        needsText: true,
                        act: ({ text, who }) =>
                          ask.settle({ number: doubt.number, state: "answered", answer: text, who }),
                      },
                      {
                        label: t`Uphold: it is wrong`,
                        needsText: false,
                        act: ({ text, who }) =>
                          ask.settle({ number: doubt.number, state: "upheld", answer: text, who }),
                      },
                    ]}
                    onClose={() => setSettling(null)}
                  />
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
      {shown.length === 0 && <p className="doubts-none">{t`There is no such doubt.`}</p>}
    </section>
  );
}

interface RowProps {
  doubt: Doubt;
  settling: boolean;
  onOpen: () => void;
  onSettle: () => void;
}

function Row({ doubt, settling, onOpen, onSettle }: RowProps) {
  const { number, title, now, change } = doubt;
  return (
    <tr data-state={doubt.state}>
      <td className="doubt-number">{number}</td>
      <th scope="row">
        {now === null ? (
          title
        ) : (
          <button type="button" className="text-button doubt-figure" onClick={onOpen}>
            {title}
          </button>
        )}
        {!doubt.viewed && <span className="caption"> {t`in ${doubt.of}`}</span>}
        <p className="doubt-text selectable">{doubt.text}</p>
        <p className="caption">{t`${byWhom(doubt.who, moment(doubt.reported_at))}, on ${doubt.caption}`}</p>
        {doubt.answered_at !== null && (
          <div className="doubt-answer selectable">
            <p>{doubt.answer === "" ? t`${stateWord(doubt.state)} without a word` : doubt.answer}</p>
            <p className="caption">{byWhom(doubt.answered_by, moment(doubt.answered_at))}</p>
          </div>
        )}
      </th>
      <td>{stateWord(doubt.state)}</td>
      <td className="number">
        <Sum text={doubt.amount} currency={doubt.currency} />
      </td>
      <td className="number">
        {now === null ? (
          <span className="doubt-gone">{doubt.why_not ?? t`cannot be calculated`}</span>
        ) : doubt.changed ? (
          <Sum text={now} currency={doubt.currency_now} />
        ) : (
          <span className="caption">{t`the same`}</span>
        )}
      </td>
      <td className="number">
        {change !== null && direction(change) !== "none" && <Difference text={change} />}
      </td>
      <td>
        <button
          type="button"
          className="link-button"
          aria-expanded={doubt.state === "open" ? settling : undefined}
          aria-label={doubt.state === "open" ? t`Settle doubt ${number}` : t`Open again: doubt ${number}`}
          onClick={onSettle}
        >
          {doubt.state === "open" ? t`Settle` : t`Open again`}
        </button>
      </td>
    </tr>
  );
}
