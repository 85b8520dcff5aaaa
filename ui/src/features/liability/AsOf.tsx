import { useId } from "react";
import { day, readDay } from "../../components/dates.ts";
import { useTyping } from "../../components/useTyping.ts";
import { t } from "../../text/text.ts";

export interface AsOfProps {
  asOf: string | null;
  onLook: (day: string | null) => void;
}

/** The day it is seen on, taken on Enter or when it is left; empty for all days. */
export function AsOf({ asOf, onLook }: AsOfProps) {
  const help = useId();
  const { unread, field } = useTyping({
    words: asOf === null ? "" : day(asOf),
    read: (text) => {
      if (text.trim() === "") return { on: null };
      const on = readDay(text);
      return on === null ? null : { on };
    },
    keep: ({ on }) => on !== asOf && onLook(on),
  });
  return (
    <label className="liability-day">
      <span>{t`As of`}</span>
      <input className="field" placeholder={t`all days`} size={12} aria-describedby={help} {...field} />
      <span id={help} className="caption" data-wrong={unread || undefined}>
        {unread ? t`Write a day like ${day("2025-08-15")} or 2025-08-15` : t`Only facts dated up to it count`}
      </span>
    </label>
  );
}
