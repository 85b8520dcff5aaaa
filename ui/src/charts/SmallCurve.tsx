import "./smallcurve.css";

/** A curve as a small picture beside a name that says what it is; its points are fractions of its face. */
export function SmallCurve({ points }: { points: readonly { x: number; y: number }[] }) {
  const path = points.map(
    ({ x, y }, at) => `${at === 0 ? "M" : "L"}${(1 + x * 46).toFixed(1)} ${(27 - y * 25).toFixed(1)}`,
  );
  return (
    <svg
      className="small-curve"
      viewBox="0 0 48 28"
      width="48"
      height="28"
      aria-hidden="true"
      focusable="false"
    >
      <path className="small-axis" d="M1 1v26h46" />
      <path className="small-line" d={path.join("")} />
    </svg>
  );
}
