import { useState } from "react";
import { useTyping } from "../../components/useTyping.ts";
import type { Document, ScenarioAction, ScenarioName } from "../../host/index.ts";
import { t } from "../../text/text.ts";

export interface ScenarioHeadProps {
  scenario: ScenarioName;
  document: Document;
  /** How it differs, in a sentence. */
  sentence: string;
  onChange: (action: ScenarioAction) => void;
  onMemo: (scenario: string, name: string) => Promise<string | null>;
}

/** The scenario's name, to be typed over, and what can be done with it. */
export function ScenarioHead({ scenario, document, sentence, onChange, onMemo }: ScenarioHeadProps) {
  const { id, name } = scenario;
  const [memo, setMemo] = useState<string | null>(null);
  const at = document.scenarios.findIndex((each) => each.id === id);
  const edited = document.edited === id;
  const baseline = document.baseline === id;

  const { field } = useTyping({
    words: name,
    // A scenario is never without a name.
    read: (text) => text.trim() || null,
    keep: (wanted) => wanted !== name && onChange({ rename: { id, name: wanted } }),
  });
  return (
    <header className="scenario-head">
      <h2 id="scenario-name" className="spoken-only">
        {name}
      </h2>
      <input className="scenario-name" aria-label={t`Name of the scenario`} maxLength={80} {...field} />
      <p className="scenario-sentence">{sentence}</p>
      <ul className="scenario-actions" aria-label={t`What can be done with ${name}`}>
        <li>
          <Act
            words={edited ? t`Edit the program` : t`Edit`}
            title={
              edited ? t`Edits and levers go to the program again` : t`Edits and levers go to this scenario`
            }
            onAct={() => onChange({ edit: { id: edited ? null : id } })}
          />
        </li>
        <li>
          <Act words={t`Duplicate`} onAct={() => onChange({ create: { from: id } })} />
        </li>
        <li>
          <Act
            words={baseline ? t`Not the baseline` : t`Set as baseline`}
            title={t`What every figure is compared with`}
            onAct={() => onChange({ baseline: { baseline: baseline ? null : id } })}
          />
        </li>
        <li>
          <Act words={t`Move left`} disabled={at <= 0} onAct={() => onChange({ move: { id, to: at - 1 } })} />
        </li>
        <li>
          <Act
            words={t`Move right`}
            disabled={at >= document.scenarios.length - 1}
            onAct={() => onChange({ move: { id, to: at + 1 } })}
          />
        </li>
        <li>
          <Act
            words={t`Make it the program`}
            title={t`The program becomes what this scenario is; undo brings it back`}
            onAct={() => onChange({ adopt: { id } })}
          />
        </li>
        <li>
          <Act
            words={t`Decision memo…`}
            title={t`Write one page for those who decide, as HTML laid out for print`}
            onAct={() => void onMemo(id, name).then((path) => path !== null && setMemo(path))}
          />
        </li>
        <li>
          <Act words={t`Remove`} onAct={() => onChange({ remove: { id } })} />
        </li>
      </ul>
      {memo !== null && (
        <p className="scenario-memo caption selectable" role="status">
          {t`The memo is written to ${memo}. Open it in a browser to print it.`}
        </p>
      )}
    </header>
  );
}

interface ActProps {
  words: string;
  title?: string;
  disabled?: boolean;
  onAct: () => void;
}

function Act({ words, title, disabled = false, onAct }: ActProps) {
  return (
    <button type="button" className="link-button" title={title} disabled={disabled} onClick={onAct}>
      {words}
    </button>
  );
}
