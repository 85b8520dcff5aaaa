import { type KeyboardEvent, useRef, useState } from "react";
import { DeeperIcon } from "../../components/icons.tsx";
import { Sum } from "../../components/Sum.tsx";
import type { Explanation, Figure, Part } from "../../host/index.ts";
import { plural, t } from "../../text/text.ts";

/** Parts listed before somebody asks for all of them. */
const AT_FIRST = 40;

export interface PartsProps {
  explanation: Explanation;
  onOpen: (figure: Figure) => void;
  onBack: () => void;
}

/** What a figure is made of: one tab stop, arrows move, right or Enter goes deeper, left goes back. */
export function Parts({ explanation, onOpen, onBack }: PartsProps) {
  const { parts } = explanation;
  const [all, setAll] = useState(false);
  const [active, setActive] = useState(() => parts.findIndex((part) => part.figure !== null));
  const list = useRef<HTMLUListElement>(null);
  if (parts.length === 0) return null;
  const shown = all ? parts : parts.slice(0, AT_FIRST);

  const pressed = (event: KeyboardEvent) => {
    const to = nextOpenable(shown, active, event.key);
    if (event.key === "ArrowRight") {
      const figure = shown[active]?.figure;
      if (figure) onOpen(figure);
    } else if (event.key === "ArrowLeft") onBack();
    else if (to !== null) list.current?.querySelector<HTMLElement>(`[data-part="${to}"]`)?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <section aria-label={t`How it adds up`}>
      <h3 className="caption">{t`How it adds up`}</h3>
      <ul className="parts" ref={list} onKeyDown={pressed}>
        {shown.map((part, at) => (
          <li key={`${part.label} ${part.detail}`}>
            <PartLine
              part={part}
              at={at}
              focusable={at === active}
              onFocus={() => setActive(at)}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ul>
      {shown.length < parts.length && (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {plural(parts.length, { one: "Show 1 part", other: "Show all {n} parts" })}
        </button>
      )}
      <p className="parts-total">
        <span>{t`Adds up to`}</span>
        <Sum text={explanation.amount} />
      </p>
    </section>
  );
}

/** The part a key moves to among those that can be opened, or null for other keys. */
export function nextOpenable(parts: readonly Part[], from: number, key: string): number | null {
  const openable = parts.flatMap((part, at) => (part.figure === null ? [] : [at]));
  switch (key) {
    case "ArrowDown":
      return openable.find((at) => at > from) ?? from;
    case "ArrowUp":
      return openable.findLast((at) => at < from) ?? from;
    case "Home":
      return openable[0] ?? from;
    case "End":
      return openable.at(-1) ?? from;
    default:
      return null;
  }
}

interface PartLineProps {
  part: Part;
  at: number;
  focusable: boolean;
  onFocus: () => void;
  onOpen: (figure: Figure) => void;
}

function PartLine({ part, at, focusable, onFocus, onOpen }: PartLineProps) {
  const { figure } = part;
  const words = (
    <>
      <span className="part-label">{part.label}</span>
      <Sum text={part.amount} />
      {part.detail !== "" && <span className="part-detail caption">{part.detail}</span>}
    </>
  );
  if (figure === null) return <div className="part">{words}</div>;
  return (
    <button
      type="button"
      className="part"
      data-part={at}
      tabIndex={focusable ? 0 : -1}
      onFocus={onFocus}
      onClick={() => onOpen(figure)}
    >
      {words}
      <DeeperIcon />
    </button>
  );
}
