import { compare, type Drift } from '../../drift/index.ts';
import type { Container } from '../../model/index.ts';
import { quoteArgv } from '../../surfaces/run-command/argv.ts';
import type { Given } from '../gift.ts';
import { settleText } from '../settle-text.ts';

/**
 * What was typed and the engine dropped before it kept anything of it: Podman without root and control groups forgets limits, and its inspect then says
 * that there never were any. Only it keeps the command line. Only what is weaker than that and not told already.
 */
export async function droppedSettings({ source, engine }: Given, observed: Container, told: readonly Drift[]): Promise<readonly Drift[]> {
  const words = commandOf(source.text);
  if (engine === undefined || words === undefined) return [];
  const text = quoteArgv(words);
  const {
    containers: [asked],
  } = await settleText({ source: { path: `command line of ${source.path}`, text }, engine }, () => engine);
  if (asked === undefined) return [];
  return compare(asked, observed).filter(
    ({ direction, effective, path }) =>
      direction === 'weaker' && effective.field.state === 'written' && !told.some((one) => one.path === path),
  );
}

function commandOf(inspect: string): readonly string[] | undefined {
  if (!inspect.includes('"CreateCommand"')) return undefined;
  const { Config } = (parsed(inspect) ?? {}) as { readonly Config?: { readonly CreateCommand?: unknown } | null };
  const words = Config?.CreateCommand;
  if (!Array.isArray(words) || words.length < 3 || !words.every((word) => typeof word === 'string')) return undefined;
  // Called by its path as well: the reader knows the program by its name.
  return /(?:^|\/)podman(?:-remote)?$/.test(words[0] ?? '') ? ['podman', ...words.slice(1)] : undefined;
}

/** A file that is compared with may be anything. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
