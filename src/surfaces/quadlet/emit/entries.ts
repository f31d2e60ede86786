import type { Container } from '../../../model/index.ts';
import { type EngineOption, engineOptions, fill, mark, said } from '../../../text/emit/index.ts';
import { type Key, keys } from '../keys.ts';

/** A line of a unit. */
export type Entry = readonly [key: string, value: string];

/** Each option of podman by the key that stands for it; the rest by PodmanArgs=, which hands them on. */
export function entriesOf(container: Container): readonly Entry[] {
  return engineOptions(container, 'podman').flatMap(entryOf);
}

const named: Readonly<Record<string, string>> = {
  label: 'Label',
  init: 'RunInit',
  'stop-signal': 'StopSignal',
  'stop-timeout': 'StopTimeout',
  'add-host': 'AddHost',
  dns: 'DNS',
  'health-interval': 'HealthInterval',
  'health-timeout': 'HealthTimeout',
  'health-retries': 'HealthRetries',
  'health-start-period': 'HealthStartPeriod',
};

/** What the service itself decides: systemd starts it, and starts it again. */
const ofTheService = new Set(['restart', 'rm', 'tty', 'interactive']);

function entryOf({ flag, value }: EngineOption): readonly Entry[] {
  if (ofTheService.has(flag)) return [];
  if (value?.open) {
    const text = systemdVariables(value.text);
    return text === undefined ? [] : entryOf({ flag, value: said(text) });
  }
  const text = value?.text === 'no-new-privileges' ? 'no-new-privileges=true' : (value?.text ?? 'true');
  if (flag === 'user') return userOf(text);
  const plain = Object.hasOwn(named, flag) ? named[flag] : undefined;
  if (plain !== undefined) return [[plain, plain === 'Label' ? word(text) : unitText(text)]];
  const found = Object.entries(keys.Container).find(([, key]) => stands(key, flag, text));
  // A tmpfs of Quadlet's older versions, and switches that are off, have no key.
  if (found === undefined || flag === 'network')
    return flag === 'network' ? [['Network', unitText(text)]] : [['PodmanArgs', word(argument(flag, value?.text))]];
  const [name, key] = found;
  return [[name, sayValue(key, text)]];
}

const argument = (flag: string, value: string | undefined): string => (value === undefined ? `--${flag}` : `--${flag}=${value}`);

function stands({ flag, prefix = '', how, yes }: Key, wanted: string, text: string): boolean {
  if (flag !== wanted || !text.startsWith(prefix)) return false;
  if (yes !== undefined) return text === prefix + yes;
  return how !== 'switch' || ['true', 'false'].includes(text.slice(prefix.length)) || text === prefix.slice(0, -1);
}

function sayValue({ how, prefix = '' }: Key, text: string): string {
  const rest = text.slice(prefix.length);
  if (how === 'words') return word(rest);
  if (how === 'switch') return rest === 'false' ? 'false' : 'true';
  return unitText(rest);
}

const userOf = (text: string): readonly Entry[] => {
  const [user = '', group] = text.split(':', 2);
  return [['User', unitText(user)], ...(group === undefined ? [] : [['Group', unitText(group)] as const])];
};

/** `$NAME` and `${NAME}` as marks, for systemd fills them in as well. Undefined: a form that it does not know. */
export function systemdVariables(text: string): string | undefined {
  const marked = text.replace(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g, (_, long?: string, short?: string) => mark(long ?? short ?? ''));
  return marked.includes('$') ? undefined : marked;
}

/** What systemd would fill in is doubled, and a marked variable is one that systemd does fill in. */
export const unitText = (text: string): string => fill(text, (name) => `\${${name}}`, doubled);

const doubled = (text: string): string => text.replaceAll('%', '%%').replaceAll('$', '$$$$').replace(/\r?\n/g, ' ');

/** One word of several: in quotes where it holds a blank. Source: systemd.syntax(7) "QUOTING". */
export function word(text: string): string {
  const own = fill(
    text,
    (name) => `\${${name}}`,
    (part) => doubled(part.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replace(/\r?\n/g, '\\n')),
  );
  return text === '' || /[\s"'\\;]/.test(text) ? `"${own}"` : own;
}
