import { isKnown, type Written, written } from '../../model/index.ts';
import { originOf } from './joined.ts';
import { externalBase, type Stage } from './stages.ts';

/** Microsoft's Windows base images, and the tags of those built on them. */
const windows = /^mcr\.microsoft\.com\/(windows|dotnet\/framework)(\/|:|@|$)|nanoserver|windowsservercore|windows-?server-?core/i;

/** `windows` where the image from outside or its platform plainly says so; undefined: nothing is said. */
export function osOf(stage: Stage): Written<string> | undefined {
  const { stage: first, reference } = externalBase(stage);
  const platform = first.from.flags.find((flag) => flag.name === 'platform');
  if (platform?.value?.toLowerCase().startsWith('windows')) return written('windows', originOf(first.from.joined, platform));
  if (!isKnown(reference) || reference.state !== 'written' || !windows.test(reference.value)) return undefined;
  return written('windows', reference.origin);
}
