import { hasHole } from '../../text/shell/holes.ts';
import { problem, type Reading } from './reading.ts';
import { flags, type UnitOption } from './table.ts';
import type { Value } from './unit.ts';

/**
 * The words of PodmanArgs= as options of `podman run` (or `podman pod create`). What is not known is a problem, and the
 * word behind it is taken for its value unless it looks like an option.
 */
export function podmanArgs(reading: Reading, words: readonly Value[], key: string): UnitOption[] {
  const options: UnitOption[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Value;
    const next = words[at + 1];
    const read = optionOf(reading, word, next, key);
    options.push(...read.options);
    if (read.tookNext) at++;
  }
  return options;
}

interface Read {
  readonly options: readonly UnitOption[];
  readonly tookNext: boolean;
}

const nothing: Read = { options: [], tookNext: false };

function optionOf(reading: Reading, word: Value, next: Value | undefined, key: string): Read {
  const { text, origin } = word;
  const [, dashes = '', body = ''] = /^(--?)(.+)$/s.exec(text) ?? [];
  const equals = body.indexOf('=');
  const name = equals < 0 ? body : body.slice(0, equals);
  if (dashes === '' || hasHole(name)) {
    const what = hasHole(text) ? 'holds options that are filled in by systemd' : 'holds a word that is no option';
    problem(reading, origin, `${key} ${what}; it was not read`);
    return nothing;
  }
  const attached = equals < 0 ? undefined : body.slice(equals + 1);
  if (dashes === '--') return long(name, attached);
  return letters();

  function long(name: string, value: string | undefined): Read {
    const flag = flags().get(name);
    const option = { flag: name, name: `--${name}`, origin };
    if (flag === undefined) {
      problem(reading, origin, `--${shown(name)} of ${key} is no option that is known here and was not read; check its spelling`);
      return { options: [], tookNext: value === undefined && next !== undefined && !next.text.startsWith('-') };
    }
    if (!flag.takesValue) return { options: [{ ...option, value: value ?? 'true' }], tookNext: false };
    if (value === undefined && next === undefined) problem(reading, origin, `--${name} of ${key} needs a value`);
    const given = value ?? next?.text;
    if (given === undefined) return nothing;
    const end = value === undefined && next?.origin.source === origin.source ? Math.max(origin.end, next.origin.end) : origin.end;
    return { options: [{ ...option, value: given, origin: { ...origin, end } }], tookNext: value === undefined };
  }

  /** -v VALUE, -vVALUE, -v=VALUE, and letters without a value together: -it. */
  function letters(): Read {
    const found: UnitOption[] = [];
    for (let at = 0; at < body.length; at++) {
      const letter = body[at] as string;
      const flag = flags().get(`-${letter}`);
      if (flag === undefined) {
        problem(reading, origin, `-${shown(letter)} of ${key} is no option that is known here and was not read; check its spelling`);
        return { options: found, tookNext: false };
      }
      if (flag.takesValue) {
        const rest = body.slice(at + 1).replace(/^=/, '');
        const read = long(flag.name, rest === '' ? undefined : rest);
        return { options: [...found, ...read.options], tookNext: read.tookNext };
      }
      found.push(...long(flag.name, undefined).options);
    }
    return { options: found, tookNext: false };
  }
}

const shown = (flag: string): string => /^[\w.-]{1,60}/.exec(flag)?.[0] ?? '…';
