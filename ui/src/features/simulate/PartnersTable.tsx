import { useId } from "react";
import type { Sort } from "../../host/index.ts";
import { count } from "../../money/format.ts";
import { PartnersGrid } from "./PartnersGrid.tsx";
import type { Heading, Partners } from "./partners.ts";
import "./partners.css";

export interface PartnersTableProps {
  partners: Partners;
  columns: readonly Heading[];
  sort: Sort;
  filter: string;
  currency: string;
  /** The partner whose explanation is open. */
  explained: string | null;
  onSort: (sort: Sort) => void;
  onFilter: (filter: string) => void;
  onExplain: (partner: string, deals: boolean) => void;
}

/** Who gains and who loses, with a field to find somebody. */
export function PartnersTable(props: PartnersTableProps) {
  const { partners, filter } = props;
  const title = useId();
  return (
    <section className="partners" aria-labelledby={title}>
      <header className="partners-head">
        <h2 id={title}>Who gains and who loses</h2>
        <p className="caption partners-keys">
          {count(partners.totalRows)} {filter === "" ? "partners" : "found"}, {props.currency}. E explains, D
          shows deals
        </p>
        <input
          type="search"
          className="field partners-filter"
          aria-label="Filter partners"
          placeholder="Filter by name, id, tier, region"
          spellCheck={false}
          data-typing={filter !== "" || undefined}
          value={filter}
          onChange={(event) => props.onFilter(event.currentTarget.value)}
        />
      </header>
      <PartnersGrid {...props} labelledBy={title} />
    </section>
  );
}
