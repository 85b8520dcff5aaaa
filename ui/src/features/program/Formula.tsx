import { t } from "../../text/text.ts";
import { useEditor } from "./editor.ts";
import { NumberField } from "./fields/NumberField.tsx";
import { formulaOf } from "./formula.ts";

/** The schedule at a place as a formula; each of its numbers is the very field of the table above. */
export function Formula({ place }: { place: string }) {
  const { tree } = useEditor();
  const formula = formulaOf(tree, place, () => []);
  if (formula === null) return null;
  return (
    <section className="written-formula" aria-label={t`Formula`}>
      <h3>{t`Formula`}</h3>
      <p className="caption">{t`${formula.letters} Each number can be changed here too.`}</p>
      {formula.lines.map((line) => (
        <p key={line.key} className="formula">
          {line.parts.map((part, index) =>
            typeof part === "string" ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the words of a line stand where they stand
              <span key={index}>{part}</span>
            ) : (
              <NumberField
                key={part.place}
                place={part.place}
                kind={part.kind}
                value={part.value}
                label={part.label}
              />
            ),
          )}
        </p>
      ))}
    </section>
  );
}
