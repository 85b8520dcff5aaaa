import {
  BudgetIcon,
  DataIcon,
  ExportIcon,
  HistoryIcon,
  ProgramIcon,
  ScenariosIcon,
  SimulateIcon,
  StudiesIcon,
  TestsIcon,
} from "../components/icons.tsx";
import { countsInShort } from "../features/tests/tests.ts";
import type { Document } from "../host/index.ts";
import { count } from "../money/format.ts";
import { t } from "../text/text.ts";
import { keysOf } from "./actions.ts";
import type { Screen } from "./screens.ts";

export interface NavProps {
  document: Document;
  screen: Screen;
  onGo: (screen: Screen) => void;
}

/** The screens that have something behind them. */
export function Nav({ document, screen, onGo }: NavProps) {
  const deals = document.counts.find((each) => each.table === "deal");
  const { incentives } = document.program;
  const entries = [
    {
      id: "data",
      name: t`Data`,
      icon: DataIcon,
      note: deals === undefined ? "" : count(deals.rows),
      of: "deals",
    },
    { id: "program", name: t`Program`, icon: ProgramIcon, note: count(incentives.length), of: "incentives" },
    { id: "simulate", name: t`Simulate`, icon: SimulateIcon, note: "", of: "" },
    {
      id: "scenarios",
      name: t`Scenarios`,
      icon: ScenariosIcon,
      note: document.scenarios.length === 0 ? "" : count(document.scenarios.length),
      of: "scenarios",
    },
    { id: "studies", name: t`Studies`, icon: StudiesIcon, note: "", of: "" },
    { id: "budget", name: t`Budget and MDF`, icon: BudgetIcon, note: "", of: "" },
    { id: "tests", name: t`Tests`, icon: TestsIcon, note: countsInShort(document.tests), of: "" },
    { id: "export", name: t`Export`, icon: ExportIcon, note: "", of: "" },
    { id: "history", name: t`History`, icon: HistoryIcon, note: `v${document.revision}`, of: "" },
  ] as const;
  return (
    <nav className="nav" aria-label={t`Screens`}>
      <p className="caption nav-head">{t`Document`}</p>
      <ul>
        {entries.map(({ id, name, icon: EntryIcon, note, of }) => (
          <li key={id}>
            <button type="button" aria-current={screen === id ? "page" : undefined} onClick={() => onGo(id)}>
              <EntryIcon />
              <span className="nav-name" data-keys={keysOf(`go.${id}`)}>
                {name}
              </span>
              {note !== "" && (
                <span className="nav-note">
                  {note}
                  {of !== "" && <span className="spoken-only"> {of}</span>}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
