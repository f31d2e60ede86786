import { type Container, isKnown, mapField, type ReadContext, type Source, unknown } from '../model/index.ts';
import type { EffectiveJoin, Joined } from './join.ts';
import { beside, type Found, fileAt, firstOf, nearPaths } from './near.ts';
import type { Strength } from './seccomp-strength.ts';

/** A container that names a seccomp profile of its own gets what that profile lets through, decided for its capabilities and engine. */
export const joinSeccomp: EffectiveJoin = {
  applies: ({ linux: { seccomp } }) => isKnown(seccomp) && seccomp.value.profile === 'custom',
  async join(container, context): Promise<Joined> {
    const { strengthFor } = await import('./seccomp-strength.ts');
    const { origin, linux, surface } = container;
    const path = isKnown(linux.seccomp) ? linux.seccomp.value.path : undefined;
    if (surface === 'oci-bundle') return joined(container, strengthFor(container, { source: origin.source }));
    const inline = writtenOutProfile(container);
    if (inline !== undefined) return joined(container, strengthFor(container, { source: { path: origin.source.path, text: inline } }));
    if (path === undefined) return joined(container, outOfReach('it is not said where the profile is'));
    const object = container.engine === 'kubernetes' ? { source: origin.source, object: baseName(path) } : undefined;
    const inFile = object === undefined ? undefined : strengthFor(container, object);
    if (inFile !== undefined) return joined(container, inFile);
    const found = container.engine === 'kubernetes' ? onNode(path, origin.source, context) : fileAt(path, origin.source, context);
    if (found === undefined)
      return joined(container, outOfReach(`the profile ${path} is not in reach, so what it lets through is not known`));
    if ('unreadable' in found) {
      const problem = { file: found.path, message: `not read: ${found.unreadable}` };
      return joined(container, { ...outOfReach(`the profile ${path} cannot be read`), problems: [problem] });
    }
    return joined(container, strengthFor(container, found));
  },
};

/** Docker says the profile itself where others say its path: `"seccomp={…}"`. Undefined: it is not there. */
export function writtenOutProfile({ linux: { seccomp }, surface }: Container): string | undefined {
  if (surface !== 'inspect' || !isKnown(seccomp) || seccomp.value.path !== undefined || seccomp.origin === undefined) return undefined;
  const { source, start, end } = seccomp.origin;
  try {
    const option: unknown = JSON.parse(source.text.slice(start, end));
    return typeof option === 'string' && option.includes('{') ? option.slice(option.indexOf('{')) : undefined;
  } catch {
    return undefined;
  }
}

/** A profile of the node, where a project keeps its copy. */
const onNode = (path: string, from: Source, context: ReadContext): Found =>
  firstOf(nearPaths(path, ['profiles', 'seccomp', 'seccomp/profiles']), from, context, (source) => ({ source }));

const outOfReach = (because: string): Strength => ({ strength: unknown(because), problems: [] });

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/, '');

function joined(container: Container, result: Strength | undefined): Joined {
  if (result === undefined) return { container, problems: [] };
  const { linux } = container;
  const origin = linux.seccomp?.origin;
  const named = mapField(result.strength, (value) => ({ ...value, file: beside(value.file, container.origin.source) }));
  const strength = named.state === 'unknown' ? { ...named, origin } : named;
  return { container: { ...container, linux: { ...linux, seccompStrength: strength } }, problems: result.problems };
}
