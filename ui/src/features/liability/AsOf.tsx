import { useId, useState } from "react";
import { dayOf } from "./liability.ts";

export interface AsOfProps {
  asOf: string | null;
  onLook: (day: string | null) => void;
}

/** The day it is seen on: a field for an ISO day, taken on Enter or when it is left. */
export function AsOf({ asOf, onLook }: AsOfProps) {
  const [typed, setTyped] = useState(asOf ?? "");
  const [wrong, setWrong] = useState(false);
  const help = useId();
  const take = () => {
    const day = dayOf(typed);
    setWrong(day === undefined);
    if (day !== undefined && day !== asOf) onLook(day);
  };
  return (
    <label className="liability-day">
      <span>As of</span>
      <input
        className="field"
        value={typed}
        placeholder="all days"
        spellCheck={false}
        size={10}
        aria-invalid={wrong}
        aria-describedby={help}
        data-typing={typed !== (asOf ?? "") || undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key === "Escape") setTyped(asOf ?? "");
        }}
      />
      <span id={help} className="caption" data-wrong={wrong || undefined}>
        {wrong ? "Write a day as year, month and day: 2025-08-15" : "Only facts dated up to it count"}
      </span>
    </label>
  );
}
