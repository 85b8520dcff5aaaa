import { useId } from "react";
import { Choice } from "../../components/Choice.tsx";
import { useTyping } from "../../components/useTyping.ts";
import type { BudgetRate, Growth, NewPartners, Pipeline, PlanView } from "../../host/index.ts";
import { rateAsTyped } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import {
  key,
  partOf,
  partOptions,
  quarterOptions,
  rampInWords,
  typedChance,
  typedRamp,
  typedRate,
  typedWorth,
} from "./plan.ts";

export interface LineProps<T> {
  rule: T;
  view: PlanView;
  /** The rule as it is now; null takes it out. */
  onRule: (rule: T | null) => void;
}

export function GrowthLine({ rule, view, onRule }: LineProps<Growth>) {
  return (
    <tr>
      <td>
        <Choice
          label={t`Which deals grow`}
          quiet
          value={key(rule.field ?? "", rule.is ?? "")}
          options={partOptions(view.parts)}
          onChoose={(part) => onRule({ ...rule, ...partOf(part) })}
        />
      </td>
      <td>
        <Choice
          label={t`In which quarter`}
          quiet
          value={String(rule.quarter ?? 0)}
          options={quarterOptions(view.quarters)}
          onChoose={(quarter) => onRule({ ...rule, quarter: quarterNumber(quarter) })}
        />
      </td>
      <td className="number">
        <Typed
          label={t`By how much amounts grow`}
          words={rateAsTyped(rule.by)}
          example="12%"
          read={typedRate}
          onCommit={(by) => onRule({ ...rule, by })}
        />
      </td>
      <End onTake={() => onRule(null)} />
    </tr>
  );
}

export function JoinLine({ rule, view, onRule }: LineProps<NewPartners>) {
  return (
    <tr>
      <td>
        <Typed
          label={t`How many join`}
          words={String(rule.count)}
          example="5"
          read={(text) => (/^\d{1,4}$/.test(text.trim()) ? Number.parseInt(text, 10) : null)}
          onCommit={(count) => onRule({ ...rule, count })}
        />
      </td>
      <td>
        <Choice
          label={t`Like which type of partner`}
          quiet
          value={rule.like}
          options={view.types.map((type) => ({ id: type, name: type }))}
          onChoose={(like) => onRule({ ...rule, like })}
        />
      </td>
      <td className="number">
        <Typed
          label={t`Part of their model's amounts by quarter`}
          words={rampInWords(rule.ramp)}
          example="25%, 50%, 75%, 100%"
          read={typedRamp}
          wide
          onCommit={(ramp) => onRule({ ...rule, ramp })}
        />
      </td>
      <End onTake={() => onRule(null)} />
    </tr>
  );
}

export function PipelineLine({ rule, view, onRule }: LineProps<Pipeline>) {
  return (
    <tr>
      <td>
        <Choice
          label={t`Which open deals are won`}
          quiet
          value={key(rule.field ?? "", rule.is ?? "")}
          options={partOptions(
            view.open_parts,
            plural(view.open_deals, { one: "The one open deal", other: "All {n} open deals" }),
          )}
          onChoose={(part) => onRule({ ...rule, ...partOf(part) })}
        />
      </td>
      <td>
        <Choice
          label={t`At the end of which quarter`}
          quiet
          value={String(rule.quarter ?? 0)}
          options={quarterOptions(view.quarters, t`The last quarter`)}
          onChoose={(quarter) => onRule({ ...rule, quarter: quarterNumber(quarter) })}
        />
      </td>
      <td className="number">
        <Typed
          label={t`The chance that they are won`}
          words={rateAsTyped(rule.chance)}
          example="40%"
          read={typedChance}
          onCommit={(chance) => onRule({ ...rule, chance })}
        />
      </td>
      <End onTake={() => onRule(null)} />
    </tr>
  );
}

export function BudgetRateLine({ rule, view, onRule }: LineProps<BudgetRate>) {
  const codes = view.currencies.includes(rule.currency)
    ? view.currencies
    : [rule.currency, ...view.currencies];
  return (
    <tr>
      <td>
        <Choice
          label={t`Which currency`}
          quiet
          value={rule.currency}
          options={codes.map((code) => ({ id: code, name: `1 ${code}` }))}
          onChoose={(currency) => onRule({ ...rule, currency })}
        />
      </td>
      <td>{view.currency}</td>
      <td className="number">
        <Typed
          label={t`What it is worth in ${view.currency}`}
          words={rule.rate}
          example="1.08"
          read={typedWorth}
          onCommit={(rate) => onRule({ ...rule, rate })}
        />
      </td>
      <End onTake={() => onRule(null)} />
    </tr>
  );
}

function End({ onTake }: { onTake: () => void }) {
  return (
    <td className="plan-end">
      <button type="button" className="link-button" onClick={onTake}>
        {t`Take out`}
      </button>
    </td>
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
          {t`Type it like ${example}.`}
        </span>
      )}
    </>
  );
}

function quarterNumber(text: string): number {
  return ["0", "1", "2", "3", "4", "5", "6", "7", "8"].indexOf(text);
}
