import { useEffect, useId, useRef, useState } from "react";
import { useTyping } from "../../components/useTyping.ts";
import type { Curve } from "../../host/index.ts";
import { plain, rateAsTyped } from "../../money/format.ts";
import { parseDecimal } from "../../money/parse.ts";
import { t } from "../../text/text.ts";
import { CurveFace } from "./CurveFace.tsx";
import { stored } from "./curve.ts";
import { useEditor } from "./editor.ts";
import { NumberField } from "./fields/NumberField.tsx";
import "./curve.css";

export interface PayCurveProps {
  incentive: string;
  /** The changes that are tried at the moment. */
  moved: Record<string, string>;
}

/** What a rule pays against its measure, with thresholds to move by hand. */
export function PayCurve({ incentive, moved }: PayCurveProps) {
  const editor = useEditor();
  const [curve, setCurve] = useState<Curve | null>(null);
  const [refused, setRefused] = useState("");
  const [asTable, setAsTable] = useState(false);
  const [example, setExample] = useState<string | null>(null);
  const [read, setRead] = useState<string | null>(null);
  const until = useRef<string | null>(null);
  const title = useId();
  const { ask, document } = editor;
  const trying = Object.entries(moved);
  const dragging = trying.some(([place]) => place.startsWith(`/incentives/${incentive}/schedule/bands/`));
  if (!dragging) until.current = null;
  const changes = JSON.stringify(trying.map(([place, value]) => ({ place, value })));
  // The curve follows the document and what is tried; while a threshold is dragged its width stays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new document is a new curve
  useEffect(() => {
    ask(
      "curve",
      "curve",
      { incentive, changes: JSON.parse(changes), example, until: until.current },
      (answer) => {
        setCurve(answer);
        setRefused("");
      },
      (failure) => setRefused(failure.sentence),
    );
  }, [ask, incentive, changes, example, document]);
  if (refused !== "" || curve === null)
    return refused === "" ? null : <p className="caption curve">{refused}</p>;
  return (
    <figure className="curve" aria-labelledby={title}>
      <figcaption>
        <h3 id={title}>{curve.finding}</h3>
        <button type="button" className="link-button" onClick={() => setAsTable(!asTable)}>
          {asTable ? t`Show as chart` : t`Show as table`}
        </button>
      </figcaption>
      <p className="caption">
        {t`${curve.currency} paid against ${curve.along.toLowerCase()}, before limits on payouts and rounding`}
        {curve.example !== null && `, ${t`with a ${curve.example.name.toLowerCase()} of`} `}
        {curve.example !== null && (
          <ExampleField value={curve.example.value} label={curve.example.name} onKeep={setExample} />
        )}
      </p>
      {asTable ? (
        <CurveTable curve={curve} />
      ) : (
        <CurveFace
          curve={curve}
          onRead={setRead}
          onHold={() => {
            until.current = curve.until;
          }}
        />
      )}
      {!asTable && (
        <p className="caption">{read ?? t`Point at the curve, or walk along it by arrow keys, to read it`}</p>
      )}
      {curve.thresholds.length > 0 && !asTable && (
        <p className="curve-fields">
          {curve.thresholds.map((threshold, at) => (
            <span key={threshold.place} className="curve-field">
              <span className="caption">{t`Band ${at + 1} from`}</span>
              <NumberField
                place={threshold.place}
                kind={curve.unit === "percent" ? "percent" : "quantity"}
                value={stored(curve, threshold.value)}
                label={t`Band ${at + 1} from`}
              />
            </span>
          ))}
        </p>
      )}
      {curve.limits.map((limit) => (
        <p key={limit} className="caption">
          {limit}
        </p>
      ))}
    </figure>
  );
}

function ExampleField({
  value,
  label,
  onKeep,
}: {
  value: string;
  label: string;
  onKeep: (value: string) => void;
}) {
  const { field } = useTyping({
    words: plain(value, "whole"),
    read: (text) => {
      const read = parseDecimal(text);
      return read?.startsWith("-") ? null : read;
    },
    keep: onKeep,
  });
  return <input className="field curve-example" aria-label={label} inputMode="decimal" {...field} />;
}

function CurveTable({ curve }: { curve: Curve }) {
  const places = curve.lines[0]?.points ?? [];
  return (
    <table className="figures curve-table">
      <thead>
        <tr>
          <th scope="col" className="number">
            {curve.along}
          </th>
          {curve.lines.map((line) => (
            <th key={line.name} scope="col" className="number">
              {line.name === "" ? t`Pays` : line.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.map((point, at) => (
          <tr key={point.at}>
            <th scope="row" className="number">
              {curve.unit === "percent" ? rateAsTyped(point.at) : plain(point.at)}
            </th>
            {curve.lines.map((line) => (
              <td key={line.name} className="number">
                {plain(line.points[at]?.pays ?? "")}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
