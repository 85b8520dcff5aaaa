import { useId, useState } from "react";
import { moment } from "../../components/dates.ts";
import type { Recovered } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { editsOf } from "./home.ts";

export interface RecoveredWorkProps {
  works: readonly Recovered[];
  busy: boolean;
  onRecover: (path: string) => void;
  onDiscard: (path: string) => void;
}

/** Work that was closed, or cut short, before it had a name. Throwing it away asks once more. */
export function RecoveredWork({ works, busy, onRecover, onDiscard }: RecoveredWorkProps) {
  const title = useId();
  const [doubted, setDoubted] = useState<string | null>(null);
  if (works.length === 0) return null;
  return (
    <section aria-labelledby={title} className="home-recovered">
      <h2 id={title}>{t`Work without a name`}</h2>
      <ul>
        {works.map((work) => (
          <li key={work.path}>
            <div className="home-document">
              <button
                type="button"
                className="text-button"
                disabled={busy}
                onClick={() => onRecover(work.path)}
              >
                {work.name}
              </button>
              <p className="caption" title={work.latest.join("\n")}>
                {editsOf(work)}
              </p>
            </div>
            <span className="caption home-facts">{moment(work.saved_at)}</span>
            {doubted === work.path ? (
              <span className="home-gone">
                <button
                  type="button"
                  className="link-button"
                  data-danger
                  aria-label={t`Discard ${work.name} for good`}
                  onClick={() => onDiscard(work.path)}
                >
                  {t`For good`}
                </button>
                <button type="button" className="link-button" onClick={() => setDoubted(null)}>
                  {t`Keep`}
                </button>
              </span>
            ) : (
              <button
                type="button"
                className="link-button"
                aria-label={t`Discard ${work.name}`}
                disabled={busy}
                onClick={() => setDoubted(work.path)}
              >
                {t`Discard…`}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
