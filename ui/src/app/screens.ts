/** The screens of an open document. */
export type Screen =
  | "data"
  | "program"
  | "simulate"
  | "scenarios"
  | "studies"
  | "budget"
  | "tests"
  | "export"
  | "history";
