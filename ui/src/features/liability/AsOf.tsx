import { useId } from "react";
import { useTyping } from "../../components/useTyping.ts";
import { dayOf } from "./liability.ts";

export interface AsOfProps {
  asOf: string | null;
  onLook: (day: string | null) => void;
}

/** The day it is seen on: a field for an ISO day, taken on Enter or when it is left. */
export function AsOf({ asOf, onLook }: AsOfProps) {
  const help = useId();
  const { unread, field } = useTyping({
    words: asOf ?? "",
    read: (text) => {
      const day = dayOf(text);
      return day === undefined ? null : { day };
    },
    keep: ({ day }) => day !== asOf && onLook(day),
  });
  return (
    <label className="liability-day">
      <span>As of</span>
      <input className="field" placeholder="all days" size={10} aria-describedby={help} {...field} />
      <span id={help} className="caption" data-wrong={unread || undefined}>
        {unread ? "Write a day as year, month and day: 2025-08-15" : "Only facts dated up to it count"}
      </span>
    </label>
  );
}
