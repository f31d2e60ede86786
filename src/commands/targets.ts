import { normalize } from 'node:path';
import type { ImageChoice } from './images/choice.ts';

export type Target =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'standard input' }
  | { readonly kind: 'command line'; readonly text: string }
  /** A running or stopped container; `engine` where the user chose one. */
  | { readonly kind: 'live'; readonly name: string; readonly engine?: 'docker' | 'podman' }
  /** A docker-save file, or an OCI layout (tar or folder). */
  | { readonly kind: 'archive'; readonly path: string }
  /** An image of an engine, of a store or of a registry, by its name. */
  | { readonly kind: 'image'; readonly reference: string; readonly choice: ImageChoice }
  /** A live process, as the kernel sees it. */
  | { readonly kind: 'process'; readonly pid: number }
  /** The machine that this runs on: kernel and engines. */
  | { readonly kind: 'host' }
  | { readonly kind: 'unsupported'; readonly target: string; readonly instead: string };

/** Targets of the agreed command line that this version cannot judge yet, each with what a user can do today. */
const unsupported: readonly (readonly [prefix: RegExp, instead: string])[] = [
  [/^sbom:/, 'a bill of materials says nothing of how a container is held; bulkhead scan sbom:FILE looks for known vulnerabilities'],
  [/^cluster(?::|$)/, 'clusters are not read yet; try: kubectl get pods -A -o yaml | bulkhead check -'],
];

function parseTarget(target: string, choice: ImageChoice): Target {
  if (target === '')
    return {
      kind: 'unsupported',
      target: "''",
      instead: 'an empty word is no target (a variable that is not set?); this folder is written .',
    };
  if (target === '-') return { kind: 'standard input' };
  if (target.startsWith('run:')) return { kind: 'command line', text: target.slice('run:'.length) };
  if (target === 'host') return { kind: 'host' };
  if (target.startsWith('archive:')) return { kind: 'archive', path: target.slice('archive:'.length) };
  if (target.startsWith('image:')) return { kind: 'image', reference: target.slice('image:'.length), choice };
  if (target.startsWith('pid:')) return processOf(target);
  const live = liveTarget(target);
  if (live !== undefined) return live;
  const known = unsupported.find(([prefix]) => prefix.test(target));
  if (known !== undefined) return { kind: 'unsupported', target, instead: known[1] };
  return { kind: 'path', path: normalize(target) };
}

function processOf(target: string): Target {
  const number = target.slice('pid:'.length);
  if (/^[1-9]\d{0,9}$/.test(number)) return { kind: 'process', pid: Number(number) };
  return { kind: 'unsupported', target, instead: 'a process is named by its number: pid:4711 (container:NAME finds that of a container)' };
}

/** `container:NAME`, or with the engine that has it. Undefined: it is no such word. */
export function liveTarget(word: string): Extract<Target, { kind: 'live' }> | undefined {
  const [, scheme, name] = /^(container|docker|podman):(.+)$/s.exec(word) ?? [];
  if (name === undefined) return undefined;
  return scheme === 'docker' || scheme === 'podman' ? { kind: 'live', name, engine: scheme } : { kind: 'live', name };
}

/** The words of a command → targets; what follows `--` is one docker or podman command line. */
export async function targetsOf(words: readonly string[], commandLine: readonly string[], choice: ImageChoice = {}): Promise<Target[]> {
  const targets = words.map((word) => parseTarget(word, choice));
  if (commandLine.length === 0) return targets;
  const { quoteArgv } = await import('../surfaces/run-command/argv.ts');
  return [...targets, { kind: 'command line', text: quoteArgv(commandLine) }];
}
