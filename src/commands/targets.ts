import { normalize } from 'node:path';

export type Target =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'standard input' }
  | { readonly kind: 'command line'; readonly text: string }
  | { readonly kind: 'unsupported'; readonly target: string; readonly instead: string };

/** Targets of the agreed command line that this version cannot judge yet, each with what a user can do today. */
const unsupported: readonly (readonly [prefix: RegExp, instead: string])[] = [
  [/^image:|^archive:/, 'images are not read yet; check the Containerfile that they are built from'],
  [/^(?:container|docker|podman|pid):/, 'live containers are not read yet; check the file or command that starts them'],
  [/^host$/, 'the host is not judged yet; a folder of this name is written ./host'],
  [/^cluster(?::|$)/, 'clusters are not read yet; try: kubectl get pods -A -o yaml | bulkhead check -'],
];

function parseTarget(target: string): Target {
  if (target === '')
    return {
      kind: 'unsupported',
      target: "''",
      instead: 'an empty word is no target (a variable that is not set?); this folder is written .',
    };
  if (target === '-') return { kind: 'standard input' };
  if (target.startsWith('run:')) return { kind: 'command line', text: target.slice('run:'.length) };
  const known = unsupported.find(([prefix]) => prefix.test(target));
  if (known !== undefined) return { kind: 'unsupported', target, instead: known[1] };
  return { kind: 'path', path: normalize(target) };
}

/** The words of a command → targets; what follows `--` is one docker or podman command line. */
export async function targetsOf(words: readonly string[], commandLine: readonly string[]): Promise<Target[]> {
  const targets = words.map(parseTarget);
  if (commandLine.length === 0) return targets;
  const { quoteArgv } = await import('../surfaces/run-command/argv.ts');
  return [...targets, { kind: 'command line', text: quoteArgv(commandLine) }];
}
