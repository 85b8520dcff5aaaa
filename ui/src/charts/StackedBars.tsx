import { type KeyboardEvent, useState } from "react";
import { useWidth } from "../components/useWidth.ts";
import { cut } from "../components/words.ts";
import {
  type BarsLayout,
  type Box,
  type Group,
  layOut,
  type Mark,
  moveMark,
  type Scale as ScaleOf,
} from "./bars.ts";
import { categories } from "./category.ts";
import "./bars.css";
import "./category.css";

/** A stack of the chart with its words: what is drawn and what is read are kept together. */
export interface StackedGroup extends Group {
  label: string;
  /** The second line of the label, such as the months of a quarter. */
  note: string;
  /** The total as written above the stack. */
  total: string;
  /** The words of each part, spoken and shown on hover, by series. */
  words: Record<string, string>;
}

export interface StackedBarsProps {
  /** What the chart shows, in a sentence or two, for those who cannot see it. */
  description: string;
  groups: StackedGroup[];
  series: { id: string; label: string }[];
  scale: ScaleOf;
  height: number;
  /** No movement of the bars while somebody drags. */
  still: boolean;
  onRead: (words: string | null) => void;
  onExplain: (group: string, series: string) => void;
}

/** About the width of a letter of a name, in units of the drawing. */
const NAME_LETTER = 6.4;

/** Least room between groups for the second line of a label. */
const NOTE_ROOM = 88;

/** Room for the words of the scale. */
const LEFT = 48;

/** Stacks beside their baseline: one tab stop, arrow keys move between marks, E or Enter explains one. */
export function StackedBars(props: StackedBarsProps) {
  const { groups, series, height } = props;
  const [box, width] = useWidth<HTMLDivElement>(560, 240);
  const [active, setActive] = useState<Mark>({ group: 0, part: 0 });
  const [ringed, setRinged] = useState(false);
  const { layout, noted, letters } = place(props, width);
  const categoryOf = categories(series.map((each) => each.id));

  const pressed = (event: KeyboardEvent) => {
    const mark = groups[active.group];
    const part = mark?.parts[active.part];
    if (EXPLAINS.includes(event.key) && !event.ctrlKey && !event.metaKey && mark && part) {
      event.preventDefault();
      props.onExplain(mark.id, part.series);
      return;
    }
    const to = moveMark(active, event.key, groups);
    if (to === null) return;
    event.preventDefault();
    setActive(to);
    box.current?.querySelector<SVGElement>(`[data-mark="${to.group} ${to.part}"]`)?.focus();
  };
  return (
    <div ref={box} className="bars" data-still={props.still || undefined}>
      <svg width={width} height={height} role="group" aria-label={props.description} onKeyDown={pressed}>
        <Scale layout={layout} />
        {groups.map((group, at) => (
          <g key={group.id}>
            <rect className="bars-baseline" {...layout.groups[at]?.baseline} aria-hidden="true" />
            {layout.groups[at]?.blocks.map(({ series: id, ...place }, part) => (
              <Block
                key={id}
                place={place}
                mark={{ group: at, part }}
                category={categoryOf.get(id)}
                words={group.words[id] ?? id}
                focusable={active.group === at && active.part === part}
                onHold={setActive}
                onRing={setRinged}
                onRead={props.onRead}
                onExplain={() => props.onExplain(group.id, id)}
              />
            ))}
            <Labels group={group} layout={layout} at={at} noted={noted} />
          </g>
        ))}
        <Names series={series} layout={layout} letters={letters} categoryOf={categoryOf} />
        {ringed && <FocusRing layout={layout} mark={active} />}
      </svg>
    </div>
  );
}

/** Keys that open the mark in focus. */
const EXPLAINS = ["Enter", "e", "E", "F2", " "];

