/** First and last port of "80" or "8000-8010"; undefined for anything else. */
export function rangeOf(text: string | undefined): readonly [number, number] | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text ?? '');
  return match === null ? undefined : [Number(match[1]), Number(match[2] ?? match[1])];
}

/** HTTP and HTTPS: what is published there is meant for everybody. */
export const isWeb = ([first, last]: readonly [number, number]): boolean => first === last && (first === 80 || first === 443);

/** 0.0.0.0, [::] and their other spellings. */
export const isEveryAddress = (address: string): boolean => /^(?:0+(?:\.0+){0,3}|\[?[0:]*::?[0:]*\]?|\*|)$/.test(address);
