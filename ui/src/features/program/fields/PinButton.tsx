import { PinIcon } from "../../../components/icons.tsx";
import { t } from "../../../text/text.ts";
import { useEditor } from "../editor.ts";

export interface PinButtonProps {
  place: string;
  label: string;
  /** In a grid, which is one tab stop; its values can be pinned where they stand outside of it as well. */
  inGrid?: boolean;
  /** Written in words rather than drawn. */
  words?: boolean;
}

/** Pins a number as a lever, or takes it away from there. */
export function PinButton({ place, label, inGrid = false, words = false }: PinButtonProps) {
  const { document, pin } = useEditor();
  const places = document.levers.map((lever) => lever.place);
  const pinned = places.includes(place);
  const said = pinned ? t`Unpin lever` : t`Pin as lever`;
  const name = `${said}: ${label}`;
  const toggle = () => void pin(pinned ? places.filter((each) => each !== place) : [...places, place]);
  return (
    <button
      type="button"
      className={words ? "link-button" : "icon-button pin-button"}
      aria-label={name}
      title={name}
      aria-pressed={pinned}
      tabIndex={inGrid ? -1 : undefined}
      onClick={toggle}
    >
      {words ? said : <PinIcon />}
    </button>
  );
}
