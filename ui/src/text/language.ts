import { speak } from "./text.ts";

/** What is added to the address for the language that tests of the layout use. */
const PSEUDO = "pseudo";

/** Speaks the language that is asked for, before anything is said: texts are said once, where they stand. */
export async function chooseLanguage(address: URL): Promise<void> {
  if (address.searchParams.get("language") !== PSEUDO) return;
  const [{ ENGLISH }, { pseudo }] = await Promise.all([import("./english.ts"), import("./pseudo.ts")]);
  speak("en", pseudo(ENGLISH));
}
