import { type Container, knownValue } from '../model/index.ts';
import { engineOptions } from '../text/emit/index.ts';
import type { Circumstances } from './circumstances.ts';
import { hardening, narrowed } from './hardening.ts';
import { amendedTmpfs } from './tmpfs-mount.ts';

/** An option of the engine's command line: the long name without its dashes. */
interface Word {
  readonly flag: string;
  readonly value: string;
}

/** What stands behind the engine's verb, in two parts: what nobody asked for, and what somebody did. */
export interface RunOptions {
  readonly added: readonly string[];
  readonly asked: readonly string[];
}

/** These are said anew from the model, with what they left open; all the others stay as they are. */
const saidAnew = new Set(['publish', 'tmpfs']);

/**
 * The engine's options for what was asked for (`options`, read as `asked`) with every measure that it leaves open. `seccomp`: the path of the
 * profile. Each option is one word, its value behind =. Pure.
 */
export function runOptions(options: readonly Word[], asked: Container, circumstances: Circumstances, seccomp?: string): RunOptions {
  const { kind } = circumstances.engine;
  const { ports, mounts } = narrowed(asked, circumstances);
  // Without the image's word nobody knows which ports -P publishes: it stays, and is said to weaken.
  const all = circumstances.image !== undefined;
  const kept = options.filter(({ flag }) => !saidAnew.has(flag) && !(flag === 'publish-all' && all));
  const bare = { ...hardening(asked, circumstances), process: { env: [], rlimits: [] }, root: {}, linux: noLinux };
  // --mount type=tmpfs has words that --tmpfs has not: it stays, with what it leaves open behind it.
  const amended = kept.map(({ flag, value }) => ({ flag, value, ...(flag === 'mount' ? amendedTmpfs(value, kind) : {}) }));
  const places = new Set(amended.flatMap((word) => ('place' in word ? [word.place] : [])));
  const others = mounts.filter(({ destination }) => !places.has(knownValue(destination)));
  return {
    added: wordsOf(hardening(asked, circumstances, seccomp), kind),
    asked: [...amended.map(wordOf), ...wordsOf({ ...bare, ports, mounts: others }, kind)],
  };
}

const noLinux: Container['linux'] = { namespaces: {}, resources: {}, sysctl: [] };

const wordsOf = (container: Container, kind: 'docker' | 'podman'): readonly string[] =>
  engineOptions(container, kind).map(({ flag, value }) => (value === undefined ? `--${flag}` : `--${flag}=${value.text}`));

const wordOf = ({ flag, value }: Word): string => `--${flag}=${value}`;
