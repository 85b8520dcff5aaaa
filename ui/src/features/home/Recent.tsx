import { useId, useState } from "react";
import { day } from "../../components/dates.ts";
import type { Recent } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { sizeOf } from "./home.ts";

export interface RecentDocumentsProps {
  documents: readonly Recent[];
  busy: boolean;
  onOpen: (path: string) => void;
  /** Looks for a file that was moved. */
  onLocate: () => void;
  onRemove: (path: string) => void;
}

/** How many are listed before somebody asks for all. */
const FEW = 5;

/** Documents that were opened lately; one whose file is gone can be looked for or taken off the list. */
export function RecentDocuments({ documents, busy, onOpen, onLocate, onRemove }: RecentDocumentsProps) {
  const title = useId();
  const [all, setAll] = useState(false);
  if (documents.length === 0) return null;
  return (
    <section aria-labelledby={title} className="home-recent">
      <h2 id={title}>{t`Recent`}</h2>
      <ul>
        {(all ? documents : documents.slice(0, FEW)).map((one) => (
          <li key={one.path} data-gone={one.bytes === null || undefined}>
            <div className="home-document">
              {one.bytes === null ? (
                <span>{one.name}</span>
              ) : (
                <button
                  type="button"
                  className="text-button"
                  disabled={busy}
                  onClick={() => onOpen(one.path)}
                >
                  {one.name}
                </button>
              )}
              <p className="caption" title={one.path}>
                {one.bytes === null ? t`The file is not there any more: ${one.folder}` : one.folder}
              </p>
            </div>
            <span className="caption home-facts">
              {one.bytes === null
                ? ""
                : [
                    plural(one.deals, { one: "1 deal", other: "{n} deals" }),
                    sizeOf(one.bytes),
                    day(one.opened_at),
                  ].join(", ")}
            </span>
            {one.bytes === null ? (
              <span className="home-gone">
                <button type="button" className="link-button" disabled={busy} onClick={onLocate}>
                  {t`Locate…`}
                </button>
                <button type="button" className="link-button" onClick={() => onRemove(one.path)}>
                  {t`Remove`}
                </button>
              </span>
            ) : (
              <button
                type="button"
                className="link-button"
                aria-label={t`Remove ${one.name} from the list`}
                onClick={() => onRemove(one.path)}
              >
                {t`Remove`}
              </button>
            )}
          </li>
        ))}
      </ul>
      {documents.length > FEW && (
        <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t`Show fewer` : t`Show all ${count(documents.length)}`}
        </button>
      )}
    </section>
  );
}
