import type { Catalogue } from "./text.ts";

/** What is added to the address for the language that tests of the layout use. */
const PSEUDO = "pseudo";

/** The texts of the language that an address asks for; null for English, which stands in the sources. */
export async function chosenTexts(address: string): Promise<Catalogue | null> {
  if (new URL(address).searchParams.get("language") !== PSEUDO) return null;
  const [{ ENGLISH }, { pseudo }] = await Promise.all([import("./english.ts"), import("./pseudo.ts")]);
  return pseudo(ENGLISH);
}
