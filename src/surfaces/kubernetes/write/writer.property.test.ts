import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { plain } from '../../../../test/support/kubernetes.ts';
import type { Change, Container, Source } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { reader } from '../read.ts';
import { writer } from './writer.ts';

const context = { env: {}, load: () => undefined };

type Json = string | number | boolean | Json[] | { [key: string]: Json };
type Map = { [key: string]: Json };

/** What the lines look like, number by number: flow or block, comments, empty lines. */
function printer(dice: readonly number[]) {
  let [thrown, comments] = [0, 0];
  const roll = (sides: number): number => (dice[thrown++ % dice.length] ?? 0) % sides;
  const comment = (): string => `# comment ${comments++}.`;
  const scalar = (value: string | number | boolean): string =>
    typeof value !== 'string'
      ? String(value)
      : /^[a-z][a-z0-9:./-]*$/.test(value) && !/^(?:true|yes|on|n|y)$/.test(value)
        ? value
        : JSON.stringify(value);
  const flow = (value: Json): string => {
    if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
    if (typeof value !== 'object') return scalar(value);
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flow(inner)}`)
      .join(', ')}}`;
  };
  const behind = (value: Json, indent: number): string => {
    if (typeof value !== 'object') return ` ${scalar(value)}${roll(5) === 0 ? ` ${comment()}` : ''}`;
    if (Object.keys(value).length === 0 || roll(4) === 0) return ` ${flow(value)}`;
    return `\n${block(value, indent + (Array.isArray(value) && roll(2) === 0 ? 0 : 2))}`;
  };
  const block = (value: Json, indent: number): string => {
    const space = ' '.repeat(indent);
    if (Array.isArray(value))
      return value
        .map(
          (item) =>
            `${roll(6) === 0 ? `${space}${comment()}\n` : ''}${space}- ${typeof item === 'object' && roll(3) > 0 ? block(item, indent + 2).replace(/^(?: *#[^\n]*\n)*\s*/, '') : flow(item)}`,
        )
        .join('\n');
    return Object.entries(value as Map)
      .map(
        ([key, inner]) => `${roll(7) === 0 ? `${space}${comment()}\n` : roll(9) === 0 ? '\n' : ''}${space}${key}:${behind(inner, indent)}`,
      )
      .join('\n');
  };
  return (value: Json): string => block(value, 0);
}

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const defined = (value: Record<string, Json | undefined>): Map =>
  Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined));

const security = fc
  .record({
    runAsUser: optional(fc.constantFrom(0, 1000)),
    privileged: optional(fc.constant(false)),
    capabilities: optional(
      fc.constantFrom<Map>({ add: ['CHOWN'] }, { drop: ['CHOWN'] }, { add: ['SYS_ADMIN', 'CHOWN'], drop: ['CHOWN', 'KILL'] }),
    ),
    seccompProfile: optional(fc.constantFrom<Map>({ type: 'Unconfined' }, { type: 'RuntimeDefault' })),
    readOnlyRootFilesystem: optional(fc.boolean()),
  })
  .map(defined);
const container = fc
  .record({
    securityContext: optional(security),
    resources: optional(fc.constantFrom<Map>({}, { limits: { cpu: '1' } }, { requests: { memory: '64Mi' }, limits: { memory: '0' } })),
    env: optional(
      fc.constant<Json>([
        { name: 'TOKEN', value: 'hunter2' },
        { name: 'A', value: 'b' },
      ]),
    ),
    ports: optional(fc.constantFrom<Json>([{ containerPort: 80 }], [{ containerPort: 80, hostPort: 80 }, { containerPort: 81 }])),
    volumeMounts: optional(
      fc.constantFrom<Json>(
        [{ name: 'data', mountPath: '/data' }],
        [
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'data', mountPath: '/data' },
        ],
      ),
    ),
  })
  .map(defined);
const spec = fc
  .record({
    hostPID: optional(fc.boolean()),
    hostname: optional(fc.constant('web')),
    first: security,
    containers: fc.array(container, { minLength: 1, maxLength: 3 }),
  })
  .map(({ first, containers, ...rest }): Map => {
    const { capabilities: _, privileged: __, readOnlyRootFilesystem: ___, ...own } = first;
    return {
      ...defined(rest),
      ...(Object.keys(own).length > 0 && { securityContext: own }),
      containers: containers.map((one, index) => ({ name: `c${index}`, image: 'a:1', ...one })),
      volumes: [
        { name: 'tmp', emptyDir: { medium: 'Memory' } },
        { name: 'data', persistentVolumeClaim: { claimName: 'srv' } },
      ],
    };
  });

