/** A word as the first of a line. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A finding as a title: without the full stop of a sentence. */
export function asTitle(finding: string): string {
  return finding.replace(/\.$/, "");
}
