import { describe, expect, it } from 'vitest';
import { controls } from '../src/controls/index.ts';
import { defaultEngine, resolve } from '../src/engines/index.ts';
import { judge } from '../src/judge.ts';
import type { Outcome, SurfaceId } from '../src/model/index.ts';
import { surfaces } from '../src/surfaces/index.ts';
import { outcomeOf } from './support/table.ts';

/** One container, said five ways. Each key is a line that the way adds to its bare form. */
interface Ways {
  readonly compose: string;
  readonly pod: { readonly container?: string; readonly spec?: string };
  readonly flags: string;
  /** Keys of [Container]. */
  readonly quadlet: string;
}

type Way = 'compose' | 'kubernetes' | 'docker' | 'podman' | 'quadlet';

const indented = (text: string, by: number): string =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${' '.repeat(by)}${line}\n`)
    .join('');

const image = 'registry.example.com/web:1.0';

const texts = ({ compose, pod, flags, quadlet }: Ways): Record<Way, [SurfaceId, string]> => ({
  compose: ['compose', `services:\n  web:\n    image: ${image}\n${indented(compose, 4)}`],
  kubernetes: [
    'kubernetes',
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${indented(pod.spec ?? '', 2)}  containers:\n    - name: web\n      image: ${image}\n${indented(pod.container ?? '', 6)}`,
  ],
  docker: ['run-command', `docker run ${flags} ${image}`],
  podman: ['run-command', `podman run ${flags} ${image}`],
  quadlet: ['quadlet', `[Container]\nImage=${image}\n${quadlet}\n`],
});

const paths: Partial<Record<SurfaceId, string>> = { 'run-command': 'command line', quadlet: 'web.container' };

async function verdicts([id, text]: readonly [SurfaceId, string]): Promise<Record<string, Outcome>> {
  const surface = surfaces.find((candidate) => candidate.id === id);
  if (surface === undefined) throw new Error(`no surface ${id}`);
  const reader = await surface.load();
  const path = paths[id] ?? 'compose.yaml';
  const { containers, problems } = reader.read({ path, text }, { load: () => undefined, env: {} });
  expect(problems).toEqual([]);
  const [container] = containers;
  if (container === undefined) throw new Error(`${id} read nothing from ${text}`);
  const judgements = judge(resolve(container, defaultEngine(container.engine)), controls);
  const ids = [...new Set(judgements.map(({ control }) => control.id))];
  return Object.fromEntries(
    ids.map((control) => [control, outcomeOf(judgements.filter((one) => one.control.id === control).map(({ verdict }) => verdict))]),
  );
}

const bare: Ways = { compose: '', pod: {}, flags: '', quadlet: '' };

const hardened: Ways = {
  compose:
    'user: "10001:10001"\ncap_drop: [ALL]\nsecurity_opt: ["no-new-privileges:true"]\nread_only: true\nmem_limit: 256m\npids_limit: 100\ncpus: 0.5',
  pod: {
    spec: 'automountServiceAccountToken: false',
    container:
      'securityContext:\n  runAsUser: 10001\n  runAsGroup: 10001\n  runAsNonRoot: true\n  allowPrivilegeEscalation: false\n  readOnlyRootFilesystem: true\n  seccompProfile: {type: RuntimeDefault}\n  capabilities: {drop: [ALL]}\nresources:\n  limits: {memory: 256Mi, cpu: 500m}',
  },
  flags: '--user 10001:10001 --cap-drop ALL --security-opt no-new-privileges --read-only --memory 256m --pids-limit 100 --cpus 0.5',
  quadlet:
    'User=10001\nGroup=10001\nDropCapability=ALL\nNoNewPrivileges=true\nReadOnly=true\nMemory=256m\nPidsLimit=100\nPodmanArgs=--cpus 0.5',
};

const same = (outcome: Outcome) => ({ compose: outcome, kubernetes: outcome, docker: outcome, podman: outcome, quadlet: outcome });
type Row = readonly [control: string, ways: Ways, expected: Record<Way, Outcome>, why?: string];

