import { type Container, type Field, isUnknown, type PodPolicies } from '../../model/index.ts';
import { anyKey } from '../differences.ts';
import { type Aspect, type Trait, traitOf, unknownTrait } from '../trait.ts';

/** Networks that it is joined to. */
export const network: Aspect = {
  kind: 'network',
  absent: { width: 0, said: 'not joined' },
  subject: (key) => `network ${key}`,
  traits: ({ networks = [] }) =>
    networks.flatMap((entry: Field<string>): Trait[] =>
      isUnknown(entry)
        ? [unknownTrait(anyKey(entry.because), entry, 'low')]
        : traitOf(entry.value, entry, 'low', (name) => ({ width: 1, said: 'joined', name: `network ${name}` })),
    ),
};

const directions = ['ingress', 'egress'] as const;

/** Kubernetes: does any policy of the run restrict the pod's traffic? */
export const networkPolicy: Aspect = {
  kind: 'network-policy',
  subject: (key) => `${key} traffic`,
  traits: (container) =>
    container.surface !== 'kubernetes' || container.kind !== 'container' || container.pod === undefined
      ? []
      : directions.map((direction) => traitFor(direction, container.policies, container)),
};

function traitFor(direction: (typeof directions)[number], policies: PodPolicies | undefined, { origin }: Container): Trait {
  const restricting = (policies?.selecting ?? []).filter(
    ({ spec }) => spec.types.state !== 'unknown' && spec.types.value.includes(direction),
  );
  const [first] = restricting;
  const shared = { key: direction, severity: 'medium' } as const;
  if (first !== undefined) return { ...shared, width: 0, value: '', said: 'restricted by a network policy', origin: first.origin };
  const doubt =
    policies?.perhaps.find(({ types }) => types.includes(direction)) ??
    policies?.selecting.flatMap(({ spec }) => (isUnknown(spec.types) ? [spec.types] : []))[0];
  if (doubt !== undefined) return unknownTrait(direction, doubt, 'medium');
  return { ...shared, width: 1, value: '', said: 'restricted by no network policy', gives: 'every pod may connect', origin };
}
