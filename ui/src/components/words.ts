/** A word as the first of a line. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A text in the room of so many letters; what is left out is told by an ellipsis. */
export function cut(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, Math.max(1, letters - 1)).trimEnd()}…` : text;
}

/** A finding as a title: without the full stop of a sentence. */
export function asTitle(finding: string): string {
  return finding.replace(/\.$/, "");
}
