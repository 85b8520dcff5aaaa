import type { Finding } from "../../host/index.ts";
import { t } from "../../text/text.ts";
import { FindingList } from "./FindingList.tsx";
import { moneyOf } from "./findings.ts";

export interface ProblemsProps {
  findings: readonly Finding[];
  current: number | null;
  onGo: (finding: Finding) => void;
}

/** What is wrong with the program or worth knowing, with the partners and the money of it. */
export function Problems({ findings, current, onGo }: ProblemsProps) {
  return (
    <section className="detail" aria-label={t`Problems`} data-testid="problems">
      <h2 className="detail-title">{t`Problems`}</h2>
      <p className="caption">
        {t`F8 goes to the next one, Shift+F8 to the one before. Money is that of this history.`}
      </p>
      {findings.length === 0 ? (
        <p className="detail-sentence">{t`The check found nothing to say about this program.`}</p>
      ) : (
        <FindingList findings={findings} current={current} note={moneyOf} onGo={onGo} />
      )}
    </section>
  );
}