/** What the five say of the bare container: where a line differs, the engines' defaults differ. */
const ofBare: Row[] = [
  [
    'non-root-user',
    bare,
    { ...same('unknown'), kubernetes: 'broken' },
    'only Kubernetes has a measure that could refuse root whatever the image says',
  ],
  ['privileged', bare, same('held')],
  ['capabilities-dropped', bare, same('broken')],
  ['dangerous-capabilities', bare, same('held')],
  ['net-raw', bare, { ...same('broken'), podman: 'held', quadlet: 'held' }, 'NET_RAW is not among the capabilities that Podman gives'],
  ['no-new-privileges', bare, same('broken')],
  ['seccomp', bare, { ...same('held'), kubernetes: 'broken' }, 'Unconfined unless the pod or the kubelet says otherwise'],
  ['masked-paths', bare, same('held')],
  ['host-pid', bare, same('held')],
  ['host-network', bare, same('held')],
  ['host-ipc', bare, same('held')],
  ['engine-socket', bare, same('held')],
  ['host-system-mount', bare, same('held')],
  ['read-only-root', bare, same('broken')],
  ['memory-limit', bare, same('broken')],
  [
    'pids-limit',
    bare,
    { compose: 'broken', docker: 'broken', podman: 'held', quadlet: 'held', kubernetes: 'inapplicable' },
    'Podman: 2048; Kubernetes: the kubelet decides',
  ],
  ['cpu-limit', bare, same('broken')],
  [
    'default-bridge',
    bare,
    { compose: 'held', docker: 'broken', podman: 'inapplicable', quadlet: 'inapplicable', kubernetes: 'inapplicable' },
    "Compose makes a network for each project; the default bridge is Docker's alone",
  ],
  ['service-account-token', bare, { ...same('inapplicable'), kubernetes: 'broken' }, 'only Kubernetes has service accounts'],
  ['image-pinned', bare, same('broken')],
];

const ofHardened: Row[] = [
  ...[
    'non-root-user',
    'privileged',
    'capabilities-dropped',
    'dangerous-capabilities',
    'net-raw',
    'no-new-privileges',
    'seccomp',
    'read-only-root',
    'memory-limit',
    'cpu-limit',
  ].map((control): Row => [control, hardened, same('held')]),
  ['pids-limit', hardened, { ...same('held'), kubernetes: 'inapplicable' }],
  ['service-account-token', hardened, { ...same('inapplicable'), kubernetes: 'held' }],
];

const security = (line: string): { container: string } => ({ container: `securityContext:\n  ${line}` });
const mounted = (path: string, readonly = false): Ways => ({
  compose: `volumes: ["${path}:${path}${readonly ? ':ro' : ''}"]`,
  pod: {
    spec: `volumes:\n  - name: v\n    hostPath: {path: ${path}}`,
    container: `volumeMounts:\n  - {name: v, mountPath: ${path}${readonly ? ', readOnly: true' : ''}}`,
  },
  flags: `-v ${path}:${path}${readonly ? ':ro' : ''}`,
  quadlet: `Volume=${path}:${path}${readonly ? ':ro' : ''}`,
});

