import { fileContext } from '../../../host/context.ts';
import { readStream } from '../../../host/stdin.ts';
import type { Terminal } from '../../../host/terminal.ts';
import { type Source, Unreadable } from '../../../model/index.ts';
import type { Target } from '../../targets.ts';
import { type CheckOptions, questionOf } from '../question.ts';
import { type Examined, examine, problem } from './examine.ts';

/** A target that is no file. What each kind needs is loaded only when it is asked for. */
export async function examineTarget(
  target: Exclude<Target, { kind: 'path' }>,
  options: CheckOptions,
  terminal: Terminal,
): Promise<Examined> {
  switch (target.kind) {
    case 'unsupported':
      return problem({ file: target.target, message: target.instead });
    case 'live':
      return (await import('./live.ts')).examineLive(target, questionOf(options), options.engine, wantsDrift(options));
    case 'process':
      return (await import('./process.ts')).examineProcess(target, questionOf(options));
    case 'archive':
    case 'image':
      return (await import('./archive.ts')).examineArchive(target, questionOf(options), (line) => terminal.err(`bulkhead: ${line}\n`));
    case 'host':
      return (await import('./host.ts')).examineHost(options);
    default:
      return examineText(target, options, terminal);
  }
}

/** Who asks for a standard, or for other controls alone, is not told of drift. */
const wantsDrift = ({ controls, profile }: CheckOptions): boolean =>
  controls === undefined ? profile === 'recommended' || profile === 'strict' : controls.includes('drift');

async function examineText(
  target: Extract<Target, { kind: 'standard input' | 'command line' }>,
  options: CheckOptions,
  terminal: Terminal,
): Promise<Examined> {
  const source = target.kind === 'command line' ? { path: 'command line', text: target.text } : await standardInput(terminal);
  if ('message' in source) return problem({ file: 'standard input', message: source.message });
  const result = await examine(source, fileContext(), questionOf(options));
  const silent = result.passedOver.find(({ file }) => file === source.path);
  return silent === undefined
    ? result
    : problem({
        file: source.path,
        message: `nothing was judged: ${nothingIn[target.kind]}`,
      });
}

const nothingIn = {
  'command line': 'this starts no container; docker run, docker create, podman run and podman create do',
  'standard input': 'it is no Containerfile, compose file, Kubernetes manifest or run command that declares a container',
} as const;

async function standardInput(terminal: Terminal): Promise<Source | { message: string }> {
  try {
    return { path: 'standard input', text: await readStream(terminal.stdin) };
  } catch (error) {
    if (error instanceof Unreadable) return { message: `not read: ${error.message}` };
    throw error;
  }
}
