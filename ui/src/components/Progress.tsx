import type { Work } from "./useProgress.ts";
import "./progress.css";

/** How far the work is: a line that fills, and words. It keeps its place when there is none. */
export function Progress({ work }: { work: Work | null }) {
  return (
    <div className="progress" data-working={work !== null || undefined}>
      {work !== null && (
        <>
          <progress aria-label={work.doing} max={1} value={work.part ?? undefined} />
          <span className="caption">{work.doing}</span>
        </>
      )}
    </div>
  );
}
