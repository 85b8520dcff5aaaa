import { useId, useState } from "react";
import { WarningIcon } from "../../components/icons.tsx";
import { Difference } from "../../components/Sum.tsx";
import type { DifferenceEffect, EffectList, ScenarioAction } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { needsLook, shortSentence } from "./scenarios.ts";
import "./differences.css";

export interface DifferencesProps {
  list: EffectList | null;
  onChange: (action: ScenarioAction) => void;
}

/** The differences with a switch each, and what each does by itself; they add up to the whole change. */
export function Differences({ list, onChange }: DifferencesProps) {
  const title = useId();
  if (list === null) return <p className="caption">{t`Calculating what each difference does`}</p>;
  return (
    <section className="differences" aria-labelledby={title}>
      <h3 id={title}>{t`What each difference does`}</h3>
      <p className="caption">{t`${list.currency}, each alone beside ${list.baseline}, ${list.caption}`}</p>
      <table className="figures differences-table" data-testid="differences">
        <tbody>
          {list.effects.map((effect, at) => (
            <Line
              // biome-ignore lint/suspicious/noArrayIndexKey: a difference is its place in the list
              key={`${at} ${effect.difference.place}`}
              effect={effect}
              at={at}
              id={list.id}
              onChange={onChange}
            />
          ))}
          {list.effects.length === 0 && (
            <tr>
              <td colSpan={2} className="differences-none">
                {t`Nothing differs yet. Choose Edit, then move a lever or change the program.`}
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr className="differences-together">
            <th scope="row">{t`Acting together`}</th>
            <td className="number">
              <Difference text={list.together} />
            </td>
          </tr>
          <tr>
            <th scope="row">{t`In all`}</th>
            <td className="number" data-testid="differences-total">
              <Difference text={list.total} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

interface LineProps {
  effect: DifferenceEffect;
  at: number;
  /** The scenario whose differences can be switched. */
  id: string | null;
  onChange: (action: ScenarioAction) => void;
}

function Line({ effect, at, id, onChange }: LineProps) {
  const { difference } = effect;
  const [open, setOpen] = useState(false);
  const words = shortSentence(difference.sentence);
  const detail = useId();
  return (
    <tr data-off={!difference.on || undefined}>
      <th scope="row">
        <span className="differences-line">
          {id !== null && (
            <input
              type="checkbox"
              className="differences-switch"
              aria-label={t`Make this difference: ${words}`}
              checked={difference.on}
              onChange={(event) =>
                onChange({ switch: { id, difference: at, on: event.currentTarget.checked } })
              }
            />
          )}
          <button
            type="button"
            className="text-button"
            aria-expanded={open}
            aria-controls={detail}
            onClick={() => setOpen(!open)}
          >
            {words}
          </button>
        </span>
        {difference.values !== "" && !open && (
          <span className="caption differences-values">{difference.values}</span>
        )}
        {needsLook(effect) && id !== null && (
          <span className="differences-note">
            <WarningIcon /> <span>{difference.note}</span>
            {difference.fit === "overrides" && (
              <button
                type="button"
                className="link-button"
                onClick={() => onChange({ accept: { id, difference: at } })}
              >
                {t`Keep`}
              </button>
            )}
            <button
              type="button"
              className="link-button"
              onClick={() => onChange({ take_out: { id, difference: at } })}
            >
              {t`Take out`}
            </button>
          </span>
        )}
        <span id={detail} hidden={!open} className="differences-words selectable">
          {difference.from !== "" && (
            <del>
              <span className="spoken-only">{t`Before:`} </span>
              {difference.from}
            </del>
          )}
          {difference.to !== "" && (
            <ins>
              <span className="spoken-only">{t`Instead:`} </span>
              {difference.to}
            </ins>
          )}
        </span>
      </th>
      <td className="number">
        {effect.alone === null ? (
          <span className="caption" title={effect.reason}>
            {t`not alone`}
          </span>
        ) : (
          <Difference text={effect.alone} />
        )}
      </td>
    </tr>
  );
}
