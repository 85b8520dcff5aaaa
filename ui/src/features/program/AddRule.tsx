import { type KeyboardEvent, useEffect, useState } from "react";
import { SmallCurve } from "../../charts/SmallCurve.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Sum } from "../../components/Sum.tsx";
import type { Simulation, Template } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { useEditor } from "./editor.ts";
import { matches } from "./templates.ts";

export interface AddRuleProps {
  onAdd: (template: Template) => void;
  onClose: () => void;
}

/** Rules of the kinds that programs are made of, with what each would pay on this history. */
export function AddRule({ onAdd, onClose }: AddRuleProps) {
  const { ask } = useEditor();
  const [templates, setTemplates] = useState<Template[]>([]);
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  useEffect(
    () => ask("templates", "templates", { roles: {} }, (answer) => setTemplates(answer.templates)),
    [ask],
  );
  const shown = templates.filter((template) => matches(template, search));
  const template = shown[Math.min(at, shown.length - 1)];
  const pressed = (event: KeyboardEvent) => {
    const way = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (way !== 0) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(shown.length - 1, at + way)));
    }
    if (event.key === "Enter" && template !== undefined) onAdd(template);
  };
  return (
    <Dialog title={t`Add an incentive from a template`} onClose={onClose}>
      <div className="dialog-body templates">
        <input
          className="field"
          type="search"
          aria-label={t`Search templates`}
          placeholder={t`Search: rebate, SPIFF, MDF, co-sell, finder's fee …`}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={pressed}
        />
        <div className="templates-body">
          <ul className="templates-list" aria-label={t`Templates`}>
            {shown.map((each, index) => (
              <li key={each.id}>
                <button
                  type="button"
                  aria-current={each === template || undefined}
                  onClick={() => setAt(index)}
                  onDoubleClick={() => onAdd(each)}
                >
                  {each.curve !== null && <SmallCurve points={each.curve.lines.at(-1)?.points ?? []} />}
                  <span>
                    {each.name}
                    <span className="caption">{each.motion}</span>
                  </span>
                </button>
              </li>
            ))}
            {shown.length === 0 && (
              <li className="caption">{t`No template is found by that. Try another word.`}</li>
            )}
          </ul>
          {template !== undefined && (
            <section className="templates-detail" aria-label={template.name}>
              <h3>{template.name}</h3>
              <p>{template.description}</p>
              {template.example !== null && (
                <p>
                  <span className="caption">{t`For example`}</span>
                  {template.example}
                </p>
              )}
              <p className="templates-sentence">
                <span className="caption">{t`In words`}</span>
                {template.sentence}
              </p>
              <WouldPay key={template.id} template={template} />
              <div className="dialog-actions">
                <button
                  type="button"
                  className="button"
                  data-primary
                  data-testid="add-template"
                  onClick={() => onAdd(template)}
                >
                  {t`Add ${template.name.toLowerCase()}`}
                </button>
              </div>
            </section>
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** What the template would pay beside the rules that are there. */
function WouldPay({ template }: { template: Template }) {
  const { ask, beginnings } = useEditor();
  const [seen, setSeen] = useState<Simulation | null>(null);
  const [refused, setRefused] = useState("");
  useEffect(() => {
    const id = "template_that_is_tried";
    // Nothing else in the program has this name or id, so that it can stand beside all of it.
    const value = { ...(template.incentive as object), id, name: id };
    ask("would_pay", "simulate", { changes: [{ place: `/incentives/${id}`, value }] }, setSeen, (failure) =>
      setRefused(failure.sentence),
    );
  }, [ask, template]);
  const own = seen?.incentives.find((each) => each.id === "template_that_is_tried");
  return (
    <p>
      <span className="caption">{t`On this history it would pay`}</span>
      {refused !== "" ? (
        refused
      ) : own === undefined ? (
        "…"
      ) : (
        <Sum text={own.total} currency={beginnings.currency} />
      )}
    </p>
  );
}
