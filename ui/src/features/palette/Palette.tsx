import { useEffect, useId, useRef, useState } from "react";
import { t } from "../../text/text.ts";
import { found, KINDS, moved, type PaletteItem } from "./palette.ts";
import "../../components/dialog.css";
import "./palette.css";

export interface PaletteProps {
  /** Everything that is known at once. */
  items: readonly PaletteItem[];
  /** Looks for what is too much to know at once, such as partners by name. */
  onLook: (typed: string) => void;
  onChoose: (item: PaletteItem) => void;
  onClose: () => void;
}

/** Goes anywhere and does anything by its name: type, arrow keys, Enter; Esc returns to the same place. */
export function Palette({ items, onLook, onChoose, onClose }: PaletteProps) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const shown = found(items, typed);
  const chosen = Math.min(at, Math.max(0, shown.length - 1));

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const option = dialog.current?.querySelector('[aria-selected="true"]');
    if (chosen >= 0) option?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label={t`Search or run a command`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
      onKeyDown={(event) => {
        const to = moved(chosen, event.key, shown.length);
        const item = shown[chosen];
        // What is typed here belongs to the palette alone.
        event.stopPropagation();
        if (event.key === "Enter" && item !== undefined) onChoose(item);
        else if (to !== null) setAt(to);
        else return;
        event.preventDefault();
      }}
    >
      <input
        className="palette-field"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={shown[chosen] === undefined ? undefined : `${list} ${chosen}`}
        aria-label={t`Search screens, scenarios, incentives, partners, deals and actions`}
        placeholder={t`Search screens, scenarios, incentives, partners, deals and actions`}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
          onLook(event.currentTarget.value);
        }}
      />
      <div id={list} role="listbox" aria-label={t`Found`} className="palette-list">
        {shown.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's, which holds the focus
          <div
            key={item.id}
            id={`${list} ${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => onChoose(item)}
          >
            <span className="palette-kind">{KINDS[item.kind]}</span>
            <span className="palette-name" title={item.detail === "" ? undefined : item.detail}>
              {item.name} <span className="palette-detail">{item.detail}</span>
            </span>
            <span className="palette-keys">{item.keys}</span>
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className="palette-none">{t`Nothing is called “${typed}”.`}</p>}
    </dialog>
  );
}
