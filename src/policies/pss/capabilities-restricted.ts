import { capabilitiesDropped } from '../../controls/capabilities-dropped/control.ts';
import { broken, isUnknown, knownValue, undecided, type Verdict, type WrittenContainer } from '../../model/index.ts';
import { added, type Check } from './capabilities.ts';
import { type Subject, windows } from './check.ts';

export const capabilitiesRestricted: Check = {
  id: 'capabilities_restricted',
  level: 'restricted',
  control: capabilitiesDropped,
  passes: 'drops ALL capabilities and adds at most NET_BIND_SERVICE',
  revisions: [
    { since: 22, container, replaces: 'capabilities_baseline' },
    { since: 25, container, replaces: 'capabilities_baseline', spares: windows },
  ],
};

const allowed = new Set(['NET_BIND_SERVICE']);

function container({ own }: Subject): Verdict[] {
  return [...dropped(own), ...added(own, allowed, 'where only NET_BIND_SERVICE may be')];
}

/** The word has to be ALL in just these letters. */
function dropped({ capabilities }: WrittenContainer): Verdict[] {
  const drop = capabilities?.drop ?? [];
  if (drop.some((field) => knownValue(field) === 'ALL')) return [];
  const unclear = drop.find(isUnknown);
  if (unclear !== undefined) return [undecided(unclear)];
  const detail = drop.length === 0 ? 'does not drop ALL capabilities' : 'drops some capabilities where ALL is asked for';
  return [broken(detail, drop[0], { remedy: [{ set: 'process.capabilities.drop', to: ['ALL'] }] })];
}
