import { describe, expect, it } from 'vitest';
import { changesOf } from '../../src/commands/ways/changes.ts';
import { resolve } from '../../src/engines/index.ts';
import { defaultEngine } from '../../src/engines/known.ts';
import type { Step } from '../../src/model/index.ts';
import { phrases } from '../../src/surfaces/kubernetes/phrases.ts';
import { partOf } from '../../src/ways/part.ts';
import { readCompose } from '../support/compose.ts';
import { readManifest } from '../support/kubernetes.ts';

/** Every step of every container of a text. */
function stepsOf(text: string): readonly Step[] {
  const { containers } = /^kind:/m.test(text) ? readManifest(text) : readCompose(text);
  return containers.flatMap((declared) => {
    const container = resolve(declared, defaultEngine(declared.engine));
    return partOf({ container, changeFor: () => undefined }).steps;
  });
}

/** Can somebody inside `from` come inside `to`, by steps as sure as these? */
function leads(text: string, from: string, to: string, among: readonly Step['certainty'][]): boolean {
  const steps = stepsOf(text).filter(({ certainty }) => among.includes(certainty));
  const reached = new Set([from]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const step of steps) if (reached.has(step.from)) reached.add(step.to);
  }
  return reached.has(to);
}

const open = ['open'] as const;
const perhaps = ['open', 'perhaps'] as const;
const fault = ['open', 'perhaps', 'fault'] as const;

const services = (a: string, b: string, more = ''): string => `services:\n  a: {image: alpine, ${a}}\n  b: {image: alpine, ${b}}\n${more}`;
const [a, b] = ['inside:app/compose.yaml#a', 'inside:app/compose.yaml#b'];
const volumes = 'volumes: {data: {}, other: {}}\n';

describe('services', () => {
  it.each([
    ['joined processes', services('pid: "service:b"', ''), open, true],
    ['joined processes, and the other way round not', services('', 'pid: "service:a"'), open, false],
    [
      'joined processes of an ordinary user',
      services('pid: "service:b", user: "1000", security_opt: [no-new-privileges:true]', ''),
      open,
      false,
    ],
    ['joined processes of the same user', services('pid: "service:b", user: "1000"', 'user: "1000"'), open, true],
    ['joined processes without the use of other ids', services('pid: "service:b", cap_drop: [ALL]', 'user: "1000"'), perhaps, false],
    ['joined processes of a mighty one', services('pid: "service:b"', 'privileged: true'), open, false],
    ['joined processes with few capabilities', services('pid: "service:b", cap_drop: [ALL], cap_add: [SETUID, SETGID]', ''), open, false],
    ['a tracer among joined processes', services('pid: "service:b", cap_add: [SYS_PTRACE]', 'privileged: true'), open, true],
    ['a shared volume', services('volumes: ["data:/x"]', 'volumes: ["data:/y"]', volumes), perhaps, true],
    ['a shared volume is not sure', services('volumes: ["data:/x"]', 'volumes: ["data:/y"]', volumes), open, false],
    ['a volume that is read here', services('volumes: ["data:/x:ro"]', 'volumes: ["data:/y"]', volumes), perhaps, false],
    ['another volume', services('volumes: ["data:/x"]', 'volumes: ["other:/y"]', volumes), perhaps, false],
    ['a shared folder', services('volumes: ["./src:/x"]', 'volumes: ["./src:/y:ro"]'), perhaps, true],
    ['the network of the project', services('', ''), fault, true],
    ['the network of the project takes a fault', services('', ''), perhaps, false],
    ['networks of their own', services('networks: [front]', 'networks: [back]', 'networks: {front: {}, back: {}}\n'), fault, false],
    ['a network that is joined', services('network_mode: "service:b"', 'networks: [back]', 'networks: {back: {}}\n'), fault, true],
    ['no network', services('network_mode: none', ''), fault, false],
    ['joined shared memory', services('ipc: "service:b", network_mode: none', 'ipc: shareable'), fault, true],
  ] as const)('%s', (_, text, among, expected) => expect(leads(text, a, b, among)).toBe(expected));
});

const pod = (spec: string, ofA = '', ofB = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  ${spec}\n  containers:\n  - {name: a, image: alpine, ${ofA}}\n  - {name: b, image: alpine, ${ofB}}\n`;
const [podA, podB] = ['inside:pod.yaml#Pod/p/a', 'inside:pod.yaml#Pod/p/b'];
const mount = 'volumeMounts: [{name: v, mountPath: /v}]';
const root = 'securityContext: {runAsUser: 0}';

describe('containers of a pod', () => {
  it.each([
    ['share no process unless asked', pod('', root, root), open, false],
    ['share processes', pod('shareProcessNamespace: true', root, root), open, true],
    ['share an emptyDir', pod('volumes: [{name: v, emptyDir: {}}]', mount, mount), perhaps, true],
    ['share their network', pod('', '', ''), fault, true],
  ] as const)('%s', (_, text, among, expected) => expect(leads(text, podA, podB, among)).toBe(expected));

  it('share a claim with other pods of their namespace', () => {
    const claimed = (name: string, namespace: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec:\n  volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]\n  containers: [{name: c, image: alpine, ${mount}}]\n`;
    const both = (other: string): string => `${claimed('p', 'one')}---\n${claimed('q', other)}`;
    const ids = stepsOf(both('one')).flatMap(({ from }) => (from.startsWith('inside:') ? from : []));
    const [p = '', q = ''] = [...new Set(ids)];
    expect(leads(both('one'), p, q, perhaps)).toBe(true);
    const [r = '', s = ''] = [...new Set(stepsOf(both('two')).flatMap(({ from }) => (from.startsWith('inside:') ? from : [])))];
    expect(leads(both('two'), r, s, perhaps)).toBe(false);
  });
});

describe('a change', () => {
  /** How many changes stand for this control in the grounds of all containers. */
  const keysOf = (text: string, control: string): number => {
    const steps = readManifest(text).containers.flatMap((declared) => {
      const container = resolve(declared, defaultEngine('kubernetes'));
      return partOf({ container, changeFor: changesOf(container, phrases) }).steps;
    });
    const changes = steps.flatMap(({ grounds }) => grounds.flatMap(({ change }) => (change?.control === control ? change.key : [])));
    return new Set(changes).size;
  };
  const volume = 'volumes: [{name: v, hostPath: {path: /etc}}]';
  const admin = 'securityContext: {capabilities: {add: [SYS_ADMIN]}}';

  it.each([
    ['is one for a line of the pod', pod('hostPID: true'), 'host-pid', 1],
    ['is one for a line that the pod does not have yet', pod('', admin, admin), 'user-namespace', 1],
    ['is one a container for what the container says', pod('', admin, admin), 'dangerous-capabilities', 2],
    ['is one a container for a volume that each of them mounts', pod(volume, mount, mount), 'host-system-mount', 2],
  ] as const)('%s', (_, text, control, count) => expect(keysOf(text, control)).toBe(count));
});

describe('an engine', () => {
  it('is one for all whose socket it is', () => {
    const text = services('volumes: ["/run/docker.sock:/s"]', 'volumes: ["/var/run/docker.sock:/t"]');
    const orders = stepsOf(text).filter(({ kind }) => kind === 'engine-orders');
    expect(new Set(orders.map(({ from, to }) => `${from} ${to}`))).toEqual(new Set(['shared:socket:/run/docker.sock host']));
  });
});
