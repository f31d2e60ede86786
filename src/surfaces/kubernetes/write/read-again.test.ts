import { expect, it } from 'vitest';
import { plain, readManifest } from '../../../../test/support/kubernetes.ts';
import type { Change, Container } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { writer } from './writer.ts';

const worst = `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/web: unconfined
spec:
  hostPID: true
  hostNetwork: true
  hostIPC: true
  securityContext:
    runAsUser: 0
    runAsGroup: 0
    supplementalGroups: [0, 7]
    sysctls: [{name: net.core.somaxconn, value: "1"}, {name: net.ipv4.tcp_syncookies, value: "1"}]
  containers:
    - name: web
      image: nginx
      ports:
        - {containerPort: 8080, hostPort: 80}
      env:
        - {name: TOKEN, value: hunter2}
        - {name: MODE, value: fast}
      securityContext:
        privileged: true
        procMount: Unmasked
        seccompProfile: {type: Unconfined}
        seLinuxOptions: {type: spc_t}
        capabilities:
          add: [SYS_ADMIN, CHOWN]
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: host, mountPath: /host, mountPropagation: Bidirectional}
        - {name: key, mountPath: /key}
    - name: other
      image: nginx
  volumes:
    - {name: tmp, emptyDir: {medium: Memory}}
    - {name: host, persistentVolumeClaim: {claimName: srv}}
    - {name: key, secret: {secretName: key}}
`;

type Plain = { readonly [key: string]: Plain } & unknown;

/** What a change sets, as a path into the model or a look at it, and what stands there afterwards. */
const rows: readonly (readonly [Change, (container: Container) => unknown, unknown])[] = [
  [{ set: 'process.user', to: '10001' }, ({ process }) => process.user, { uid: 10001 }],
  [{ set: 'process.group', to: 10001 }, ({ process }) => process.group, { gid: 10001 }],
  [{ set: 'process.additionalGroups.remove', to: ['0'] }, ({ process }) => process.additionalGroups, [{ gid: 7 }]],
  [{ set: 'process.runAsNonRoot', to: true }, ({ process }) => process.runAsNonRoot, true],
  [
    { set: 'process.capabilities.drop', to: ['ALL'] },
    ({ process }) => process.capabilities,
    { add: ['CAP_SYS_ADMIN', 'CAP_CHOWN'], drop: ['ALL'] },
  ],
  [{ set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] }, ({ process }) => process.capabilities, { add: ['CAP_CHOWN'] }],
  [{ set: 'process.apparmor', to: { profile: 'default' } }, ({ process }) => process.apparmor, { profile: 'default' }],
  [{ set: 'process.selinux', to: { disabled: false } }, ({ process }) => process.selinux, undefined],
  [{ set: 'privileged', to: false }, ({ privileged }) => privileged, false],
  [{ set: 'root.readonly', to: true }, ({ root }) => root.readonly, true],
  [{ set: 'mounts.remove', to: { destination: '/host' } }, ({ mounts }) => mounts.map(({ destination }) => destination), ['/tmp', '/key']],
  [{ set: 'mounts.readonly', to: { destination: '/host' } }, ({ mounts }) => mounts[1]?.readonly, true],
  [{ set: 'mounts.propagation', to: { destination: '/host', propagation: 'rslave' } }, ({ mounts }) => mounts[1]?.propagation, 'rslave'],
  [{ set: 'mounts.options', to: { destination: '/tmp', options: [], size: 2 ** 26 } }, ({ mounts }) => mounts[0]?.size, 2 ** 26],
  [{ set: 'linux.namespaces.pid', to: { mode: 'private' } }, ({ linux }) => linux.namespaces.pid, { mode: 'private' }],
  [{ set: 'linux.namespaces.network', to: { mode: 'private' } }, ({ linux }) => linux.namespaces.network, { mode: 'private' }],
  [{ set: 'linux.namespaces.ipc', to: { mode: 'private' } }, ({ linux }) => linux.namespaces.ipc, { mode: 'private' }],
  [{ set: 'linux.namespaces.user', to: { mode: 'host' } }, ({ linux }) => linux.namespaces.user, { mode: 'host' }],
  [{ set: 'linux.resources.memory.limit', to: 2 ** 29 }, ({ linux }) => linux.resources.memory?.limit, 2 ** 29],
  [{ set: 'linux.resources.cpu.limit', to: 0.5 }, ({ linux }) => linux.resources.cpu?.quota, 50_000],
  [{ set: 'linux.seccomp', to: { profile: 'default' } }, ({ linux }) => linux.seccomp, { profile: 'default' }],
  [{ set: 'linux.maskedPaths', to: 'default' }, ({ linux }) => linux.maskedPaths, undefined],
  [
    { set: 'linux.sysctl.remove', to: { name: 'net.core.somaxconn' } },
    ({ linux }) => linux.sysctl.map(({ name }) => name),
    ['net.ipv4.tcp_syncookies'],
  ],
  [{ set: 'ports.hostIp', to: { container: '8080', host: '80', ip: '127.0.0.1' } }, ({ ports }) => ports[0]?.hostIp, '127.0.0.1'],
  [
    { set: 'process.env.secret', to: { name: 'TOKEN' } },
    ({ process }) => process.env,
    [
      { name: 'TOKEN', from: 'secret' },
      { name: 'MODE', value: 'fast' },
    ],
  ],
  [{ set: 'secrets.mode', to: { name: 'key', mode: 0o440 } }, ({ secrets }) => secrets[0]?.mode, 0o440],
  [{ set: 'serviceAccountToken', to: false }, ({ serviceAccountToken }) => serviceAccountToken, false],
  [{ set: 'image.reference', to: 'nginx:1.27' }, ({ image }) => image.reference, 'nginx:1.27'],
  [{ set: 'healthcheck', to: true }, ({ healthcheck }) => healthcheck, { disabled: false, test: ['tcpSocket'] }],
];

/** Paths into the plain view whose values differ; a list is one value. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (!isMap(a) || !isMap(b)) return [path];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences(a[key], b[key], `${path}/${key}`));
}

const isMap = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The container without what says the same once more in the author's words. */
function view(container: Container): unknown {
  const { pod: _, written: __, policies: ___, ...own } = container;
  return plain(own);
}

const first = (text: string): Container => readManifest(text).containers[0] as Container;

it.each(rows.map(([change, ...rest]) => [change.set, change, ...rest] as const))(
  '%s is read again as it was written, and nothing else changed',
  (_, change, pick, expected) => {
    const before = first(worst);
    const { edits, refused } = writer.write(before, [change], { env: {}, load: () => undefined });
    expect(refused).toEqual([]);
    const text = applyEdits(before.origin.source, edits);
    const after = first(text);
    expect(readManifest(text).problems).toEqual([]);
    expect(plain(pick(after))).toEqual(expected);
    const changed = differences(view(before), view(after));
    expect(new Set(changed.map((path) => path.split('/')[1])).size, changed.join()).toBe(1);
    const line = (one: string): string[] => one.split('\n');
    expect(line(worst).filter((one) => !line(text).includes(one)).length).toBeLessThan(4);
  },
);
