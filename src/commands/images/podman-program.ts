import type { ToolResult } from '../../host/run-tool.ts';
import { toolStream } from '../../host/tool-stream.ts';
import { inspected } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import { askProgram, environment, programFile } from '../engine-program.ts';
import { toldOrExported } from './exported.ts';
import { type OpenImage, oneImage, toldImage } from './open-image.ts';

const timeout = 60_000;

/**
 * An image in the caller's own store of Podman, through its program, which needs no daemon and enters the user namespace that the files
 * belong to. Undefined: it has none of that name; 'not there': it is not in PATH. Throws Unreadable.
 */
export async function podmanImage(reference: string): Promise<OpenImage | 'not there' | undefined> {
  const program = await programFile('podman');
  if (program === undefined) return 'not there';
  const result = await askProgram(program, ['image', 'inspect', '--', reference], timeout);
  if (result.kind === 'failed' && /no such image|image not known|unable to find/i.test(result.stderr)) return undefined;
  const said = inspected(firstOf(result));
  if (said === undefined) throw new Unreadable('what it says of the image is not understood');
  const told = toldImage(said);
  const words = ['image', 'save', '--quiet', '--format', 'docker-archive', '--', said.id];
  return {
    where: `Podman (${program})`,
    images: oneImage(told),
    read: (scanner) =>
      toldOrExported(said.complete ? told : undefined, scanner, () =>
        toolStream(program, words, environment(), (stderr) => `it fails: ${short(stderr)}`),
      ),
  };
}

function firstOf(result: ToolResult): unknown {
  if (result.kind === 'stopped') throw new Unreadable(result.why);
  if (result.kind === 'failed') throw new Unreadable(`it fails: ${short(result.stderr)}`);
  try {
    return (JSON.parse(result.stdout) as readonly unknown[])[0];
  } catch {
    throw new Unreadable('what it prints is no JSON');
  }
}

/** Warnings of its log come first; what went wrong is said last. */
const short = (stderr: string): string => oneLine(stderr.trim().split('\n').at(-1) ?? '').slice(0, 200);
