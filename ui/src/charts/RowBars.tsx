import { type CSSProperties, type KeyboardEvent, useRef, useState } from "react";
import type { Mark, Scale } from "./bars.ts";
import { categories } from "./category.ts";
import { moveInRows, placeBaseline, placeRow, type RowPart } from "./rows.ts";
import type { StackedGroup } from "./StackedBars.tsx";
import "./rows.css";
import "./category.css";

export interface RowBarsProps {
  /** What the chart shows, in a sentence or two, for those who cannot see it. */
  description: string;
  rows: StackedGroup[];
  series: readonly string[];
  scale: Scale;
  height: number;
  /** No movement of the bars while somebody drags. */
  still: boolean;
  onRead: (words: string | null) => void;
  onExplain: (row: string, series: string) => void;
}

/** Keys that open the mark in focus. */
const EXPLAINS = ["Enter", "e", "E", "F2", " "];

/**
 * Named groups as rows of bars, each over its baseline: one tab stop, arrow keys move between marks, E or
 * Enter opens one. For groups with names of their own; time stands in columns.
 */
export function RowBars(props: RowBarsProps) {
  const { rows, scale } = props;
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Mark>({ group: 0, part: 0 });
  const categoryOf = categories(props.series);
  const placed = rows.map((row) => placeRow(row.parts, scale));
  const held = heldIn(active, placed);

  const pressed = (event: KeyboardEvent) => {
    const row = rows[held.group];
    const part = placed[held.group]?.[held.part];
    if (EXPLAINS.includes(event.key) && !event.ctrlKey && !event.metaKey && row && part) {
      event.preventDefault();
      props.onExplain(row.id, part.series);
      return;
    }
    const to = moveInRows(held, event.key, placed);
    if (to === null) return;
    event.preventDefault();
    setActive(to);
    box.current?.querySelector<HTMLElement>(`[data-mark="${to.group} ${to.part}"]`)?.focus();
  };
  return (
    <div
      ref={box}
      className="rows"
      role="group"
      aria-label={props.description}
      data-still={props.still || undefined}
      style={
        {
          height: props.height,
          "--rows-height": `${rowHeight(props.height, rows.length)}px`,
        } as CSSProperties
      }
      onKeyDown={pressed}
    >
      <div className="rows-axis" aria-hidden="true">
        <span className="rows-track">
          {scale.ticks.map((tick) => (
            <span key={tick.label} className="rows-tick" style={{ insetInlineStart: `${tick.at * 100}%` }}>
              {tick.label}
            </span>
          ))}
        </span>
      </div>
      {rows.map((row, group) => (
        <div key={row.id} className="rows-row">
          <span className="rows-label" title={row.note === "" ? row.label : `${row.label}, ${row.note}`}>
            {row.label}
          </span>
          <span className="rows-track">
            {scale.ticks.map((tick) => (
              <span
                key={tick.label}
                className="rows-line"
                data-zero={tick.at === scale.zero || undefined}
                style={{ insetInlineStart: `${tick.at * 100}%` }}
              />
            ))}
            <span className="rows-baseline" style={span(placeBaseline(row.baseline, scale))} />
            {placed[group]?.map((part, at) => (
              <Block
                key={part.series}
                part={part}
                mark={{ group, part: at }}
                category={categoryOf.get(part.series)}
                words={row.words[part.series] ?? part.series}
                focusable={held.group === group && held.part === at}
                onHold={setActive}
                onRead={props.onRead}
                onExplain={() => props.onExplain(row.id, part.series)}
              />
            ))}
          </span>
          <span className="rows-total">{row.total}</span>
        </div>
      ))}
    </div>
  );
}

/** Room of the scale above the rows. */
const AXIS = 26;
const LEAST_ROW = 26;
const MOST_ROW = 40;

/** Few rows share the room there is, many scroll. */
function rowHeight(height: number, rows: number): number {
  return Math.max(LEAST_ROW, Math.min(MOST_ROW, Math.floor((height - AXIS) / Math.max(1, rows))));
}

/** The mark in focus, or the first there is when figures changed under it. */
function heldIn(active: Mark, placed: RowPart[][]): Mark {
  if (placed[active.group]?.[active.part] !== undefined) return active;
  const group = placed.findIndex((parts) => parts.length > 0);
  return { group: Math.max(0, group), part: 0 };
}

function span({ start, width }: { start: number; width: number }): CSSProperties {
  return { insetInlineStart: `${start}%`, width: `${width}%` };
}

interface BlockProps {
  part: RowPart;
  mark: Mark;
  category: string | undefined;
  words: string;
  focusable: boolean;
  onHold: (mark: Mark) => void;
  onRead: (words: string | null) => void;
  onExplain: () => void;
}

function Block({ part, mark, category, words, focusable, onHold, onRead, onExplain }: BlockProps) {
  return (
    <button
      type="button"
      className="rows-block"
      data-category={category}
      data-mark={`${mark.group} ${mark.part}`}
      style={span(part)}
      tabIndex={focusable ? 0 : -1}
      aria-label={words}
      onClick={() => {
        onHold(mark);
        onExplain();
      }}
      onFocus={() => {
        onHold(mark);
        onRead(words);
      }}
      onBlur={() => onRead(null)}
      onMouseEnter={() => onRead(words)}
      onMouseLeave={() => onRead(null)}
    />
  );
}
