import { useEditor } from "./editor.ts";
import { isObject, listAt } from "./tree.ts";

/** What follows the incentives, in the order of every settlement. */
const AFTER = [
  "limits per partner and period",
  "limits per partner and year",
  "guarantee",
  "rounding",
  "netting",
  "returns",
  "total limit",
  "budget",
  "payment",
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
    <section aria-label="Order of calculation">
      <h3 className="detail-section">Order of calculation</h3>
      <ol className="strip">
        {evaluated.map((incentive) => {
          const group = groupOf(incentive.id);
          return (
            <li key={incentive.id} data-state={incentive.state}>
              {incentive.name}
              {group !== "" && <span className="caption"> in {group}</span>}
              {incentive.state === "shadow" && <span className="caption"> shadow</span>}
            </li>
          );
        })}
      </ol>
      <p className="detail-sentence">
        In this order, each seeing what the ones before it gave on the same deals where it says so. Then{" "}
        {AFTER.join(", ")}.
      </p>
    </section>
  );
}
