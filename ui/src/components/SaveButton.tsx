import { useEffect, useState } from "react";

export interface SaveButtonProps {
  words: string;
  /** Asks for a file and writes it; answers what was written in words, null where nothing was. */
  onSave: () => Promise<string | null>;
}

/** How long the button says what was written, in milliseconds. */
const SAID = 4000;

/** Writes something to a file, and says for a moment that it did. */
export function SaveButton({ words, onSave }: SaveButtonProps) {
  const [saved, setSaved] = useState<string | null>(null);
  useEffect(() => {
    if (saved === null) return;
    const timer = setTimeout(() => setSaved(null), SAID);
    return () => clearTimeout(timer);
  }, [saved]);
  return (
    <button type="button" className="link-button" onClick={() => void onSave().then(setSaved)}>
      {saved ?? words}
    </button>
  );
}
