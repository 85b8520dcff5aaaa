/** Small pictures drawn in the text's own colour, 16 units square; they never stand without words near them. */

interface IconProps {
  path: string;
  filled?: boolean;
}

function Icon({ path, filled = false }: IconProps) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={path}
        fill={filled ? "currentColor" : "none"}
        stroke={filled ? "none" : "currentColor"}
        strokeWidth="1.5"
        strokeLinecap="square"
        strokeLinejoin="miter"
      />
    </svg>
  );
}

export const SimulateIcon = () => <Icon path="M2.5 14V9.5h3V14M6.5 14V5.5h3V14M10.5 14V2h3v12M1 14.25h14" />;
export const ScenariosIcon = () => <Icon path="M2 3h3.5v10H2zM6.25 5.5h3.5V13h-3.5zM10.5 3H14v10h-3.5z" />;
export const StudiesIcon = () => <Icon path="M2 14h12M2.5 11.5 6 7l2.5 2.5 5-6.5M10.5 3h3v3" />;
export const ProgramIcon = () => <Icon path="M2 13.5h3.5v-4h4v-4h4.5v-3" />;
export const DataIcon = () => <Icon path="M2 3h12v10H2zM2 6.5h12M2 9.75h12M6.5 3v10" />;
export const BudgetIcon = () => <Icon path="M2 4.5h12v8H2zM2 7h12M10.5 10h1.5" />;
export const HistoryIcon = () => (
  <Icon path="M2.5 8a5.5 5.5 0 1 0 1.6-3.9M2.25 2.5V5.5h3M8 5v3.25l2.25 1.5" />
);
export const TestsIcon = () => (
  <Icon path="M2 3.5h6M2 8h6M2 12.5h6M10 3.5l1.5 1.5 2.5-3M10 8l1.5 1.5L14 6.5M10 12.5l1.5 1.5 2.5-3" />
);
export const ExportIcon = () => <Icon path="M3 9v4.5h10V9M8 10.5V3M5 5.5l3-3 3 3" />;
export const PassIcon = () => <Icon path="m2.5 8.5 3.5 3.5 7.5-8" />;
export const UndoIcon = () => <Icon path="M5.5 3 2.5 6l3 3M2.75 6H10a3.5 3.5 0 0 1 0 7H6" />;
export const RedoIcon = () => <Icon path="m10.5 3 3 3-3 3M13.25 6H6a3.5 3.5 0 0 0 0 7h4" />;
export const PanelIcon = () => <Icon path="M2 3h12v10H2zM10 3v10" />;
export const CloseIcon = () => <Icon path="m4 4 8 8M12 4l-8 8" />;
export const BackIcon = () => <Icon path="M9.5 3.5 5 8l4.5 4.5" />;
export const DeeperIcon = () => <Icon path="M6.5 4.5 10 8l-3.5 3.5" />;
export const UpIcon = () => <Icon path="M8 13V3.5M4 7l4-4 4 4" />;
export const DownIcon = () => <Icon path="M8 3v9.5M4 9l4 4 4-4" />;
export const LeftIcon = () => <Icon path="M13 8H3.5M7 4 3 8l4 4" />;
export const RightIcon = () => <Icon path="M3 8h9.5M9 4l4 4-4 4" />;
export const PinIcon = () => <Icon path="M5.5 2h5M6.5 2v5L4 10h8L9.5 7V2M8 10v4.5" />;
export const ErrorIcon = () => <Icon path="M5 2h6l3 3v6l-3 3H5l-3-3V5zM8 5v3.5M8 11v.2" />;
export const WarningIcon = () => <Icon path="M8 2 14.5 13.5h-13zM8 6.5v3M8 11.5v.2" />;
export const NoteIcon = () => (
  <Icon path="M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zM8 7.5v4M8 4.75v.2" />
);

/** The glyph of a change: up or down, never by colour alone. */
export function ChangeGlyph({ way }: { way: "up" | "down" }) {
  const path = way === "up" ? "M4 1 8 8H0z" : "M4 8 0 1h8z";
  return (
    <svg className="change-glyph" viewBox="0 0 8 9" width="8" height="9" aria-hidden="true" focusable="false">
      <path d={path} fill="currentColor" />
    </svg>
  );
}

/** A column's order in a heading. */
export function SortGlyph({ way }: { way: "ascending" | "descending" }) {
  const path = way === "ascending" ? "M4 1 7 5H1z" : "M4 6 1 2h6z";
  return (
    <svg className="sort-glyph" viewBox="0 0 8 7" width="8" height="7" aria-hidden="true" focusable="false">
      <path d={path} fill="currentColor" />
    </svg>
  );
}
