import { tmpfsOptions, tmpfsSize } from './defaults.ts';

/** `--mount type=tmpfs,…` with what it leaves open, and whose mount it is. Undefined: another type. Docker sets noexec and its kin itself, and has no words for them. */
export function amendedTmpfs(value: string, kind: 'docker' | 'podman'): { readonly value: string; readonly place: string } | undefined {
  const words = value.split(',');
  const after = (keys: RegExp): string | undefined => words.flatMap((word) => keys.exec(word)?.[1] ?? [])[0];
  const place = after(/^(?:target|dst|dest|destination)=(.+)$/i)?.replace(/(?<=.)\/+$/, '');
  if (place === undefined || after(/^type=(.*)$/i)?.toLowerCase() !== 'tmpfs') return undefined;
  const options = kind === 'docker' ? [] : tmpfsOptions.filter((word) => !words.includes(word) && !words.includes(word.slice('no'.length)));
  const size = after(/^(?:tmpfs-)?size=(.*)$/i) === undefined ? [`tmpfs-size=${tmpfsSize}`] : [];
  return { value: [...words, ...options, ...size].join(','), place };
}
