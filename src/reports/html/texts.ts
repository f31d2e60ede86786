/** Sentences that many entries say are kept once. */
export interface Texts {
  readonly texts: readonly string[];
  readonly at: (text: string) => number;
}

export function textsOnce(): Texts {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const at = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { texts, at };
}
