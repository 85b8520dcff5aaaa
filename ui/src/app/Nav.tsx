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
import { plural, t } from "../text/text.ts";
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
      said: plural(deals?.rows ?? 0, { one: "1 deal", other: "{n} deals" }),
    },
    {
      id: "program",
      name: t`Program`,
      icon: ProgramIcon,
      note: count(incentives.length),
      said: plural(incentives.length, { one: "1 incentive", other: "{n} incentives" }),
    },
    { id: "simulate", name: t`Simulate`, icon: SimulateIcon, note: "", said: "" },
    {
      id: "scenarios",
      name: t`Scenarios`,
      icon: ScenariosIcon,
      note: document.scenarios.length === 0 ? "" : count(document.scenarios.length),
      said: plural(document.scenarios.length, { one: "1 scenario", other: "{n} scenarios" }),
    },
    { id: "studies", name: t`Studies`, icon: StudiesIcon, note: "", said: "" },
    { id: "budget", name: t`Budget and MDF`, icon: BudgetIcon, note: "", said: "" },
    { id: "tests", name: t`Tests`, icon: TestsIcon, note: countsInShort(document.tests), said: "" },
    { id: "export", name: t`Export`, icon: ExportIcon, note: "", said: "" },
    { id: "history", name: t`History`, icon: HistoryIcon, note: `v${document.revision}`, said: "" },
  ] as const;
  return (
    <nav className="nav" aria-label={t`Screens`}>
      <p className="caption nav-head">{t`Document`}</p>
      <ul>
        {entries.map(({ id, name, icon: EntryIcon, note, said }) => (
          <li key={id}>
            <button
              type="button"
              data-screen={id}
              aria-current={screen === id ? "page" : undefined}
              onClick={() => onGo(id)}
            >
              <EntryIcon />
              <span className="nav-name" data-keys={keysOf(`go.${id}`)}>
                {name}
              </span>
              {note !== "" && (
                <span className="nav-note">
                  <span aria-hidden={said !== "" || undefined}>{note}</span>
                  {said !== "" && <span className="spoken-only">{said}</span>}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
