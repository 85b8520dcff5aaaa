import { type ReactNode, useState } from "react";
import { Heads } from "../../components/Heads.tsx";
import { Sideways } from "../../components/Sideways.tsx";
import { t } from "../../text/text.ts";

/** A row of figures that opens to what they come from. */
export interface OpenRow {
  key: string;
  /** What stands in the columns of text; the first names the row. */
  texts: ReactNode[];
  /** What stands in the columns of figures. */
  figures: ReactNode[];
  /** What it opens to; null where there is nothing to open. */
  inside: ReactNode | null;
}

interface OpenRowsProps {
  label: string;
  texts: readonly string[];
  figures: readonly string[];
  rows: readonly OpenRow[];
}

/** A table whose rows open to the rows of files and the payout lines that they are the sum of. */
export function OpenRows({ label, texts, figures, rows }: OpenRowsProps) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Sideways label={label}>
      <table className="figures selectable">
        <Heads texts={texts} figures={figures} />
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.key}
              row={row}
              isOpen={open === row.key}
              onToggle={() => setOpen(open === row.key ? null : row.key)}
            />
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

function Row({ row, isOpen, onToggle }: { row: OpenRow; isOpen: boolean; onToggle: () => void }) {
  const [first, ...others] = row.texts;
  return (
    <>
      <tr data-open={isOpen || undefined}>
        <th scope="row">
          {row.inside === null ? (
            first
          ) : (
            <button type="button" className="text-button open-row" aria-expanded={isOpen} onClick={onToggle}>
              {first}
            </button>
          )}
        </th>
        {others.map((text, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          <td key={at}>{text}</td>
        ))}
        {row.figures.map((figure, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          <td key={at} className="number">
            {figure}
          </td>
        ))}
      </tr>
      {isOpen && (
        <tr className="open-inside">
          <td colSpan={row.texts.length + row.figures.length}>{row.inside}</td>
        </tr>
      )}
    </>
  );
}

/** One thing that a figure is the sum of. */
export interface Part {
  key: string;
  what: ReactNode;
  amount: ReactNode;
}

/** What a figure is the sum of, each with its amount; where there are more, how many. */
export function Parts({ title, parts, all }: { title: string; parts: readonly Part[]; all: number }) {
  if (all === 0) return null;
  return (
    <div className="open-parts">
      <h3>{title}</h3>
      <ul>
        {parts.map((part) => (
          <li key={part.key}>
            <span>{part.what}</span>
            <span className="number">{part.amount}</span>
          </li>
        ))}
      </ul>
      {all > parts.length && <p className="caption">{t`and ${all - parts.length} more`}</p>}
    </div>
  );
}

interface PagerProps {
  offset: number;
  size: number;
  total: number;
  onGo: (offset: number) => void;
}

/** Ways to the page before and after; nothing where all rows are on one. */
export function Pager({ offset, size, total, onGo }: PagerProps) {
  if (total <= size) return null;
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={offset === 0}
        onClick={() => onGo(Math.max(0, offset - size))}
      >
        {t`Previous`}
      </button>
      <button
        type="button"
        className="button"
        disabled={offset + size >= total}
        onClick={() => onGo(offset + size)}
      >
        {t`Next`}
      </button>
    </>
  );
}