/** One weakening each: every way of saying it is caught. */
const ofWeakened: Row[] = [
  [
    'privileged',
    { compose: 'privileged: true', pod: security('privileged: true'), flags: '--privileged', quadlet: 'PodmanArgs=--privileged' },
    same('broken'),
  ],
  [
    'seccomp',
    {
      compose: 'security_opt: ["seccomp:unconfined"]',
      pod: security('seccompProfile: {type: Unconfined}'),
      flags: '--security-opt seccomp=unconfined',
      quadlet: 'SeccompProfile=unconfined',
    },
    same('broken'),
  ],
  [
    'apparmor',
    {
      compose: 'security_opt: ["apparmor:unconfined"]',
      pod: security('appArmorProfile: {type: Unconfined}'),
      flags: '--security-opt apparmor=unconfined',
      quadlet: 'AppArmor=unconfined',
    },
    same('broken'),
  ],
  [
    'dangerous-capabilities',
    {
      compose: 'cap_add: [SYS_ADMIN]',
      pod: security('capabilities: {add: [SYS_ADMIN]}'),
      flags: '--cap-add SYS_ADMIN',
      quadlet: 'AddCapability=SYS_ADMIN',
    },
    same('broken'),
  ],
  ['non-root-user', { compose: 'user: "0"', pod: security('runAsUser: 0'), flags: '--user 0', quadlet: 'User=0' }, same('broken')],
  [
    'host-pid',
    { compose: 'pid: host', pod: { spec: 'hostPID: true' }, flags: '--pid host', quadlet: 'PodmanArgs=--pid host' },
    same('broken'),
  ],
  [
    'host-network',
    { compose: 'network_mode: host', pod: { spec: 'hostNetwork: true' }, flags: '--network host', quadlet: 'Network=host' },
    same('broken'),
  ],
  [
    'host-ipc',
    { compose: 'ipc: host', pod: { spec: 'hostIPC: true' }, flags: '--ipc host', quadlet: 'PodmanArgs=--ipc=host' },
    same('broken'),
  ],
  [
    'secret-in-environment',
    {
      compose: 'environment: {DB_PASSWORD: K4ngaroo}',
      pod: { container: 'env:\n  - {name: DB_PASSWORD, value: K4ngaroo}' },
      flags: '--env DB_PASSWORD=K4ngaroo',
      quadlet: 'Environment=DB_PASSWORD=K4ngaroo',
    },
    same('broken'),
  ],
  [
    'published-address',
    {
      compose: 'ports: ["5432:5432"]',
      pod: { container: 'ports: [{containerPort: 5432, hostPort: 5432}]' },
      flags: '-p 5432:5432',
      quadlet: 'PublishPort=5432:5432',
    },
    { ...same('broken'), kubernetes: 'inapplicable' },
    'host-port judges those of a node',
  ],
  [
    'host-port',
    {
      compose: 'ports: ["5432:5432"]',
      pod: { container: 'ports: [{containerPort: 5432, hostPort: 5432}]' },
      flags: '-p 5432:5432',
      quadlet: 'PublishPort=5432:5432',
    },
    { ...same('inapplicable'), kubernetes: 'broken' },
    'only a pod has ports of its node',
  ],
  ['engine-socket', mounted('/var/run/docker.sock'), same('broken')],
  ['engine-socket', mounted('/run/containerd/containerd.sock', true), same('broken')],
  ['host-system-mount', mounted('/'), same('broken')],
  ['host-system-mount', mounted('/etc', true), same('broken')],
];

const suites: readonly (readonly [string, readonly Row[]])[] = [
  ['a bare container', ofBare],
  ['a hardened container', ofHardened],
  ['one weakening', ofWeakened],
];

for (const [name, rows] of suites) {
  describe(`${name} is judged alike, however it is declared`, () => {
    for (const [control, ways, expected, why] of rows) {
      it(`${control} ${ways.flags}${why === undefined ? '' : `: ${why}`}`, async () => {
        const seen: Record<string, Outcome | undefined> = {};
        for (const [way, text] of Object.entries(texts(ways))) seen[way] = (await verdicts(text))[control];
        expect(seen).toEqual(expected);
      });
    }
  });
}

/** Compose makes a network for each project; docker run makes none. */
const apart = ['default-bridge'];

it('says the same of compose and docker run for every control but those of what Compose makes', async () => {
  for (const ways of [bare, hardened, ...ofWeakened.map(([, weakened]) => weakened)]) {
    const { compose, docker } = texts(ways);
    const [ofCompose, ofDocker] = [await verdicts(compose), await verdicts(docker)];
    const alike = (seen: Record<string, Outcome>) => Object.entries(seen).filter(([id]) => !apart.includes(id));
    expect(alike(ofCompose)).toEqual(alike(ofDocker));
  }
});

it('says the same of a Quadlet unit and podman run for every control', async () => {
  for (const ways of [bare, hardened, ...ofWeakened.map(([, weakened]) => weakened)]) {
    const { podman, quadlet } = texts(ways);
    expect(await verdicts(quadlet)).toEqual(await verdicts(podman));
  }
});
