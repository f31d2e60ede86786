import { Unreadable } from '../../model/index.ts';
import { type ImageChoice, refuseIdle } from '../images/choice.ts';
import { targetsOf } from '../targets.ts';
import { archiveSource } from './from/archive.ts';
import type { ScanSource } from './look.ts';
import type { Saying } from './saying.ts';

/** The images that the words of a command name. Throws Unreadable, fit to print, for what is none. */
export async function imageSources(words: readonly string[], choice: ImageChoice, saying: Saying): Promise<ScanSource[]> {
  const sources: ScanSource[] = [];
  const targets = await targetsOf(words, [], choice);
  if (!targets.some(({ kind }) => kind === 'image'))
    refuseIdle(choice, `about image:NAME, and ${words.join(', ')} ${words.length === 1 ? 'is' : 'are'} none`);
  for (const [at, target] of targets.entries()) {
    const bill = /^sbom:(.+)$/s.exec(words[at] ?? '')?.[1];
    if (bill !== undefined) sources.push((await import('./sbom-source.ts')).billSource(bill));
    else if (target.kind === 'archive') sources.push(archiveSource(target.path));
    else if (target.kind === 'image') sources.push((await import('./from/image.ts')).imageSource(target.reference, choice, saying));
    else if (target.kind === 'live') sources.push((await import('./from/container.ts')).containerSource(target, saying));
    else if (target.kind === 'unsupported') throw new Unreadable(`${target.target}: ${target.instead}`);
    else throw new Unreadable(`${words[at]} is no image: scan reads image:NAME, archive:FILE, container:NAME and sbom:FILE`);
  }
  return sources;
}
