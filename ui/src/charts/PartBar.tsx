import "./partbar.css";

export interface BarPart {
  id: string;
  /** From 0 to 1. */
  size: number;
  tone: "worse" | "worse-less" | "same" | "better-less" | "better";
  /** Written into the part where it is wide enough. */
  text: string;
}

/** One bar of parts that make a whole, with its name before it. Its figures stand in a table nearby. */
export function PartBar({ name, parts }: { name: string; parts: readonly BarPart[] }) {
  return (
    <div className="partbar" aria-hidden="true">
      <span className="partbar-name caption">{name}</span>
      <span className="partbar-track">
        {parts
          .filter((part) => part.size > 0)
          .map((part) => (
            <span
              key={part.id}
              className="partbar-part"
              data-tone={part.tone}
              style={{ flexGrow: part.size, flexBasis: 0 }}
            >
              {part.size > 0.07 && <span>{part.text}</span>}
            </span>
          ))}
      </span>
    </div>
  );
}