type Act = (own: Map, pod: Map) => void;
function at(map: Map, ...keys: readonly string[]): Map {
  let inner = map;
  for (const key of keys) {
    inner[key] ??= {};
    inner = inner[key] as Map;
  }
  return inner;
}
const inherited = (own: Map, pod: Map, key: string): Map =>
  (own.securityContext as Map | undefined)?.[key] === undefined && (pod.securityContext as Map | undefined)?.[key] !== undefined
    ? at(pod, 'securityContext')
    : at(own, 'securityContext');
const without = (map: Map, ...keys: readonly string[]): void => {
  const [key = '', ...more] = keys;
  if (more.length > 0) without(map[key] as Map, ...more);
  if (more.length === 0 || Object.keys(map[key] as Map).length === 0) delete map[key];
};

/** Each change, and what it is on plain data. Undefined: it has nothing to change there. */
const changes: readonly (readonly [Change, Act, ((own: Map, pod: Map) => boolean)?])[] = [
  [
    { set: 'root.readonly', to: true },
    (own) => {
      at(own, 'securityContext').readOnlyRootFilesystem = true;
    },
  ],
  [
    { set: 'process.noNewPrivileges', to: true },
    (own) => {
      at(own, 'securityContext').allowPrivilegeEscalation = false;
    },
  ],
  [
    { set: 'linux.seccomp', to: { profile: 'default' } },
    (own, pod) => {
      at(inherited(own, pod, 'seccompProfile'), 'seccompProfile').type = 'RuntimeDefault';
    },
  ],
  [
    { set: 'process.user', to: '10001' },
    (own, pod) => {
      inherited(own, pod, 'runAsUser').runAsUser = 10001;
    },
  ],
  [
    { set: 'serviceAccountToken', to: false },
    (_, pod) => {
      pod.automountServiceAccountToken = false;
    },
  ],
  [
    { set: 'linux.namespaces.pid', to: { mode: 'private' } },
    (_, pod) => {
      pod.hostPID = false;
    },
    (_, pod) => pod.hostPID !== undefined,
  ],
  [
    { set: 'linux.resources.memory.limit', to: 2 ** 29 },
    (own) => {
      at(own, 'resources', 'limits').memory = '512Mi';
    },
  ],
  [
    { set: 'process.capabilities.drop', to: ['CAP_NET_RAW'] },
    (own) => {
      const map = at(own, 'securityContext', 'capabilities');
      map.drop = [...((map.drop as Json[] | undefined) ?? []), 'NET_RAW'];
    },
  ],
  [
    { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] },
    (own) => {
      at(own, 'securityContext', 'capabilities').add = ['CHOWN'];
    },
    (own) => JSON.stringify(own).includes('SYS_ADMIN'),
  ],
  [
    { set: 'process.env.secret', to: { name: 'TOKEN' } },
    (own) => {
      (own.env as Json[])[0] = { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'web', key: 'TOKEN' } } };
    },
    (own) => own.env !== undefined,
  ],
  [
    { set: 'process.env.secret', to: { name: 'TOKEN', file: { variable: 'TOKEN_FILE', gid: 7, late: true } } },
    (own, pod) => {
      (own.env as Json[])[0] = { name: 'TOKEN_FILE', value: '/run/secrets/web/TOKEN' };
      own.volumeMounts = [
        ...((own.volumeMounts as Json[] | undefined) ?? []),
        { name: 'web-secret', mountPath: '/run/secrets/web', readOnly: true },
      ];
      (pod.volumes as Json[]).push({ name: 'web-secret', secret: { secretName: 'web', defaultMode: 0o440 } });
      at(pod, 'securityContext').fsGroup = 7;
    },
    (own) => own.env !== undefined,
  ],
  [{ set: 'pod.fsGroup', to: 7 }, (_, pod) => Object.assign(at(pod, 'securityContext'), { fsGroup: 7 })],
  [
    { set: 'ports.hostPort.remove', to: { container: '80' } },
    (own) => {
      delete ((own.ports as Map[])[0] as Map).hostPort;
    },
    (own) => JSON.stringify(own.ports ?? []).includes('hostPort'),
  ],
  [
    { set: 'mounts.remove', to: { destination: '/data' } },
    (own, pod) => {
      own.volumeMounts = (own.volumeMounts as Map[]).filter((mount) => mount.name !== 'data');
      if ((own.volumeMounts as Json[]).length === 0) without(own, 'volumeMounts');
      if (!JSON.stringify(pod.containers).includes('/data')) pod.volumes = [(pod.volumes as Json[])[0] as Json];
    },
    (own) => own.volumeMounts !== undefined,
  ],
  [
    { set: 'mounts.options', to: { destination: '/tmp', options: [], size: 2 ** 26 } },
    (_, pod) => {
      at((pod.volumes as Map[])[0] as Map, 'emptyDir').sizeLimit = '64Mi';
    },
    (own) => JSON.stringify(own.volumeMounts ?? []).includes('/tmp'),
  ],
  [
    { set: 'mounts.writable', to: [{ destination: '/new/a', size: 2 ** 26 }, { destination: '/new/b' }] },
    (own, pod) => {
      const mounts = [
        { name: 'new-a', mountPath: '/new/a' },
        { name: 'new-b', mountPath: '/new/b' },
      ];
      own.volumeMounts = [...((own.volumeMounts as Json[] | undefined) ?? []), ...mounts];
      (pod.volumes as Json[]).push({ name: 'new-a', emptyDir: { sizeLimit: '64Mi' } }, { name: 'new-b', emptyDir: {} });
    },
  ],
  [
    { set: 'linux.sysctl.set', to: { name: 'net.a', value: '0' } },
    (_, pod) => {
      at(pod, 'securityContext').sysctls = [{ name: 'net.a', value: '0' }];
    },
    (_, pod) => pod.hostNetwork !== true,
  ],
];

