import { byDefault, type Namespaces } from '../../model/index.ts';
import type { Draft } from '../../options/draft.ts';
import { around } from './around.ts';
import { optionsOf } from './options.ts';
import { problem, type Reading } from './reading.ts';
import { unitBeside } from './references.ts';
import { apply } from './table.ts';
import { lastOf, type QuadletUnit } from './unit.ts';

/** What the containers of a pod have in common unless --share says otherwise (Podman 5.8 DefaultKernelNamespaces). */
const byItself = ['ipc', 'net', 'uts'];

const namespaceOf: Readonly<Record<string, keyof Namespaces>> = {
  ipc: 'ipc',
  net: 'network',
  network: 'network',
  uts: 'uts',
  pid: 'pid',
  cgroup: 'cgroup',
  user: 'user',
};

/** Puts in what the .pod unit of Pod= says: its networks, ports, user namespace, volumes and arguments. */
export function joinPod(reading: Reading, unit: QuadletUnit, draft: Draft): void {
  const { whole, namespaces, said } = draft;
  const pod = lastOf(unit, 'Pod');
  if (pod === undefined || pod.text === '') return;
  if (!pod.text.endsWith('.pod')) {
    problem(reading, pod.origin, 'Pod= takes the name of a .pod unit; it was not read');
    return;
  }
  whole.group = pod.text.slice(0, -'.pod'.length);
  const podUnit = unitBeside(reading, unit, pod.text, pod.origin);
  if (podUnit !== undefined) {
    const fromPod = { ...draft, ...around(reading, podUnit) };
    for (const option of optionsOf(reading, podUnit)) apply(fromPod, option);
  }
  for (const name of said.share ?? byItself) {
    const key = Object.hasOwn(namespaceOf, name) ? namespaceOf[name] : undefined;
    if (key !== undefined) namespaces[key] ??= byDefault({ mode: 'shared', with: 'pod' }, `what a pod shares (${pod.text})`, pod.origin);
  }
}
