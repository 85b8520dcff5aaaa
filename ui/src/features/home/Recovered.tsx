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

/** Of more works than this, only the newest are shown at once: the ways to begin stay in sight. */
const FEW = 3;

/** Work that was closed, or cut short, before it had a name. Throwing it away asks once more. */
export function RecoveredWork({ works, busy, onRecover, onDiscard }: RecoveredWorkProps) {
  const title = useId();
  const [doubted, setDoubted] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  if (works.length === 0) return null;
  return (
    <section aria-labelledby={title} className="home-recovered">
      <h2 id={title}>{t`Work without a name`}</h2>
      <ul>
        {(all ? works : works.slice(0, FEW)).map((work) => (
          <li key={work.path}>
            <div className="home-document">
              <button
                type="button"
                className="text-button"
                disabled={busy || work.unreadable !== null}
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
      {works.length > FEW && (
        <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t`Show the newest only` : t`Show all ${works.length}`}
        </button>
      )}
    </section>
  );
}
