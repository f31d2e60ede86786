import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asker } from '../check/ask.ts';
import type { Ground } from './ground.ts';
import { lookOver } from './look.ts';

const options = { profile: 'recommended', all: false, views: false } as const;

type Files = Readonly<Record<string, string>>;

/** A folder of files; what is beside the declarations is found by its path. */
function groundOf(files: Files): Ground {
  return {
    name: 'x',
    kind: 'folder',
    files: Object.keys(files)
      .filter((path) => /compose|pod|policy|\.container$/.test(path))
      .map((path) => ({ path, key: path, named: false, text: () => files[path] ?? '' })),
    given: [],
    context: () => ({
      env: {},
      load(path) {
        const plain = posix.normalize(path);
        const text = files[plain];
        return text === undefined ? undefined : { path: plain, text };
      },
      list: (folder) =>
        Object.keys(files)
          .filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder.length + 1)),
    }),
    keyOf: (path) => path,
    render: async (rest) => ({ renderings: [], rest }),
    problems: [],
    passedOver: [],
  };
}

/** By name: are its containers looked at once for both sides? */
async function sharedOf(base: Files, head: Files): Promise<Record<string, boolean>> {
  const looks = await lookOver({ base: groundOf(base), head: groundOf(head) }, asker(options), options);
  const before = new Set<object>(looks.base.containers);
  return Object.fromEntries(looks.head.containers.map((one) => [one.container.name, before.has(one)]));
}

const service = (line: string): string => `services:\n  web:\n    image: x:1\n    ${line}\n`;
const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [{ name: c, image: "x:1" }] }\n';
const policy = (types: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: shop }\nspec: { podSelector: {}, policyTypes: [${types}] }\n`;

/** What a text reads besides itself, and another text there that changes what it means. */
const beside: Readonly<Record<string, readonly [text: Files, other: Files]>> = {
  extends: [
    { 'compose.yaml': service('extends: { file: base.yaml, service: web }'), 'base.yaml': service('read_only: true') },
    { 'base.yaml': service('read_only: false') },
  ],
  env_file: [{ 'compose.yaml': service('env_file: [app.env]'), 'app.env': 'A=1\n' }, { 'app.env': 'A=2\n' }],
  '.env': [{ 'compose.yaml': service('user: "${WHO}"'), '.env': 'WHO=1000\n' }, { '.env': 'WHO=0\n' }],
  override: [{ 'compose.yaml': service('tty: true') }, { 'compose.override.yaml': service('privileged: true') }],
  Containerfile: [{ 'compose.yaml': 'services:\n  web:\n    build: .\n', Dockerfile: 'FROM x\nUSER 1\n' }, { Dockerfile: 'FROM x\n' }],
  'seccomp profile': [
    { 'compose.yaml': service('security_opt: ["seccomp=p.json"]'), 'p.json': '{"defaultAction":"SCMP_ACT_ERRNO"}' },
    { 'p.json': '{"defaultAction":"SCMP_ACT_ALLOW"}' },
  ],
  'drop-in': [{ 'web.container': '[Container]\nImage=x:1\n' }, { 'web.container.d/10-user.conf': '[Container]\nUser=0\n' }],
  'network policy': [{ 'pod.yaml': pod, 'policy.yaml': policy('Ingress') }, { 'policy.yaml': policy('Egress') }],
};

describe('what is the same on both sides is looked at once', () => {
  it.each(Object.entries(beside))('%s', async (_name, [files, other]) => {
    const names = Object.values(await sharedOf(files, files));
    expect(names.length).toBeGreaterThan(0);
    expect(names.every(Boolean)).toBe(true);
    expect(Object.values(await sharedOf(files, { ...files, ...other }))).toContain(false);
    expect(Object.values(await sharedOf({ ...files, ...other }, files))).toContain(false);
  });

  it('and what stands beside it is looked at on each', async () => {
    const files = { 'compose.yaml': service('tty: true'), 'b/compose.yaml': 'services:\n  db:\n    image: y:1\n' };
    const other = { ...files, 'b/compose.yaml': 'services:\n  db:\n    image: y:2\n' };
    expect(await sharedOf(files, other)).toEqual({ web: true, db: false });
  });

  it('a policy is nothing to what is no pod', async () => {
    const files = { 'compose.yaml': service('tty: true'), 'pod.yaml': pod, 'policy.yaml': policy('Ingress') };
    expect(await sharedOf(files, { ...files, 'policy.yaml': policy('Egress') })).toMatchObject({ web: true, 'Pod/web/c': false });
  });
});
