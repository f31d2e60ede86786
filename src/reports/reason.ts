/** A sentence, and who decided: never one bracket after or inside another. */
export function withReason(sentence: string, from: string | undefined): string {
  if (from === undefined) return sentence;
  return from.includes('(') || sentence.endsWith(')') ? `${sentence}; ${from}` : `${sentence} (${from})`;
}
