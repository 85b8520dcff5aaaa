interface HeadsProps {
  /** The heads of columns of text, from the left. */
  texts: readonly string[];
  /** The heads of columns of figures, at the right. */
  figures: readonly string[];
}

/** The head of a table of figures: columns of text, then columns of figures. */
export function Heads({ texts, figures }: HeadsProps) {
  return (
    <thead>
      <tr>
        {texts.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
        {figures.map((head) => (
          <th key={head} scope="col" className="number">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}