/** Places the marks in the width there is; the second line of labels is left out where it would not fit. */
function place({ groups, series, scale, height }: StackedBarsProps, width: number) {
  const longest = Math.max(0, ...series.map((each) => each.label.length));
  const right = Math.min(16 + Math.ceil(longest * NAME_LETTER), width * 0.34);
  const noted = (width - LEFT - right) / Math.max(1, groups.length) >= NOTE_ROOM;
  const frame = { width, height, left: LEFT, right, top: 22, bottom: noted ? 38 : 24 };
  const letters = Math.floor((right - 12) / NAME_LETTER);
  return { layout: layOut(groups, scale, frame), noted, letters };
}

function Scale({ layout: { plot, ticks } }: { layout: BarsLayout }) {
  return (
    <g className="bars-grid" aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick.label}>
          <line x1={plot.left} x2={plot.right} y1={tick.y} y2={tick.y} data-zero={tick.zero || undefined} />
          <text x={plot.left - 8} y={tick.y + 4} textAnchor="end">
            {tick.label}
          </text>
        </g>
      ))}
    </g>
  );
}

interface BlockProps {
  place: Box;
  mark: Mark;
  category: string | undefined;
  words: string;
  focusable: boolean;
  onHold: (mark: Mark) => void;
  onRing: (ringed: boolean) => void;
  onRead: (words: string | null) => void;
  onExplain: () => void;
}

function Block({ place, mark, category, words, focusable, onHold, onRing, onRead, onExplain }: BlockProps) {
  return (
    <rect
      {...place}
      className="bars-block"
      data-category={category}
      data-mark={`${mark.group} ${mark.part}`}
      role="button"
      tabIndex={focusable ? 0 : -1}
      aria-label={words}
      onClick={() => {
        onHold(mark);
        onExplain();
      }}
      onFocus={(event) => {
        onRing(event.currentTarget.matches(":focus-visible"));
        onHold(mark);
        onRead(words);
      }}
      onBlur={() => {
        onRing(false);
        onRead(null);
      }}
      onMouseEnter={() => onRead(words)}
      onMouseLeave={() => onRead(null)}
    />
  );
}

interface LabelsProps {
  group: StackedGroup;
  layout: BarsLayout;
  at: number;
  noted: boolean;
}

function Labels({ group, layout, at, noted }: LabelsProps) {
  const placed = layout.groups[at];
  if (placed === undefined) return null;
  const { middle, top } = placed;
  const { bottom } = layout.plot;
  return (
    <g aria-hidden="true" textAnchor="middle">
      <text className="bars-total" x={top.x} y={top.y - 6}>
        {group.total}
      </text>
      <text className="bars-label" x={middle} y={bottom + 16}>
        {group.label}
      </text>
      {noted && (
        <text x={middle} y={bottom + 31}>
          {group.note}
        </text>
      )}
    </g>
  );
}

interface NamesProps {
  series: StackedBarsProps["series"];
  layout: BarsLayout;
  /** How many letters of a name there is room for. */
  letters: number;
  categoryOf: Map<string, string>;
}

/** Each series' name beside its part of the last stack. */
function Names({ series, layout, letters, categoryOf }: NamesProps) {
  const names = new Map(series.map((each) => [each.id, each.label]));
  return (
    <g className="bars-names" aria-hidden="true">
      {layout.names.map(({ series: id, x, y, from }) => (
        <g key={id}>
          <path
            className="bars-leader"
            data-category={categoryOf.get(id)}
            d={`M${x - 7} ${from}L${x - 2} ${y}`}
          />
          <text x={x + 1} y={y + 4}>
            {cut(names.get(id) ?? "", letters)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Outlines on parts of a drawing differ between engines, so the ring is drawn: 2 wide with a gap of 2. */
function FocusRing({ layout, mark }: { layout: BarsLayout; mark: Mark }) {
  const block = layout.groups[mark.group]?.blocks[mark.part];
  if (block === undefined) return null;
  return (
    <rect
      className="bars-ring"
      x={block.x - 3}
      y={block.y - 3}
      width={block.width + 6}
      height={block.height + 6}
      aria-hidden="true"
    />
  );
}
