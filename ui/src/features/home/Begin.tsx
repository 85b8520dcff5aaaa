import { type FormEvent, useId, useState } from "react";
import { SmallCurve } from "../../charts/SmallCurve.tsx";
import type { Template } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { type Begun, MONTHS, missing } from "./home.ts";

export interface BeginProps {
  templates: readonly Template[];
  busy: boolean;
  onBegin: (begun: Begun) => void;
}

/** A new program: what it is called, when its year starts, its currency, and what it pays at first. */
export function Begin({ templates, busy, onBegin }: BeginProps) {
  const [name, setName] = useState("");
  const [month, setMonth] = useState("1");
  const [currency, setCurrency] = useState("USD");
  const [template, setTemplate] = useState("");
  const [tried, setTried] = useState(false);
  const ids = useId();
  const lacks = missing({ name, currency });
  const chosen = templates.find((each) => each.id === template);
  const begin = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lacks !== null) return;
    onBegin({
      name: name.trim(),
      currency: currency.trim().toUpperCase(),
      yearStartsIn: MONTHS.findIndex((each) => each.value === month) + 1,
      template: template === "" ? null : template,
    });
  };
  return (
    <form className="home-begin" aria-label={t`New program`} onSubmit={begin} noValidate>
      <label>
        <span className="caption">{t`Name`}</span>
        <input
          className="field"
          value={name}
          placeholder={t`FY27 Partner Program`}
          aria-invalid={tried && name.trim() === ""}
          aria-describedby={`${ids} lacks`}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label>
        <span className="caption">{t`Fiscal year starts in`}</span>
        <select className="field" value={month} onChange={(event) => setMonth(event.currentTarget.value)}>
          {MONTHS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="caption">{t`Currency`}</span>
        <input
          className="field"
          size={4}
          value={currency}
          maxLength={3}
          spellCheck={false}
          onChange={(event) => setCurrency(event.currentTarget.value)}
        />
      </label>
      <label className="home-template">
        <span className="caption">{t`Begins with`}</span>
        <select
          className="field"
          value={template}
          onChange={(event) => setTemplate(event.currentTarget.value)}
        >
          <option value="">{t`Nothing yet`}</option>
          {templates.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button" disabled={busy}>
        {t`Begin`}
      </button>
      <p
        id={`${ids} lacks`}
        className="caption home-lacks"
        data-wrong={(tried && lacks !== null) || undefined}
      >
        {tried && lacks !== null ? lacks : t`It has no data until you import some.`}
      </p>
      {chosen !== undefined && (
        <div className="home-chosen">
          {chosen.curve !== null && <SmallCurve points={chosen.curve.lines.at(-1)?.points ?? []} />}
          <p>
            {chosen.description}{" "}
            {chosen.example !== null && <span className="caption">{chosen.example}</span>}
          </p>
        </div>
      )}
    </form>
  );
}
