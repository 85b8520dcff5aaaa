import type { ComponentProps, KeyboardEvent } from "react";
import type { DecimalText } from "../money/format.ts";
import { t } from "../text/text.ts";
import { Sum } from "./Sum.tsx";

/** The keys that explain a figure, wherever one has the focus; Enter and a space press any button. */
export const EXPLAINS: readonly string[] = ["e", "E", "F2"];

interface ExplainButtonProps extends Omit<ComponentProps<"button">, "type" | "onClick" | "onKeyDown"> {
  onExplain: () => void;
}

/** A figure that opens its explanation: by a click, and by E or F2 while it has the focus. */
export function ExplainButton({
  onExplain,
  className = "text-button",
  title = t`Explain (E or F2)`,
  ...rest
}: ExplainButtonProps) {
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !EXPLAINS.includes(event.key)) return;
    event.preventDefault();
    onExplain();
  };
  return (
    <button
      type="button"
      {...rest}
      className={className}
      title={title}
      onClick={onExplain}
      onKeyDown={pressed}
    />
  );
}

interface ExplainedSumProps<Figure> {
  text: DecimalText;
  figure: Figure | null;
  onExplain: (figure: Figure) => void;
}

/** An amount that opens its explanation where a single figure explains it. */
export function ExplainedSum<Figure>({ text, figure, onExplain }: ExplainedSumProps<Figure>) {
  if (figure === null) return <Sum text={text} />;
  return (
    <ExplainButton onExplain={() => onExplain(figure)}>
      <Sum text={text} />
    </ExplainButton>
  );
}
