import { isKnown, knownValue, type Namespaces } from '../../model/index.ts';
import { type Draft, draft } from '../build.ts';
import { gap } from '../grounds.ts';
import { inside, shared } from '../holds.ts';
import type { Inmate } from '../inmate.ts';
import { joinable, joins } from './together.ts';

/** To reach a program is nothing won yet. */
const ofAnother = { certainty: 'fault', because: 'it takes a fault of a program in another container' } as const;

/** A network of one's own, those of the project, that of a pod, or another container's. */
export function sharedNetworkSteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const joined = joins(container, 'network');
  const { network } = container.linux.namespaces;
  if (knownValue(network)?.mode === 'host' || knownValue(network)?.mode === 'none') return [];
  const nets = (container.networks ?? []).flatMap((entry) => (isKnown(entry) ? [`${container.group ?? ''}/${entry.value}`] : []));
  const own =
    container.group !== undefined && container.surface === 'compose' && nets.length === 0 && joined === undefined
      ? [`${container.group}/default`]
      : nets;
  const title = 'a network of several containers';
  const control = joined === undefined || container.engine === 'kubernetes' ? undefined : 'shared-namespace';
  return [...own, ...(joined === undefined ? [] : [joined])]
    .flatMap((id) =>
      draft(inmate, {
        from: inside(container),
        to: shared(`network:${id}`, title),
        kind: 'network-reach',
        gaps: [gap(inmate, 'it shares a network with other containers', network, id === joined ? control : undefined)],
        ...ofAnother,
      }),
    )
    .concat(
      [...own, ...(joined === undefined ? [] : [joined]), ...(joinable(container) ? [container.id] : [])].flatMap((id) =>
        draft(inmate, {
          from: shared(`network:${id}`, title),
          to: inside(container),
          kind: 'network-fault',
          what: `meets a fault of the program in ${container.name}`,
          gaps: [],
          certainty: 'fault',
          because: `it takes a fault of the program in ${container.name}`,
        }),
      ),
    );
}

/** Of IPC namespaces those alone count that somebody joins on purpose. */
export function sharedMemorySteps(inmate: Inmate): readonly Draft[] {
  const { container } = inmate;
  const { ipc }: Namespaces = container.linux.namespaces;
  const title = 'the shared memory of several containers';
  const joined = container.engine === 'kubernetes' ? undefined : joins(container, 'ipc');
  const enter =
    joined === undefined
      ? []
      : draft(inmate, {
          from: inside(container),
          to: shared(`ipc:${joined}`, title),
          kind: 'memory-share',
          gaps: [gap(inmate, 'it shares memory with another container', ipc, 'shared-namespace')],
          ...ofAnother,
        });
  const open = joined ?? (knownValue(ipc)?.mode === 'shareable' ? container.id : undefined);
  if (open === undefined) return enter;
  return [
    ...enter,
    ...draft(inmate, {
      from: shared(`ipc:${open}`, title),
      to: inside(container),
      kind: 'memory-fault',
      what: `meets a fault of the program in ${container.name}`,
      gaps: [],
      certainty: 'fault',
      because: `it takes a fault of the program in ${container.name}`,
    }),
  ];
}
