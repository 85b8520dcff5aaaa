import type { Incentive } from "../../host/index.ts";
import { t } from "../../text/text.ts";

export interface SentencePartsProps {
  incentive: Incentive;
  /** Goes to the field that a part speaks of. */
  onGo: (place: string) => void;
  /** The part under the pointer or with the focus speaks of this place; null for none. */
  onPoint: (place: string | null) => void;
}

/** The sentence of an incentive; each part of it shows the field it speaks of, and goes there. */
export function SentenceParts({ incentive, onGo, onPoint }: SentencePartsProps) {
  return (
    <p className="detail-sentence selectable">
      {incentive.parts.map(({ place, text }, index) => (
        <span key={place}>
          {index > 0 && " "}
          {/* biome-ignore lint/a11y/useSemanticElements: a button would not wrap with the words around it */}
          <span
            role="button"
            tabIndex={0}
            className="sentence-part"
            title={t`Go to the field`}
            onClick={() => {
              // A person who marks words to copy them wants to stay.
              if (getSelection()?.isCollapsed !== false) onGo(place);
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              onGo(place);
            }}
            onMouseEnter={() => onPoint(place)}
            onMouseLeave={() => onPoint(null)}
            onFocus={() => onPoint(place)}
            onBlur={() => onPoint(null)}
          >
            {text}
          </span>
        </span>
      ))}
    </p>
  );
}
