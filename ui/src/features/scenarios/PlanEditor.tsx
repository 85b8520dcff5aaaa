import { useId } from "react";
import { Choice } from "../../components/Choice.tsx";
import { useAnswer } from "../../components/useAnswer.ts";
import { useTyping } from "../../components/useTyping.ts";
import type { ChangeGround, GetPlan, Growth, NewPartners, PlanView } from "../../host/index.ts";
import { rateAsTyped } from "../../money/format.ts";
import {
  key,
  NEW_GROWTH,
  newPartners,
  partOf,
  partOptions,
  quarterOptions,
  rampInWords,
  replaced,
  typedRamp,
  typedRate,
} from "./plan.ts";
import "./plan.css";

/** Asks for the plan. */
export type AskPlan = (question: GetPlan, done: (view: PlanView) => void) => void;

export interface PlanEditorProps {
  /** Another object whenever the plan may be another. */
  figures: unknown;
  ask: AskPlan;
  onChange: (change: ChangeGround) => void;
}

/** What the history is grown by, and who joins. Every commit is one step of undo. */
export function PlanEditor({ figures, ask, onChange }: PlanEditorProps) {
  const title = useId();
  const view = useAnswer(ask, {}, figures);
  if (view === null) return null;
  const grow = (growth: Growth[]) => onChange({ growth });
  const join = (partners: NewPartners[]) => onChange({ new_partners: partners });
  return (
    <section className="plan" aria-labelledby={title}>
      <h2 id={title}>Plan</h2>
      <p className="caption plan-method">{view.methods[1]}</p>
      <table className="figures plan-table">
        <thead>
          <tr>
            <th scope="col">Deals grow</th>
            <th scope="col">When</th>
            <th scope="col" className="number">
              By
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {view.growth.map((rule, at) => (
            <GrowthLine
              // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the list
              key={at}
              rule={rule}
              view={view}
              onRule={(one) => grow(replaced(view.growth, at, one))}
            />
          ))}
          {view.growth.length === 0 && (
            <tr>
              <td colSpan={4} className="plan-none">
                Nothing grows yet: grown to plan, the deals are those of the history.
              </td>
            </tr>
          )}
        </tbody>
      </table>
      <button type="button" className="link-button" onClick={() => grow([...view.growth, NEW_GROWTH])}>
        Add growth
      </button>
      <table className="figures plan-table">
        <thead>
          <tr>
            <th scope="col">Partners join</th>
            <th scope="col">Like the median</th>
            <th scope="col" className="number">
              Ramp by quarter
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {view.new_partners.map((rule, at) => (
            <JoinLine
              // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the list
              key={at}
              rule={rule}
              view={view}
              onRule={(one) => join(replaced(view.new_partners, at, one))}
            />
          ))}
          {view.new_partners.length === 0 && (
            <tr>
              <td colSpan={4} className="plan-none">
                Nobody joins.
              </td>
            </tr>
          )}
        </tbody>
      </table>
      <button
        type="button"
        className="link-button"
        onClick={() => join([...view.new_partners, newPartners(view)])}
      >
        Add partners
      </button>
    </section>
  );
}

interface LineProps<T> {
  rule: T;
  view: PlanView;
  /** The rule as it is now; null takes it out. */
  onRule: (rule: T | null) => void;
}

function GrowthLine({ rule, view, onRule }: LineProps<Growth>) {
  return (
    <tr>
      <td>
        <Choice
          label="Which deals grow"
          quiet
          value={key(rule.field ?? "", rule.is ?? "")}
          options={partOptions(view.parts)}
          onChoose={(part) => onRule({ ...rule, ...partOf(part) })}
        />
      </td>
      <td>
        <Choice
          label="In which quarter"
          quiet
          value={String(rule.quarter ?? 0)}
          options={quarterOptions(view.quarters)}
          onChoose={(quarter) => onRule({ ...rule, quarter: quarterNumber(quarter) })}
        />
      </td>
      <td className="number">
        <Typed
          label="By how much amounts grow"
          words={rateAsTyped(rule.by)}
          example="12%"
          read={typedRate}
          onCommit={(by) => onRule({ ...rule, by })}
        />
      </td>
      <td className="plan-end">
        <button type="button" className="link-button" onClick={() => onRule(null)}>
          Take out
        </button>
      </td>
    </tr>
  );
}

function JoinLine({ rule, view, onRule }: LineProps<NewPartners>) {
  return (
    <tr>
      <td>
        <Typed
          label="How many join"
          words={String(rule.count)}
          example="5"
          read={(text) => (/^\d{1,4}$/.test(text.trim()) ? Number.parseInt(text, 10) : null)}
          onCommit={(count) => onRule({ ...rule, count })}
        />
      </td>
      <td>
        <Choice
          label="Like which type of partner"
          quiet
          value={rule.like}
          options={view.types.map((type) => ({ id: type, name: type }))}
          onChoose={(like) => onRule({ ...rule, like })}
        />
      </td>
      <td className="number">
        <Typed
          label="Part of their model's amounts by quarter"
          words={rampInWords(rule.ramp)}
          example="25%, 50%, 75%, 100%"
          read={typedRamp}
          wide
          onCommit={(ramp) => onRule({ ...rule, ramp })}
        />
      </td>
      <td className="plan-end">
        <button type="button" className="link-button" onClick={() => onRule(null)}>
          Take out
        </button>
      </td>
    </tr>
  );
}

interface TypedProps<T> {
  label: string;
  words: string;
  example: string;
  wide?: boolean;
  read: (text: string) => T | null;
  onCommit: (value: T) => void;
}

/** A value to type, committed by Enter or on leaving. What does not read stays, with a word of help. */
function Typed<T>({ label, words, example, wide = false, read, onCommit }: TypedProps<T>) {
  const help = useId();
  const { unread, field } = useTyping({ words, read, keep: onCommit });
  return (
    <>
      <input
        className="field plan-field"
        data-wide={wide || undefined}
        aria-label={label}
        aria-describedby={unread ? help : undefined}
        {...field}
      />
      {unread && (
        <span id={help} className="caption plan-help">
          Type it like {example}.
        </span>
      )}
    </>
  );
}

function quarterNumber(text: string): number {
  return ["0", "1", "2", "3", "4", "5", "6", "7", "8"].indexOf(text);
}
