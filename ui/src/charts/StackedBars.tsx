import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { type BarsLayout, type Group, layOut, type Mark, moveMark, type Scale } from "./bars.ts";
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
  scale: Scale;
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

export function StackedBars(props: StackedBarsProps) {
  const { groups, series, height } = props;
  const [box, width] = useWidth();
  const [active, setActive] = useState<Mark>({ group: 0, part: 0 });
  const [ringed, setRinged] = useState(false);
  const longest = Math.max(0, ...series.map((each) => each.label.length));
  const right = Math.min(16 + Math.ceil(longest * NAME_LETTER), width * 0.34);
  const noted = (width - LEFT - right) / Math.max(1, groups.length) >= NOTE_ROOM;
  const bottom = noted ? 38 : 24;
  const layout = layOut(groups, props.scale, { width, height, left: LEFT, right, top: 22, bottom });
  const colour = categories(series.map((each) => each.id));
  const names = new Map(series.map((each) => [each.id, each.label]));

  const pressed = (event: KeyboardEvent, group: string, part: string) => {
    if (["Enter", "e", "E", "F2", " "].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      props.onExplain(group, part);
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
      <svg width={width} height={height} role="group" aria-label={props.description}>
        <g className="bars-grid" aria-hidden="true">
          {layout.ticks.map((tick) => (
            <g key={tick.label}>
              <line
                x1={layout.plot.left}
                x2={layout.plot.right}
                y1={tick.y}
                y2={tick.y}
                data-zero={tick.zero || undefined}
              />
              <text x={layout.plot.left - 8} y={tick.y + 4} textAnchor="end">
                {tick.label}
              </text>
            </g>
          ))}
        </g>
        {layout.groups.map((placed, at) => {
          const group = groups[at];
          if (group === undefined) return null;
          return (
            <g key={placed.id}>
              <rect className="bars-baseline" {...placed.baseline} aria-hidden="true" />
              {placed.blocks.map((block, part) => (
                <rect
                  key={block.series}
                  className="bars-block"
                  data-category={colour.get(block.series)}
                  data-mark={`${at} ${part}`}
                  x={block.x}
                  width={block.width}
                  y={block.y}
                  height={block.height}
                  role="button"
                  tabIndex={active.group === at && active.part === part ? 0 : -1}
                  aria-label={group.words[block.series]}
                  onClick={() => {
                    setActive({ group: at, part });
                    props.onExplain(group.id, block.series);
                  }}
                  onKeyDown={(event) => pressed(event, group.id, block.series)}
                  onFocus={(event) => {
                    setRinged(event.currentTarget.matches(":focus-visible"));
                    setActive({ group: at, part });
                    props.onRead(group.words[block.series] ?? null);
                  }}
                  onBlur={() => {
                    setRinged(false);
                    props.onRead(null);
                  }}
                  onMouseEnter={() => props.onRead(group.words[block.series] ?? null)}
                  onMouseLeave={() => props.onRead(null)}
                />
              ))}
              <g aria-hidden="true">
                <text className="bars-total" x={placed.top.x} y={placed.top.y - 6} textAnchor="middle">
                  {group.total}
                </text>
                <text
                  className="bars-label"
                  x={placed.middle}
                  y={layout.plot.bottom + 16}
                  textAnchor="middle"
                >
                  {group.label}
                </text>
                {noted && (
                  <text
                    className="bars-note"
                    x={placed.middle}
                    y={layout.plot.bottom + 31}
                    textAnchor="middle"
                  >
                    {group.note}
                  </text>
                )}
              </g>
            </g>
          );
        })}
        <g className="bars-names" aria-hidden="true">
          {layout.names.map((label) => (
            <g key={label.series}>
              <path
                className="bars-leader"
                data-category={colour.get(label.series)}
                d={`M${label.x - 7} ${label.from}L${label.x - 2} ${label.y}`}
              />
              <text x={label.x + 1} y={label.y + 4}>
                {names.get(label.series)}
              </text>
            </g>
          ))}
        </g>
        {ringed && <FocusRing layout={layout} mark={active} />}
      </svg>
    </div>
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

const WIDTH_BEFORE_MEASURED = 560;

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(WIDTH_BEFORE_MEASURED);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const measure = () => setWidth(Math.max(240, box.clientWidth || WIDTH_BEFORE_MEASURED));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}
