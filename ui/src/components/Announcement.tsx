import { useEffect, useState } from "react";

/** Least time between two announcements, in milliseconds (UX 4.5). */
const QUIET = 1000;

/** The window's one polite live region. It speaks settled words only, at most once a second. */
export function Announcement({ words }: { words: string }) {
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(words), QUIET);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <div className="spoken-only" role="status" aria-live="polite">
      {spoken}
    </div>
  );
}
