import { ExplainedSum } from "../../components/ExplainButton.tsx";
import type { Figure } from "../../host/index.ts";
import { count, plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import type { Table } from "./breakdown.ts";

export interface BreakdownTableProps {
  table: Table;
  height: number;
  onExplain: (figure: Figure) => void;
  onGroup: (id: string, name: string) => void;
}

/** The same figures as the chart: groups down, incentives across, and both add up to the total. */
export function BreakdownTable({ table, height, onExplain, onGroup }: BreakdownTableProps) {
  const { groups, series } = table;
  const counted = groups.some((group) => group.partners !== null);
  return (
    <div className="chart-table" style={{ height }}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{table.heading}</th>
            {counted && (
              <th scope="col" className="number">
                {t`Partners`}
              </th>
            )}
            {series.map((each) => (
              <th scope="col" key={each.id} className="number">
                {each.name}
              </th>
            ))}
            <th scope="col" className="number">
              {t`Total`}
            </th>
            <th scope="col" className="number">
              {t`Baseline`}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row" className="chart-quarter">
                {counted && group.id !== "" ? (
                  <button
                    type="button"
                    className="text-button"
                    title={t`List its partners`}
                    onClick={() => onGroup(group.id, group.name)}
                  >
                    {group.name}
                  </button>
                ) : (
                  group.name
                )}
              </th>
              {counted && <td className="number">{group.partners === null ? "" : count(group.partners)}</td>}
              {series.map(({ id: incentive }) => (
                <td key={incentive} className="number">
                  <ExplainedSum
                    text={group.parts.find((part) => part.incentive === incentive)?.amount ?? "0"}
                    figure={group.figure && { ...group.figure, incentive }}
                    onExplain={onExplain}
                  />
                </td>
              ))}
              <td className="number">
                <ExplainedSum text={group.total} figure={group.figure} onExplain={onExplain} />
              </td>
              <td className="number">{plain(group.baseline_total)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t`Total`}</th>
            {counted && <td />}
            {series.map((each) => (
              <td key={each.id} className="number">
                {plain(each.total)}
              </td>
            ))}
            <td className="number">{plain(table.total)}</td>
            <td className="number">{plain(table.baselineTotal)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
