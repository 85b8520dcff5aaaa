/**
 * The person's locale, if formats can be made for it. A web view names whatever the system is set to,
 * and a system without a language is set to "C", which no format knows; plain English stands in then.
 */
export function knownLocale(named: string | undefined = globalThis.navigator?.language): string {
  try {
    return Intl.getCanonicalLocales(named)[0] ?? "en";
  } catch {
    return "en";
  }
}
