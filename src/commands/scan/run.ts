import { imageControls } from '../../controls/image-index.ts';
import { processTerminal } from '../../host/terminal.ts';
import { Unreadable } from '../../model/index.ts';
import { render } from '../../reports/index.ts';
import { exitCodeOf } from '../exit.ts';
import { putOut } from '../put-out.ts';
import { targetsOf } from '../targets.ts';
import type { ScanFlags } from './flags.ts';
import { archiveSource } from './from/archive.ts';
import type { ImageSource } from './reading.ts';
import { scan } from './scan.ts';

/** `bulkhead scan`: images → what their layers hold → exit code. */
export async function runScan(words: readonly string[], flags: ScanFlags): Promise<number> {
  const terminal = processTerminal(flags.color && flags.output === undefined ? undefined : false);
  const failOn = flags.failOn ?? 'high';
  const report = await scan(await sourcesOf(words), flags.all === true || flags.format === 'html');
  const text =
    flags.format === 'html'
      ? (await import('../../reports/html/index.ts')).renderHtml(report, imageControls, failOn)
      : render(flags.format, report, imageControls, {
          color: terminal.color,
          width: terminal.width,
          // There is one control, and each finding is a file of its own.
          details: true,
          all: flags.all === true,
          verbose: flags.verbose === true,
          quiet: flags.quiet === true,
          failOn,
        });
  await putOut(text, flags.output, terminal);
  return exitCodeOf(report, failOn);
}

async function sourcesOf(words: readonly string[]): Promise<ImageSource[]> {
  return (await targetsOf(words, [])).map((target, at) => {
    if (target.kind === 'archive') return archiveSource(target.path);
    if (target.kind === 'unsupported') throw new Unreadable(`${target.target}: ${target.instead.replace(' and check ', ' and scan ')}`);
    throw new Unreadable(`${words[at]} is no image: save one (docker save, podman save) and scan archive:FILE`);
  });
}
