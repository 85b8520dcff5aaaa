import { CloseIcon } from "../../components/icons.tsx";
import { t } from "../../text/text.ts";
import { useEditor } from "./editor.ts";
import { NumberField } from "./fields/NumberField.tsx";
import { TextField } from "./fields/TextField.tsx";
import type { LadderLevel } from "./ladder.ts";
import { isObject } from "./tree.ts";

/** What comes with a level and is not paid out, with what it is planned to cost. */
export function Benefits({ levels }: { levels: LadderLevel[] }) {
  const { edit, beginnings } = useEditor();
  const rows = levels.flatMap((level) => {
    const list = Array.isArray(level.value.benefits) ? level.value.benefits.filter(isObject) : [];
    return list.map((benefit, at) => ({ level, at, benefit, place: `${level.place}/benefits/${at}` }));
  });
  const add = (place: string) =>
    void edit([{ do: "insert", place: `${place}/benefits`, value: { name: t`New benefit` } }]);
  return (
    <>
      <h3 className="detail-section">{t`Benefits that are not money`}</h3>
      <p className="caption">
        {t`Planning cost for one partner and fiscal year: in the program's cost, never in a payout.`}
      </p>
      {rows.length > 0 && (
        <table className="figures benefits">
          <thead>
            <tr>
              <th scope="col">{t`Tier`}</th>
              <th scope="col">{t`Benefit`}</th>
              <th scope="col" className="number">
                {t`Planning cost`}
              </th>
              <th scope="col">
                <span className="spoken-only">{t`Remove`}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ level, at, benefit, place }) => {
              const name = String(benefit.name ?? "");
              const cost = benefit.planning_cost;
              return (
                <tr key={place}>
                  <td>{level.name}</td>
                  <td>
                    <TextField
                      className="program-text"
                      value={name}
                      label={t`Benefit ${at + 1} of ${level.name}`}
                      onKeep={(text) => void edit([{ do: "set", place: `${place}/name`, value: text }])}
                    />
                  </td>
                  <td className="number">
                    {typeof cost === "string" ? (
                      <NumberField
                        place={`${place}/planning_cost`}
                        kind="money"
                        value={cost}
                        label={t`Planning cost of ${name}`}
                      />
                    ) : (
                      <button
                        type="button"
                        className="link-button"
                        aria-label={t`Set the planning cost of ${name}`}
                        onClick={() =>
                          void edit([
                            { do: "set", place: `${place}/planning_cost`, value: `0 ${beginnings.currency}` },
                          ])
                        }
                      >
                        {t`Set`}
                      </button>
                    )}
                  </td>
                  <td>
                    <button
                      type="button"
                      className="icon-button row-button"
                      aria-label={t`Remove ${name} from ${level.name}`}
                      onClick={() => void edit([{ do: "remove", place }])}
                    >
                      <CloseIcon />
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <p className="sheet-tools">
        <select
          className="field filter-new"
          aria-label={t`Add benefit`}
          value=""
          onChange={(event) => add(event.currentTarget.value)}
        >
          <option value="" disabled>
            {t`Add benefit to`}
          </option>
          {levels.map((level) => (
            <option key={level.key} value={level.place}>
              {level.name}
            </option>
          ))}
        </select>
      </p>
    </>
  );
}
