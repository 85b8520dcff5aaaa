import { useState } from "react";
import { Choice } from "../components/Choice.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { day } from "../components/dates.ts";
import { Switch } from "../components/Switch.tsx";
import { percent, plain } from "../money/format.ts";
import { knownLocale } from "../money/locale.ts";
import { t } from "../text/text.ts";
import { keysOf } from "./actions.ts";
import { chooseTheme, chooseZoom, chosenTheme, chosenZoom, type ThemeChoice, ZOOMS } from "./appearance.ts";

const THEMES: readonly { value: ThemeChoice; label: string }[] = [
  { value: "system", label: t`As the system` },
  { value: "light", label: t`Light` },
  { value: "dark", label: t`Dark` },
];

const SIZES = ZOOMS.map((size) => ({ id: String(size), name: percent(String(size), 0) }));

/** How the window looks on this computer, how it writes numbers, and what leaves the computer: nothing. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const [theme, setTheme] = useState(chosenTheme);
  const [size, setSize] = useState(chosenZoom);
  return (
    <Dialog title={t`Settings`} onClose={onClose}>
      <dl className="dialog-body settings">
        <div className="settings-row">
          <dt>{t`Colours`}</dt>
          <dd>
            <Switch
              label={t`Colours`}
              quiet
              choices={THEMES}
              value={theme}
              onChoose={(to) => {
                setTheme(to);
                chooseTheme(to);
              }}
            />
          </dd>
        </div>
        <div className="settings-row">
          <dt>{t`Size`}</dt>
          <dd>
            <Choice
              label={t`Size`}
              quiet
              value={String(size)}
              options={SIZES}
              onChoose={(to) => setSize(chooseZoom(ZOOMS.find((each) => String(each) === to) ?? 1))}
            />
            <p className="caption">
              {t`${keysOf("view.zoom_in")} and ${keysOf("view.zoom_out")} change it anywhere`}
            </p>
          </dd>
        </div>
        <div className="settings-row">
          <dt>{t`Numbers and dates`}</dt>
          <dd>
            {plain("1234567.8")}, {day("2025-10-03")}
            <p className="caption">
              {t`As this system has them (${knownLocale()}). Pasted numbers of other forms are read too, and the window says how it read them`}
            </p>
          </dd>
        </div>
        <div className="settings-row">
          <dt>{t`Your data`}</dt>
          <dd>
            {t`Everything stays on this computer`}
            <p className="caption">
              {t`Tierwright never connects to a network. Each edit is written to the document as you make it`}
            </p>
          </dd>
        </div>
      </dl>
    </Dialog>
  );
}
