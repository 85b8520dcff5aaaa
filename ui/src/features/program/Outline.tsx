import type { KeyboardEvent, ReactNode } from "react";
import { ErrorIcon, NoteIcon, WarningIcon } from "../../components/icons.tsx";
import { written } from "../../components/keys.ts";
import { Difference, Sum } from "../../components/Sum.tsx";
import type { Finding, Incentive, Severity } from "../../host/index.ts";
import { count, direction, percent } from "../../money/format.ts";
import { plural, t } from "../../text/text.ts";
import { findingsUnder, useEditor } from "./editor.ts";
import { SETTINGS, type Selected } from "./outline.ts";

export interface OutlineProps {
  selected: Selected;
  onSelect: (selected: Selected) => void;
  onAdd: () => void;
}

/** The program as a list: tiers, incentives in stacking order with what each pays, settings, problems. */
export function Outline({ selected, onSelect, onAdd }: OutlineProps) {
  const editor = useEditor();
  const { document } = editor;
  const { tracks, incentives } = document.program;
  const is = (kind: Selected["kind"], id = "") =>
    selected.kind === kind && ("id" in selected ? selected.id === id : true);
  const entry = (kind: "tiers" | "settings", id: string, title: string, note: ReactNode) => (
    <li key={`${kind} ${id}`}>
      <button
        type="button"
        className="outline-entry"
        aria-current={is(kind, id) || undefined}
        tabIndex={is(kind, id) ? 0 : -1}
        onClick={() => onSelect({ kind, id })}
      >
        <span>{title}</span>
        <span className="caption">{note}</span>
      </button>
    </li>
  );
  return (
    <nav className="outline" aria-label={t`Parts of the program`} onKeyDown={walk}>
      <h2>{t`Tiers`}</h2>
      <ul>
        {tracks.map((track) => entry("tiers", track.id, track.name, levelsInWords(track.levels)))}
        {tracks.length === 0 && (
          <li>
            <AddTrack onAdded={(id) => onSelect({ kind: "tiers", id })} />
          </li>
        )}
      </ul>
      <div className="outline-head">
        <h2>{t`Incentives`}</h2>
        <span className="caption">{t`payout, share`}</span>
        <button
          type="button"
          className="link-button"
          data-testid="add-incentive"
          title={t`Add an incentive from a template (${written("mod+shift+n")})`}
          onClick={onAdd}
        >
          {t`Add incentive`}
        </button>
      </div>
      {incentives.length === 0 && (
        <p className="caption outline-none">{t`No incentive yet. Add one from a template.`}</p>
      )}
      <ol>
        {incentives.map((incentive, at) => (
          <RuleEntry
            key={incentive.id}
            incentive={incentive}
            position={at}
            current={is("rule", incentive.id)}
            onSelect={() => onSelect({ kind: "rule", id: incentive.id })}
          />
        ))}
      </ol>
      <h2>{t`Settings`}</h2>
      <ul>{SETTINGS.map((group) => entry("settings", group.id, group.title, ""))}</ul>
      <h2>{t`Check`}</h2>
      <ul>
        <li>
          <button
            type="button"
            className="outline-entry"
            aria-current={is("problems") || undefined}
            tabIndex={is("problems") ? 0 : -1}
            onClick={() => onSelect({ kind: "problems" })}
          >
            <span>{t`Problems`}</span>
            <span className="caption">{severities(document.findings)}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}

function AddTrack({ onAdded }: { onAdded: (id: string) => void }) {
  const { edit } = useEditor();
  const value = {
    id: "partner",
    name: t`Partner tiers`,
    review: "quarter",
    level_is: "highest_met",
    downgrade: "at_review",
    levels: [{ id: "registered", name: t`Registered` }],
  };
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => void edit([{ do: "insert", place: "/tracks", value }]).then(() => onAdded("partner"))}
    >
      {t`Add tiers`}
    </button>
  );
}

function levelsInWords(levels: { partners: number | null }[]): string {
  const counts = levels.map((level) => level.partners);
  if (counts.some((each) => each === null))
    return plural(levels.length, { one: "1 tier", other: "{n} tiers" });
  return counts.map((each) => count(each ?? 0)).join(" / ");
}

/** How many findings there are of each severity, in words. */
export function severities(findings: readonly Finding[]): string {
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, notes] = [of("error"), of("warning"), of("note")];
  const all = [
    ...(errors > 0 ? [plural(errors, { one: "1 error", other: "{n} errors" })] : []),
    ...(warnings > 0 ? [plural(warnings, { one: "1 warning", other: "{n} warnings" })] : []),
    ...(notes > 0 ? [plural(notes, { one: "1 note", other: "{n} notes" })] : []),
  ];
  return all.length === 0 ? t`none` : all.join(", ");
}

const STATES: Record<string, string> = { on: t`on`, shadow: t`shadow`, off: t`off` };

interface RuleEntryProps {
  incentive: Incentive;
  position: number;
  current: boolean;
  onSelect: () => void;
}

function RuleEntry({ incentive, position, current, onSelect }: RuleEntryProps) {
  const { document, simulation, edit } = useEditor();
  const paid = simulation?.incentives.find((each) => each.id === incentive.id);
  const found = findingsUnder(document.findings, `/incentives/${incentive.id}`);
  const worst = found[0]?.severity;
  const move = (to: number) => {
    if (to < 0 || to >= document.program.incentives.length) return;
    void edit([{ do: "move", place: `/incentives/${incentive.id}`, to }]);
  };
  return (
    <li>
      <button
        type="button"
        className="outline-rule"
        data-state={incentive.state}
        aria-current={current || undefined}
        tabIndex={current ? 0 : -1}
        onClick={onSelect}
        onKeyDown={(event) => {
          if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
          event.preventDefault();
          event.stopPropagation();
          move(position + (event.key === "ArrowUp" ? -1 : 1));
        }}
      >
        <span className="outline-order">{position + 1}</span>
        <span className="outline-name" title={incentive.name}>
          <span className="outline-words">{incentive.name}</span>
          {worst !== undefined && worst !== "note" && <SeverityGlyph severity={worst} />}
        </span>
        <span className="outline-pays">
          {paid === undefined ? (
            <span className="caption">{incentive.state === "off" ? t`off` : ""}</span>
          ) : paid.shadow ? (
            <>
              (<Sum text={paid.total} />)
            </>
          ) : (
            <Sum text={paid.total} />
          )}
        </span>
        <span className="outline-sentence caption">{incentive.sentence}</span>
        <span className="outline-share caption">
          {paid === undefined
            ? ""
            : paid.shadow
              ? STATES.shadow
              : paid.share === null
                ? ""
                : percent(paid.share, 0)}
        </span>
        {paid !== undefined && direction(paid.change) !== "none" && (
          <span className="outline-change">
            <Difference text={paid.change} />
          </span>
        )}
      </button>
    </li>
  );
}

const GLYPHS: Record<Severity, typeof ErrorIcon> = { error: ErrorIcon, warning: WarningIcon, note: NoteIcon };

export function SeverityGlyph({ severity }: { severity: Severity }) {
  const Glyph = GLYPHS[severity];
  return (
    <span className="severity" data-severity={severity} title={severity}>
      <Glyph />
      <span className="spoken-only">{severity}</span>
    </span>
  );
}

/** Up and Down walk through the entries as through one list, which is one tab stop. */
function walk(event: KeyboardEvent<HTMLElement>) {
  if (event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>(".outline-entry, .outline-rule")];
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const to = entries[at + (event.key === "ArrowUp" ? -1 : 1)];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  to.focus();
}
