/** The screens of an open document. */
export type Screen = "simulate" | "scenarios" | "studies" | "program" | "data";
