import { type Container, isKnown, mapField } from '../model/index.ts';
import type { EffectiveJoin, Joined } from './join.ts';
import { beside, firstOf, nearPaths } from './near.ts';

const folders = ['apparmor.d', 'apparmor', 'profiles', 'apparmor/profiles', 'security'];
const endings = ['', '.profile', '.apparmor'];

/** A container that names an AppArmor profile gets what that profile lets through, where its text is in reach. */
export const joinAppArmor: EffectiveJoin = {
  applies: ({ process: { apparmor } }) => isKnown(apparmor) && apparmor.value.profile === 'named' && apparmor.value.name !== undefined,
  async join(container, context): Promise<Joined> {
    const { apparmor } = container.process;
    const name = isKnown(apparmor) ? apparmor.value.name : undefined;
    const { source } = container.origin;
    if (name === undefined) return { container, problems: [] };
    const { policyIn, reachFor } = await import('./apparmor-reach.ts');
    const object = container.engine === 'kubernetes' ? policyIn(source, name) : undefined;
    const result = object ?? firstOf(nearPaths(name, folders, endings), source, context, (file) => reachFor(name, file, context));
    // Out of reach is the rule, not a fault: profiles are loaded on the host.
    return result === undefined ? { container, problems: [] } : joined(container, result);
  },
};

function joined(
  container: Container,
  { reach, problems }: { reach: NonNullable<Container['process']['apparmorReach']>; problems: Joined['problems'] },
): Joined {
  const said = (file: string): string => beside(file, container.origin.source);
  const apparmorReach = mapField(reach, (value) => ({
    ...value,
    file: said(value.file),
    open: value.open.map(({ id, at }) => ({ id, ...(at === undefined ? {} : { at: { ...at, file: said(at.file) } }) })),
  }));
  return { container: { ...container, process: { ...container.process, apparmorReach } }, problems };
}
