import { Fragment, useId } from "react";
import { ExplainedSum } from "../../components/ExplainButton.tsx";
import { Sum } from "../../components/Sum.tsx";
import { useTyping } from "../../components/useTyping.ts";
import type { BudgetPeriod, Figure, PoolUse } from "../../host/index.ts";
import { direction, forDrawing, plain } from "../../money/format.ts";
import { parseDecimal, readAs } from "../../money/parse.ts";
import { t } from "../../text/text.ts";
import { used } from "./budget.ts";

export interface PoolsProps {
  period: BudgetPeriod;
  onPool: (pool: string, amount: string) => void;
  onExplain: (figure: Figure) => void;
}

/** The pools with what is planned, used and left; a planned amount is edited where it stands. */
export function Pools({ period, onPool, onExplain }: PoolsProps) {
  const cut = direction(period.cut) !== "none";
  const back = direction(period.came_back) !== "none";
  return (
    <table className="figures budget-pools">
      <thead>
        <tr>
          <th scope="col">{t`Pool`}</th>
          <th scope="col" className="number">
            {t`Planned`}
          </th>
          {back && (
            <th scope="col" className="number" title={t`What funds returned to the pool`}>
              {t`Came back`}
            </th>
          )}
          <th scope="col" className="number">
            {t`Used`}
          </th>
          <th scope="col" className="number">
            {t`Left`}
          </th>
          <th scope="col" className="number">
            {t`Share used`}
          </th>
          {cut && (
            <th scope="col" className="number">
              {t`Cut`}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {period.pools.map((pool) => (
          <Fragment key={pool.id}>
            <tr>
              <th scope="row" title={t`When it runs out: ${pool.when_out}`}>
                {pool.name}
              </th>
              <td className="number">
                <Planned key={period.label} pool={pool} onPool={onPool} />
              </td>
              {back && (
                <td className="number">
                  <Sum text={pool.came_back} />
                </td>
              )}
              <td className="number">
                <Sum text={pool.used} />
              </td>
              <td className="number">
                <Sum text={pool.left} />
              </td>
              <td className="number">
                <Part share={pool.share} />
              </td>
              {cut && (
                <td className="number">
                  <Sum text={pool.cut} />
                </td>
              )}
            </tr>
            {pool.incentives.map((incentive) => (
              <tr key={incentive.id} className="budget-incentive">
                <th scope="row">{incentive.name}</th>
                <td />
                {back && <td />}
                <td className="number">
                  <ExplainedSum text={incentive.used} figure={incentive.figure} onExplain={onExplain} />
                </td>
                <td />
                <td />
                {cut && <td />}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t`Pools`}</th>
          <td className="number">
            <Sum text={period.planned} />
          </td>
          {back && (
            <td className="number">
              <Sum text={period.came_back} />
            </td>
          )}
          <td className="number">
            <Sum text={period.used} />
          </td>
          <td className="number">
            <Sum text={period.left} />
          </td>
          <td className="number">
            <Part share={period.share} />
          </td>
          {cut && (
            <td className="number">
              <Sum text={period.cut} />
            </td>
          )}
        </tr>
      </tfoot>
    </table>
  );
}

/** How much of a pool is used, as a number over a thin bar. */
function Part({ share }: { share: string | null }) {
  if (share === null) return null;
  const width = Math.min(100, Math.max(0, forDrawing(share) * 100));
  return (
    <span className="budget-part" data-over={forDrawing(share) > 1 || undefined}>
      {used(share)}
      <span aria-hidden="true" style={{ width: `${width}%` }} />
    </span>
  );
}

interface PlannedProps {
  pool: PoolUse;
  onPool: (pool: string, amount: string) => void;
}

/** What is planned for a pool: a number field, taken on Enter or when it is left; Esc puts the old amount back. */
function Planned({ pool, onPool }: PlannedProps) {
  const words = plain(pool.planned);
  const note = useId();
  const { typed, value, unread, field } = useTyping({
    words,
    read: (text) => {
      const read = parseDecimal(text);
      return read?.startsWith("-") ? null : read;
    },
    keep: (amount) => plain(amount) !== words && onPool(pool.id, amount),
  });
  const said = unread
    ? t`Type it like ${plain("450000")}`
    : typed !== null && value !== null
      ? readAs(typed, plain(value), value)
      : "";
  return (
    <>
      <input
        className="field budget-planned"
        style={{ width: `calc(${field.value.length}ch + 14px)` }}
        aria-label={t`Planned for ${pool.name}`}
        aria-describedby={said === "" ? undefined : note}
        inputMode="decimal"
        {...field}
      />
      {said !== "" && (
        <span id={note} className="caption budget-unread" data-wrong={unread || undefined}>
          {said}
        </span>
      )}
    </>
  );
}