const kinds = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
} as const;

const objectOf = (kind: keyof typeof kinds, pod: Map): Map => {
  const [first = '', ...more] = kinds[kind];
  const inner = [...more].reverse().reduce<Json>((value, key) => ({ [key]: value }), pod);
  return { apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1', kind, metadata: { name: 'web' }, [first]: inner };
};

const commentsIn = (text: string): string[] => text.match(/# comment \d+\./g) ?? [];
// As Kubernetes reads it: 0440 is octal.
const parsed = (text: string): unknown[] => parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as unknown);
const others = (containers: readonly Container[], gone: string) =>
  containers.filter(({ id }) => id !== gone).map(({ pod: _, written: __, ...own }) => plain(own));

it.each(['\n', '\r\n'])('a change of a manifest is what it says and nothing else (line end %j)', (lineEnd) => {
  let done = 0;
  fc.assert(
    fc.property(
      spec,
      fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
      fc.constantFrom(...changes),
      fc.nat(2),
      fc.array(fc.nat(1000), { minLength: 40, maxLength: 80 }),
      (pod, kind, [change, act, applies], pick, dice) => {
        const containers = pod.containers as Map[];
        const index = pick % containers.length;
        const own = containers[index] as Map;
        fc.pre(applies?.(own, pod) !== false);
        const print = printer(dice);
        const other: Map = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' } };
        const written = `# first\n${print(other)}\n---\n${print(objectOf(kind, pod))}\n# last\n---\n${print(other)}\n`;
        const source: Source = { path: 'web.yaml', text: written.replaceAll('\n', lineEnd) };
        const before = reader.read(source, context);
        expect(before.problems, source.text).toEqual([]);
        const declared = before.containers[index] as Container;
        const { edits, refused } = writer.write(declared, [change], context);
        if (edits.length === 0) {
          expect(
            refused.map(({ because }) => because),
            source.text,
          ).toEqual([expect.stringMatching(/over several lines|taken apart|text block/)]);
          return;
        }
        const text = applyEdits(source, edits);
        const shown = `${JSON.stringify(change)} of c${index}\n${source.text}\n=====\n${text}`;
        const expected = JSON.parse(JSON.stringify(pod)) as Map;
        act((expected.containers as Map[])[index] as Map, expected);
        expect(parsed(text), shown).toEqual([other, objectOf(kind, expected), other]);
        const after = reader.read({ path: 'web.yaml', text }, context);
        expect(after.problems, shown).toEqual([]);
        // What a pod says for all its containers may be theirs too.
        if (JSON.stringify({ ...expected, containers: 0 }) === JSON.stringify({ ...pod, containers: 0 }))
          expect(others(after.containers, declared.id), shown).toEqual(others(before.containers, declared.id));
        const kept = commentsIn(text);
        for (const comment of commentsIn(source.text))
          if (!kept.includes(comment)) expect(source.text, shown).not.toMatch(new RegExp(`^ *${comment}`, 'm'));
        if (change.set !== 'mounts.remove')
          expect(commentsIn(source.text).filter((comment) => !kept.includes(comment)).length, shown).toBeLessThanOrEqual(1);
        if (lineEnd === '\r\n') expect(text.replaceAll('\r\n', '')).not.toContain('\n');
        done++;
      },
    ),
    { numRuns: 300 },
  );
  expect(done).toBeGreaterThan(200);
});
