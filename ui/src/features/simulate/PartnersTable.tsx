import { useId } from "react";
import { CloseIcon } from "../../components/icons.tsx";
import { SaveButton } from "../../components/SaveButton.tsx";
import { Switch } from "../../components/Switch.tsx";
import type { Dimension, Sort } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { PartnersGrid } from "./PartnersGrid.tsx";
import type { Columns, Grouping, Heading, Partners } from "./partners.ts";
import "./partners.css";

export interface PartnersTableProps {
  partners: Partners;
  columns: readonly Heading[];
  /** What the columns of figures are. */
  shown: Columns;
  onShown: (shown: Columns) => void;
  sort: Sort;
  filter: string;
  grouping: Grouping;
  currency: string;
  /** The partner whose explanation is open. */
  explained: string | null;
  onSort: (sort: Sort) => void;
  onFilter: (filter: string) => void;
  onGrouping: (grouping: Grouping) => void;
  onSave: () => Promise<string | null>;
  onExplain: (partner: string, deals: boolean) => void;
  /** Opens the partner's own page. */
  onPage: (partner: string) => void;
}

const COLUMNS: readonly { value: Columns; label: string }[] = [
  { value: "payout", label: t`payout` },
  { value: "economics", label: t`economics` },
];

/** What partners can be grouped by. */
const GROUPS: readonly { value: Dimension | ""; label: string }[] = [
  { value: "", label: t`Not grouped` },
  { value: "tier", label: t`Group by tier` },
  { value: "region", label: t`Group by region` },
  { value: "kind", label: t`Group by type` },
];

/** Who gains and who loses, with a field to find somebody. */
export function PartnersTable(props: PartnersTableProps) {
  const { partners, filter, grouping } = props;
  const narrowed = filter !== "" || grouping.within !== null;
  const title = useId();
  const all = plural(partners.totalRows, { one: "1 partner", other: "{n} partners" });
  const found = t`${partners.totalRows} found`;
  const caption =
    props.shown === "economics"
      ? t`${props.currency}, benefits at planning cost`
      : t`${narrowed ? found : all}, ${props.currency}. E explains, D shows deals`;
  return (
    <section className="partners" aria-labelledby={title}>
      <header className="partners-head">
        <div className="partners-title">
          <h2 id={title}>
            {props.shown === "payout" ? t`Who gains and who loses` : t`Whole partner economics`}
          </h2>
          <p className="caption">{caption}</p>
        </div>
        {grouping.within !== null && (
          <button
            type="button"
            className="button partners-within"
            title={t`Show all partners again`}
            onClick={() => props.onGrouping({ ...grouping, within: null })}
          >
            {t`${grouping.within.name} only`}
            <CloseIcon />
          </button>
        )}
        <SaveButton words={t`Save CSV`} onSave={props.onSave} />
        <Switch label={t`Show`} choices={COLUMNS} value={props.shown} onChoose={props.onShown} />
        <select
          className="field"
          aria-label={t`Group partners`}
          value={grouping.group ?? ""}
          onChange={(event) =>
            props.onGrouping({
              ...grouping,
              group: GROUPS.find((each) => each.value === event.currentTarget.value)?.value || null,
            })
          }
        >
          {GROUPS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <input
          type="search"
          className="field partners-filter"
          aria-label={t`Filter partners`}
          placeholder={t`Filter by name, id, tier, region`}
          spellCheck={false}
          data-typing={filter !== "" || undefined}
          value={filter}
          onChange={(event) => props.onFilter(event.currentTarget.value)}
        />
      </header>
      <PartnersGrid {...props} labelledBy={title} />
      <p className="caption paper-only">
        {t`The partners in sight when this was printed, and the total of all ${count(partners.totalRows)}`}
      </p>
    </section>
  );
}
