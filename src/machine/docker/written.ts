import { type Field, isKnown, type Origin, type Problem, type Source, unknown, written } from '../../model/index.ts';
import { problemAt } from '../../text/lines.ts';
import { getPair, itemsOf, originOf, originOfPair, pairsOf, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import { parseYaml } from '../../text/yaml/parse.ts';
import { firstFault } from './json.ts';

/** Where settings of a daemon are written: its command line first, then its file. It refuses to start with one in both. */
export interface Written {
  flag(name: string): Field<string> | undefined;
  flags(name: string): readonly Field<string>[];
  readonly file: YamlNode | undefined;
  /** The file is there and was not understood: whatever is not on the command line is then unknown. */
  readonly unread: { readonly because: string; readonly origin: Origin } | undefined;
}

/** daemon.json as a tree with places. What is no JSON object is a problem: dockerd does not start with it. */
export function readDaemonJson(source: Source, problems: Problem[]): Pick<Written, 'file' | 'unread'> {
  const unread = (offset: number, message: string): Pick<Written, 'file' | 'unread'> => {
    problems.push(problemAt(source, offset, message));
    const at = Math.min(offset, Math.max(0, source.text.length - 1));
    return { file: undefined, unread: { because: `${source.path} was not understood`, origin: { source, start: at, end: at } } };
  };
  if (source.text.trim() === '') return { file: undefined, unread: undefined };
  const fault = firstFault(source.text);
  if (fault !== undefined)
    return unread(fault, 'is no JSON from here on, so dockerd will not start with it; mend it (dockerd --validate says the same)');
  const [document] = parseYaml(source).documents;
  if (document?.kind !== 'map') return unread(0, 'holds no JSON object, so dockerd will not start with it; it begins with {');
  return { file: document, unread: undefined };
}

/** The words of a command line as pflag reads them: --name=value, --name value, -H value; a switch alone is "true". */
export function flagsOf(words: readonly Field<string>[]): Pick<Written, 'flag' | 'flags'> {
  const found = new Map<string, Field<string>[]>();
  const put = (name: string, field: Field<string>): void => {
    found.set(name, [...(found.get(name) ?? []), field]);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!isKnown(word)) continue;
    const match = /^(?:--([a-z0-9-]{1,60})|-([HDlG]))(?:=(.*)|(.+))?$/s.exec(word.value);
    if (match === null) continue;
    const name = match[1] ?? shorts[match[2] ?? ''] ?? '';
    const own = match[3] ?? match[4];
    if (own !== undefined) put(name, { ...word, value: own });
    else if (switches.has(name)) put(name, { ...word, value: 'true' });
    else {
      const next = words[++at];
      if (next !== undefined) put(name, next);
    }
  }
  return { flag: (name) => found.get(name)?.at(-1), flags: (name) => found.get(name) ?? [] };
}

const shorts: Readonly<Record<string, string>> = { H: 'host', D: 'debug', l: 'log-level', G: 'group' };

/** Source: moby/moby v28 cmd/dockerd/config*.go: flags of type bool. */
const switches = new Set(
  'debug experimental icc init ip-forward ip-masq iptables ip6tables ipv6 live-restore no-new-privileges raw-logs rootless selinux-enabled tls tlsverify userland-proxy validate'.split(
    ' ',
  ),
);

export type Kind<T> = (node: YamlNode) => T | undefined;

export const asFlag: Kind<boolean> = (node) =>
  node.kind === 'scalar' && node.style === 'plain' && (node.text === 'true' || node.text === 'false') ? node.text === 'true' : undefined;

export const asWord: Kind<string> = (node) => (node.kind === 'scalar' && node.style === 'quoted' ? node.text : undefined);

/** One setting of the file; of another type than dockerd takes it is unknown. */
export function fromFile<T>(file: YamlNode | undefined, key: string, as: Kind<T>): Field<T> | undefined {
  const pair = getPair(file, key);
  return pair === undefined ? undefined : fieldOf(pair, as);
}

function fieldOf<T>(pair: YamlPair, as: Kind<T>): Field<T> {
  const value = as(pair.value);
  const origin = originOfPair(pair);
  return value === undefined ? unknown(`${pair.key.text} has a type that dockerd does not take`, origin) : written(value, origin);
}

export function listFromFile(file: YamlNode | undefined, key: string): readonly Field<string>[] {
  const pair = getPair(file, key);
  if (pair === undefined) return [];
  if (pair.value.kind !== 'seq') return [fieldOf(pair, asWord)];
  return itemsOf(pair.value).map((item) => {
    const text = asWord(item);
    return text === undefined ? unknown(`an entry of ${key} is no text`, originOf(item)) : written(text, originOf(item));
  });
}

export const keysFromFile = (file: YamlNode | undefined, key: string): readonly Field<string>[] =>
  pairsOf(getPair(file, key)?.value).map((pair) => written(pair.key.text, originOfPair(pair)));
