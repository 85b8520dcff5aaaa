import { t } from "../../text/text.ts";
import { useEditor } from "./editor.ts";
import { isObject, listAt } from "./tree.ts";

/** What follows the incentives, in the order of every settlement. */
const AFTER = [
  t`limits per partner and period`,
  t`limits per partner and year`,
  t`guarantee`,
  t`rounding`,
  t`netting`,
  t`returns`,
  t`total limit`,
  t`budget`,
  t`payment`,
];

/** The order in which money is worked out: incentives one after the other, then what is taken off it. */
export function StackingStrip() {
  const { document, tree } = useEditor();
  const groups = listAt(tree, "/stacking_groups").filter(isObject);
  const groupOf = (id: string) => {
    const group = groups.find((each) => Array.isArray(each.incentives) && each.incentives.includes(id));
    return group === undefined ? "" : String(group.name ?? group.id ?? "");
  };
  const evaluated = document.program.incentives.filter((incentive) => incentive.state !== "off");
  return (
    <section aria-label={t`Order of calculation`}>
      <h3 className="detail-section">{t`Order of calculation`}</h3>
      <ol className="strip">
        {evaluated.map((incentive) => {
          const group = groupOf(incentive.id);
          return (
            <li key={incentive.id} data-state={incentive.state}>
              {incentive.name}
              {group !== "" && <span className="caption"> {t`in ${group}`}</span>}
              {incentive.state === "shadow" && <span className="caption"> {t`shadow`}</span>}
            </li>
          );
        })}
      </ol>
      <p className="detail-sentence">
        {t`In this order, each seeing what the ones before it gave on the same deals where it says so. Then ${AFTER.join(", ")}.`}
      </p>
    </section>
  );
}
