import { PinIcon } from "../../../components/icons.tsx";
import { useEditor } from "../editor.ts";

export interface PinButtonProps {
  place: string;
  label: string;
  /** Written in words rather than drawn. */
  words?: boolean;
}

/** Pins a number as a lever, or takes it away from there. */
export function PinButton({ place, label, words = false }: PinButtonProps) {
  const { document, pin } = useEditor();
  const places = document.levers.map((lever) => lever.place);
  const pinned = places.includes(place);
  const said = pinned ? "Unpin lever" : "Pin as lever";
  const name = `${said}: ${label}`;
  const toggle = () => void pin(pinned ? places.filter((each) => each !== place) : [...places, place]);
  return (
    <button
      type="button"
      className={words ? "link-button" : "icon-button pin-button"}
      aria-label={name}
      title={name}
      aria-pressed={pinned}
      onClick={toggle}
    >
      {words ? said : <PinIcon />}
    </button>
  );
}
