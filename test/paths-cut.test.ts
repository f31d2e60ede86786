import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { afterCut, toHost, waysIn } from './support/ways.ts';

type Values = Readonly<Record<string, unknown>>;

/** What is done to a hardened container, in the words of each surface. Absent: that surface has no word for it. */
interface Weakening {
  readonly compose?: (service: Values) => Values;
  readonly pod?: (pod: PodParts) => PodParts;
  readonly run?: readonly string[];
}

interface PodParts {
  readonly spec: Values;
  readonly container: Values;
  readonly security: Values;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const add =
  (key: string, entry: unknown) =>
  (service: Values): Values => ({ ...service, [key]: [...list(service[key]), entry] });
const set =
  (key: string, value: unknown) =>
  (service: Values): Values => ({ ...service, [key]: value });

const secure =
  (key: string, value: unknown) =>
  (pod: PodParts): PodParts => ({ ...pod, security: { ...pod.security, [key]: value } });
const capability =
  (name: string) =>
  (pod: PodParts): PodParts => {
    const capabilities = (pod.security.capabilities ?? {}) as Values;
    return secure('capabilities', { ...capabilities, add: [...list(capabilities.add), name] })(pod);
  };
const podWide =
  (key: string) =>
  (pod: PodParts): PodParts => ({ ...pod, spec: { ...pod.spec, [key]: true } });
const hostPath =
  (path: string, at: string, more: Values = {}) =>
  (pod: PodParts): PodParts => {
    const name = `v${list(pod.spec.volumes).length}`;
    return {
      ...pod,
      spec: { ...pod.spec, volumes: [...list(pod.spec.volumes), { name, hostPath: { path } }] },
      container: { ...pod.container, volumeMounts: [...list(pod.container.volumeMounts), { name, mountPath: at, ...more }] },
    };
  };

const cap = (name: string): Weakening => ({ compose: add('cap_add', name), pod: capability(name), run: ['--cap-add', name] });
const bind = (path: string, at = `/host${path}`): Weakening => ({
  compose: add('volumes', `${path}:${at}`),
  pod: hostPath(path, at),
  run: ['-v', `${path}:${at}`],
});
const device = (path: string): Weakening => ({ compose: add('devices', `${path}:${path}`), run: ['--device', path] });

const weakenings: Readonly<Record<string, Weakening>> = {
  privileged: { compose: set('privileged', true), pod: secure('privileged', true), run: ['--privileged'] },
  CAP_SYS_ADMIN: cap('SYS_ADMIN'),
  CAP_SYS_MODULE: cap('SYS_MODULE'),
  CAP_SYS_RAWIO: cap('SYS_RAWIO'),
  CAP_DAC_READ_SEARCH: cap('DAC_READ_SEARCH'),
  'every capability': cap('ALL'),
  'the socket of Docker': bind('/var/run/docker.sock', '/var/run/docker.sock'),
  'the socket of containerd': bind('/run/containerd/containerd.sock'),
  'the root of the host': bind('/'),
  '/etc': bind('/etc'),
  '/root': bind('/root'),
  '/var/run': bind('/var/run'),
  '/var/lib/docker': bind('/var/lib/docker'),
  '/proc': bind('/proc'),
  '/sys': bind('/sys'),
  '/var/spool/cron': bind('/var/spool/cron'),
  'a disk': device('/dev/sda'),
  'the memory': device('/dev/mem'),
  'the processes of the host': { compose: set('pid', 'host'), pod: podWide('hostPID'), run: ['--pid', 'host'] },
  'the kernel views': { compose: add('security_opt', 'systempaths=unconfined'), run: ['--security-opt', 'systempaths=unconfined'] },
  'shared mounts': {
    compose: add('volumes', '/srv/data:/data:rshared'),
    pod: hostPath('/srv/data', '/data', { mountPropagation: 'Bidirectional' }),
    run: ['-v', '/srv/data:/data:rshared'],
  },
  'no seccomp': {
    compose: add('security_opt', 'seccomp=unconfined'),
    pod: secure('seccompProfile', { type: 'Unconfined' }),
    run: ['--security-opt', 'seccomp=unconfined'],
  },
  'no AppArmor': {
    compose: add('security_opt', 'apparmor=unconfined'),
    pod: secure('appArmorProfile', { type: 'Unconfined' }),
    run: ['--security-opt', 'apparmor=unconfined'],
  },
  'the IPC of the host': { compose: set('ipc', 'host'), pod: podWide('hostIPC'), run: ['--ipc', 'host'] },
};

/** What each of these is worth depends on the user: 0 from the start, or 0 by way of a set-uid program. */
const users = {
  root: { user: '0:0', escalation: false },
  'an ordinary user with set-uid programs': { user: '10001:10001', escalation: true },
} as const;
type User = keyof typeof users;

function composeOf(names: readonly string[], who: User): string | undefined {
  const { user, escalation } = users[who];
  const hardened: Values = {
    image: 'registry.example/app:1',
    user,
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: [`no-new-privileges:${!escalation}`],
  };
  const service = weakened(names, hardened, ({ compose }) => compose);
  return service && stringify({ services: { app: service } });
}

function podOf(names: readonly string[], who: User): string | undefined {
  const { user, escalation } = users[who];
  const hardened: PodParts = {
    spec: { automountServiceAccountToken: false },
    container: { name: 'app', image: 'registry.example/app:1' },
    security: {
      runAsUser: Number(user.split(':')[0]),
      allowPrivilegeEscalation: escalation,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
  const pod = weakened(names, hardened, (one) => one.pod);
  if (pod === undefined) return undefined;
  // The API refuses a privileged container without it.
  const security = pod.security.privileged === true ? { ...pod.security, allowPrivilegeEscalation: true } : pod.security;
  const container = { ...pod.container, securityContext: security };
  return stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec: { ...pod.spec, containers: [container] } });
}

function runOf(names: readonly string[], who: User): string | undefined {
  const { user, escalation } = users[who];
  const hardened = [
    'docker',
    'run',
    '--user',
    user,
    '--read-only',
    '--cap-drop',
    'ALL',
    '--security-opt',
    `no-new-privileges:${!escalation}`,
  ];
  const words = weakened<readonly string[]>(names, hardened, ({ run }) => run && ((before) => [...before, ...run]));
  return words && `#!/bin/sh\n${[...words, 'registry.example/app:1'].join(' ')}\n`;
}

function weakened<T>(names: readonly string[], hardened: T, by: (one: Weakening) => ((before: T) => T) | undefined): T | undefined {
  let now: T | undefined = hardened;
  for (const name of names) {
    const change = by(weakenings[name] ?? {});
    now = change === undefined || now === undefined ? undefined : change(now);
  }
  return now;
}

const singles = Object.keys(weakenings).map((name) => [name]);
const paired = [
  'privileged',
  'CAP_SYS_ADMIN',
  'the socket of Docker',
  '/etc',
  'the processes of the host',
  'no seccomp',
  'no AppArmor',
  'a disk',
];
const pairs = paired.flatMap((first, at) => paired.slice(at + 1).map((second) => [first, second]));

describe.each([
  ['compose.yaml', composeOf],
  ['pod.yaml', podOf],
  ['run.sh', runOf],
] as const)('the cut of %s, written by fix,', (path, textOf) => {
  const cases = (Object.keys(users) as User[]).flatMap((who) =>
    [...singles, ...pairs].flatMap((names): [string, string][] => {
      const text = textOf(names, who);
      return text === undefined ? [] : [[`${names.join(' and ')}, as ${who}`, text]];
    }),
  );

  it.each(cases)('leaves no way to the host: %s', async (_, text) => {
    const before = await waysIn(path, text);
    const { text: after, left } = await afterCut(path, text, before);
    const said = `${text}\n${before.cut.map(({ change }) => `${change.control}: ${change.remedy?.join(', ')}`).join('\n')}\n${left.map(({ finding, because }) => `${finding.control}: ${because}`).join('\n')}\n${after}`;
    expect(toHost(await waysIn(path, after)), said).toEqual([]);
    expect(before.fewest).toBe(true);
  });

  it('asks for no change that can be spared', async () => {
    for (const [name, text] of cases) {
      const before = await waysIn(path, text);
      if (before.cut.length < 2) continue;
      const { text: after } = await afterCut(path, text, { ...before, cut: before.cut.slice(1) });
      expect(toHost(await waysIn(path, after)), name).not.toEqual([]);
    }
  });

  it('has ways to close', async () => {
    const open = await Promise.all(cases.map(async ([, text]) => toHost(await waysIn(path, text)).length > 0));
    expect(open.filter((one) => one).length).toBeGreaterThanOrEqual(40);
  });
});

const stacks: Readonly<Record<string, string>> = {
  'a socket, a privileged sidecar and a shared process namespace': `services:
  proxy: {image: "traefik:v3.1", volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}
  agent: {image: "alpine:3.20", privileged: true, cap_add: [SYS_ADMIN]}
  app: {image: "postgres:16", cap_add: [SYS_PTRACE], pid: "service:agent"}
`,
  'a volume of which another one runs programs': `services:
  web: {image: "nginx:1.27", volumes: ["code:/code"]}
  runner: {image: "alpine:3.20", volumes: ["code:/code", "/:/host"]}
volumes: {code: {}}
`,
  'two that have the same line': `x-all: &all
  image: alpine:3.20
  pid: host
  cap_add: [SYS_PTRACE]
  security_opt: ["apparmor=unconfined"]
services:
  one: {<<: *all}
  two: {<<: *all}
`,
};

describe('the cut of several containers, written by fix,', () => {
  it.each(Object.entries(stacks))('leaves no way to the host: %s', async (_, text) => {
    const before = await waysIn('compose.yaml', text);
    expect(toHost(before)).not.toEqual([]);
    const { text: after, left } = await afterCut('compose.yaml', text, before);
    expect(toHost(await waysIn('compose.yaml', after)), `${after}\n${left.map(({ because }) => because).join('\n')}`).toEqual([]);
  });
});

it.each([
  ['compose.yaml', composeOf],
  ['pod.yaml', podOf],
  ['run.sh', runOf],
] as const)('a hardened container has no way to the host: %s', async (path, textOf) => {
  const text = textOf([], 'root') ?? '';
  expect(toHost(await waysIn(path, text))).toEqual([]);
});
