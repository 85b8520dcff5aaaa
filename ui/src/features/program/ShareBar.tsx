import { categories } from "../../charts/category.ts";
import { forDrawing, plain } from "../../money/format.ts";
import { t } from "../../text/text.ts";
import { useEditor } from "./editor.ts";
import { isObject, listAt } from "./tree.ts";
import "./sharing.css";

/** The weights of roles in a pool as one bar, so that what each role has of a deal is seen. */
export function ShareBar({ place }: { place: string }) {
  const { tree } = useEditor();
  const weights = listAt(tree, `${place}/by/role_weights/weights`)
    .filter(isObject)
    .map((each) => ({ role: String(each.role ?? ""), weight: String(each.weight ?? "0") }));
  if (weights.length === 0) return null;
  const colours = categories(weights.map((each) => each.role));
  return (
    <figure className="share-bar" aria-label={t`Weights of the roles in a pool`}>
      <div className="share-parts" aria-hidden="true">
        {weights.map(({ role, weight }) => (
          <span
            key={role}
            data-category={colours.get(role)}
            style={{ flexGrow: Math.max(0, forDrawing(weight)), flexBasis: 0 }}
          />
        ))}
      </div>
      <ul>
        {weights.map(({ role, weight }) => (
          <li key={role}>
            <span className="share-key" data-category={colours.get(role)} aria-hidden="true" />
            {role} <strong>{plain(weight, "whole")}</strong>
          </li>
        ))}
      </ul>
      <figcaption className="caption">
        {t`Weights on a deal on which every role is held. What becomes of a role that nobody holds is set below.`}
      </figcaption>
    </figure>
  );
}
