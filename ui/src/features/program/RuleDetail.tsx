import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { ExplainButton } from "../../components/ExplainButton.tsx";
import { DownIcon, UpIcon } from "../../components/icons.tsx";
import { written } from "../../components/keys.ts";
import { Difference, Sum } from "../../components/Sum.tsx";
import type { Figure } from "../../host/index.ts";
import { direction, percent } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { ColumnsField } from "./ColumnsField.tsx";
import { findingsUnder, useEditor } from "./editor.ts";
import { FindingList } from "./FindingList.tsx";
import { Formula } from "./Formula.tsx";
import { AnyField } from "./fields/AnyField.tsx";
import { TextField } from "./fields/TextField.tsx";
import { severities } from "./Outline.tsx";
import { membersOfTab, TABS, tabOf } from "./outline.ts";
import { PayCurve } from "./PayCurve.tsx";
import { RateTable } from "./RateTable.tsx";
import { SentenceParts } from "./SentenceParts.tsx";
import { ShareBar } from "./ShareBar.tsx";
import { SharedDeal } from "./SharedDeal.tsx";
import { resolve } from "./schema.ts";
import { Worked } from "./Worked.tsx";

export interface RuleDetailProps {
  id: string;
  tab: string;
  moved: Record<string, string>;
  onTab: (tab: string) => void;
  onGone: (next: string | null) => void;
  /** Goes to the field at a place. */
  onGo: (place: string) => void;
  onExplain: (figure: Figure) => void;
}

const STATES = [
  ["on", t`On`, t`Evaluated and paid`],
  ["shadow", t`Shadow`, t`Evaluated and shown, not paid`],
  ["off", t`Off`, t`Not evaluated`],
] as const;

/** One rule: its sentence, and everything it is made of to edit. */
export function RuleDetail({ id, tab, moved, onTab, onGone, onGo, onExplain }: RuleDetailProps) {
  const { document, schema, edit } = useEditor();
  const { incentives } = document.program;
  const at = incentives.findIndex((each) => each.id === id);
  const incentive = incentives[at];
  const panel = useId();
  const [sure, setSure] = useState(false);
  const [pointed, setPointed] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  usePointed(body, pointed);
  if (incentive === undefined) return null;
  const place = `/incentives/${id}`;
  const findings = findingsUnder(document.findings, place);
  // The worst stands there at once; the others wait, so that what is edited is in sight.
  const first = findings.find((finding) => finding.severity !== "note");
  const more = findings.filter((finding) => finding !== first);
  const next = (incentives[at + 1] ?? incentives[at - 1])?.id ?? null;
  const remove = () => {
    setSure(false);
    void edit([{ do: "remove", place }]).then(() => onGone(next));
  };
  return (
    <section className="detail" aria-label={incentive.name} data-testid="rule-detail">
      <header className="detail-head">
        <TextField
          className="detail-name"
          value={incentive.name}
          label={t`Name of the incentive`}
          onKeep={(name) => void edit([{ do: "set", place: `${place}/name`, value: name }])}
        />
        <fieldset className="states" aria-label={t`State`}>
          {STATES.map(([word, words, title]) => (
            <label key={word} title={title} data-on={incentive.state === word || undefined}>
              <input
                type="radio"
                name={`state of ${id}`}
                checked={incentive.state === word}
                onChange={() => void edit([{ do: "set", place: `${place}/state`, value: word }])}
              />
              {words}
            </label>
          ))}
        </fieldset>
        <span className="detail-tools">
          <button
            type="button"
            className="icon-button row-button"
            aria-label={t`Move earlier`}
            title={t`Move earlier (${written("alt+up")} in the list)`}
            disabled={at === 0}
            onClick={() => void edit([{ do: "move", place, to: at - 1 }])}
          >
            <UpIcon />
          </button>
          <button
            type="button"
            className="icon-button row-button"
            aria-label={t`Move later`}
            title={t`Move later (${written("alt+down")} in the list)`}
            disabled={at === incentives.length - 1}
            onClick={() => void edit([{ do: "move", place, to: at + 1 }])}
          >
            <DownIcon />
          </button>
          <button
            type="button"
            className="link-button"
            onClick={() => void edit([{ do: "duplicate", place }])}
          >
            {t`Duplicate`}
          </button>
          {sure ? (
            <button
              type="button"
              className="link-button"
              data-danger
              onClick={remove}
              onBlur={() => setSure(false)}
            >
              {t`Remove, undo brings it back`}
            </button>
          ) : (
            <button type="button" className="link-button" onClick={() => setSure(true)}>
              {t`Remove`}
            </button>
          )}
        </span>
      </header>
      <Paid id={id} onExplain={() => onExplain({ incentive: id })} />
      <SentenceParts incentive={incentive} onGo={onGo} onPoint={setPointed} />
      {first !== undefined && <FindingList findings={[first]} />}
      {more.length > 0 && (
        <details className="notes">
          <summary className="caption">{t`Also ${severities(more)}`}</summary>
          <FindingList findings={more} />
        </details>
      )}
      <div className="tabs" role="tablist" aria-label={t`Parts of the incentive`} onKeyDown={arrows}>
        {TABS.map((each) => (
          <button
            key={each.id}
            type="button"
            role="tab"
            id={`${panel}-${each.id}`}
            aria-selected={each.id === tab}
            aria-controls={panel}
            tabIndex={each.id === tab ? 0 : -1}
            data-pointed={(pointed !== null && tabOf(pointed) === each.id) || undefined}
            onClick={() => onTab(each.id)}
          >
            {each.title}
          </button>
        ))}
      </div>
      <div ref={body} role="tabpanel" id={panel} aria-labelledby={`${panel}-${tab}`} className="tab-panel">
        {tab === "shares" && (
          <>
            <ShareBar place={`${place}/shares`} />
            <SharedDeal incentive={id} moved={moved} onExplain={onExplain} />
          </>
        )}
        {membersOfTab(schema, tab).map((member) =>
          member.key === "schedule" ? (
            <ScheduleFields
              key={member.key}
              place={`${place}/schedule`}
              label={incentive.name}
              id={id}
              moved={moved}
              onExplain={onExplain}
            />
          ) : (
            <AnyField
              key={member.key}
              node={member.node}
              place={`${place}/${member.key}`}
              name={member.key}
              label={TITLES[member.key] ?? member.words}
              optional={member.optional}
            />
          ),
        )}
      </div>
    </section>
  );
}

