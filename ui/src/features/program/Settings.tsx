import { t } from "../../text/text.ts";
import { useEditor } from "./editor.ts";
import { AnyField } from "./fields/AnyField.tsx";
import { SETTINGS, settingsOf } from "./outline.ts";
import { StackingStrip } from "./StackingStrip.tsx";

/** A group of the program's own settings. */
export function Settings({ id }: { id: string }) {
  const { schema } = useEditor();
  const title = SETTINGS.find((group) => group.id === id)?.title ?? t`Settings`;
  return (
    <section className="detail" aria-label={title}>
      <h2 className="detail-title">{title}</h2>
      {id === "stacking" && <StackingStrip />}
      {settingsOf(schema, id).map((member) => (
        <AnyField
          key={member.key}
          node={member.node}
          place={`/${member.key}`}
          name={member.key}
          label={member.words}
          optional={member.optional}
        />
      ))}
    </section>
  );
}
