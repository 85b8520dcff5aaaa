import type { Catalogue } from "./text.ts";

/** Every text of the window, gathered from the catalogues of its folders. */
export const ENGLISH: Catalogue = Object.assign(
  {},
  ...Object.values(import.meta.glob<Catalogue>("./en/*.json", { import: "default", eager: true })),
);