const TITLES: Record<string, string> = {
  who: t`Partners`,
  what: t`Deals and lines`,
  dates: t`Closing dates`,
  qualifier: t`Band picked by`,
  period: t`Adds up over`,
  end: t`Front or back end`,
  moment: t`When, seen from the sale`,
};

/** What the rule pays on this history, with its change and its part of the whole. */
function Paid({ id, onExplain }: { id: string; onExplain: () => void }) {
  const { simulation } = useEditor();
  const paid = simulation?.incentives.find((each) => each.id === id);
  if (simulation === null || paid === undefined) return null;
  return (
    <p className="detail-paid">
      <ExplainButton className="text-button detail-figure" onExplain={onExplain} data-testid="rule-payout">
        <Sum text={paid.total} currency={simulation.currency} />
        <span className="spoken-only">{t`Explain`}</span>
      </ExplainButton>
      <span className="caption">
        {paid.shadow
          ? t`evaluated, not paid, ${simulation.window}`
          : paid.share === null
            ? simulation.window
            : t`${percent(paid.share, 1)} of the total, ${simulation.window}`}
      </span>
      {direction(paid.change) !== "none" && (
        <Difference text={paid.change} currency={simulation.currency}>
          {` ${t`vs ${simulation.baseline}`}`}
        </Difference>
      )}
    </p>
  );
}

interface ScheduleFieldsProps {
  place: string;
  label: string;
  id: string;
  moved: Record<string, string>;
  onExplain: (figure: Figure) => void;
}

/** The schedule: how bands pay, the sheet of rates, the curve, and what else it stores. */
function ScheduleFields({ place, label, id, moved, onExplain }: ScheduleFieldsProps) {
  const { schema } = useEditor();
  const { shape } = resolve(schema, { $ref: "#/$defs/Schedule" }, "schedule");
  const members = shape.kind === "object" ? shape.members : [];
  const field = (key: string) => {
    const member = members.find((each) => each.key === key);
    return member === undefined ? null : (
      <AnyField
        key={key}
        node={member.node}
        place={`${place}/${key}`}
        name={key}
        label={SCHEDULE_TITLES[key] ?? member.words}
        optional={member.optional}
      />
    );
  };
  const rest = members
    .map((member) => member.key)
    .filter((key) => !["method", "bands", "columns"].includes(key));
  return (
    <>
      {field("method")}
      <RateTable place={place} label={label} />
      <Formula place={place} />
      <ColumnsField place={place} />
      <PayCurve incentive={id} moved={moved} />
      <Worked incentive={id} onExplain={onExplain} />
      {rest.map(field)}
    </>
  );
}

const SCHEDULE_TITLES: Record<string, string> = {
  method: t`How bands pay`,
  threshold: t`A value on the threshold`,
  ends_at: t`Top band ends at`,
};

/** Marks the field that the part of the sentence under the pointer speaks of. */
function usePointed(body: RefObject<HTMLElement | null>, pointed: string | null) {
  useEffect(() => {
    const fields = [...(body.current?.querySelectorAll<HTMLElement>("[data-place]") ?? [])];
    const field = fields.find((each) => each.dataset.place === pointed);
    field?.setAttribute("data-pointed", "");
    return () => field?.removeAttribute("data-pointed");
  }, [body, pointed]);
}

/** Left and Right move between tabs. */
function arrows(event: KeyboardEvent<HTMLElement>) {
  const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (way === 0) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const to = tabs[(tabs.indexOf(event.target as HTMLElement) + way + tabs.length) % tabs.length];
  event.preventDefault();
  to?.focus();
  to?.click();
}
