import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineArchive } from '../../src/commands/check/examine/archive.ts';
import { examine } from '../../src/commands/check/examine/examine.ts';
import { examineLive } from '../../src/commands/check/examine/live.ts';
import { questionOf } from '../../src/commands/check/question.ts';
import { give } from '../../src/commands/given.ts';
import type { RunningEngine } from '../../src/engines/running/index.ts';
import type { Finding, Outcome } from '../../src/model/index.ts';
import { image, type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';

/**
 * What engines that run say of their containers, against the same flags as declared: for each control the same verdict. A difference is
 * a drift that is listed here with its reason, or a mistake of ours.
 */
type Kind = 'docker' | 'podman';

const why: Record<Kind, string | undefined> = { docker: whyNoDocker(), podman: whyNoPodman() };
const start: Record<Kind, () => Promise<LiveEngine>> = { docker: startDocker, podman: startPodman };
const mustRun = process.env.CI === 'true' && process.getuid?.() === 0 && existsSync('/etc/debian_version');

it.runIf(mustRun)('the engines are there where scripts/install-engines installs them', () => {
  expect(why).toEqual({ docker: undefined, podman: undefined });
});

/** Flags that both engines take. */
const both: readonly string[] = [
  '',
  '--user 1000:1000',
  '--user app',
  '--cap-drop ALL',
  '--cap-drop ALL --cap-add NET_BIND_SERVICE --cap-add CHOWN',
  '--cap-add SYS_ADMIN --cap-drop NET_RAW',
  '--cap-add NET_ADMIN --user 1000',
  '--security-opt no-new-privileges',
  '--security-opt seccomp=unconfined',
  '--security-opt apparmor=unconfined --security-opt label=disable',
  '--security-opt systempaths=unconfined',
  '--read-only',
  '--read-only --tmpfs /tmp:size=16m,noexec --tmpfs /var/cache',
  '--memory 64m --cpus 0.5 --pids-limit 50',
  '--pids-limit -1 --memory 64m --memory-swap -1',
  '--cpu-shares 512 --blkio-weight 300 --oom-score-adj -500',
  '--ulimit nofile=100:200 --ulimit nproc=50',
  '--network host',
  '--network none',
  '--pid host',
  '--ipc host --pid host',
  '--ipc none',
  '--uts host',
  '--privileged',
  '--volume /etc:/host-etc:ro --volume /usr:/host-usr',
  '--volume data:/data --mount type=bind,source=/var/log,target=/logs,readonly',
  '--mount type=bind,source=/srv,target=/srv,bind-propagation=rshared',
  '--mount type=tmpfs,destination=/scratch,tmpfs-size=1048576',
  '--publish 127.0.0.1:8080:80 --publish 5432:5432',
  '--env DB_PASSWORD=K4ngaroo99 --env MODE=fast',
  '--device /dev/null:/dev/other:rw',
  '--sysctl net.ipv4.ip_forward=1',
  '--shm-size 512m',
  '--health-cmd true',
  '--group-add 5',
  '--user 10001:10001 --cap-drop ALL --security-opt no-new-privileges --read-only --memory 256m --pids-limit 100 --cpus 0.5 --network none',
];
const only: Record<Kind, readonly string[]> = {
  docker: ['--oom-kill-disable --memory 64m', '--device-cgroup-rule "c 189:* rwm"'],
  podman: ['--security-opt unmask=/proc/kcore', '--security-opt mask=/proc/cpuinfo', '--uidmap 0:100000:2000 --user 5000'],
};

/** Verdicts that rest on the machine, which no declaration knows. */
const drifts: readonly { readonly control: string; readonly declared: Outcome; readonly live: Outcome; readonly because: string }[] = [
  { control: 'host-cgroup-namespace', declared: 'held', live: 'broken', because: 'with cgroup v1 both engines take the host’s by default' },
  { control: 'resolvable-user', declared: 'inapplicable', live: 'held', because: 'the engine knows the user of the image' },
  {
    control: 'io-limit',
    declared: 'held',
    live: 'broken',
    because: 'the kernel has no weights for block devices: the engine drops the setting',
  },
  { control: 'apparmor', declared: 'held', live: 'inapplicable', because: 'the host runs no AppArmor' },
];

describe.each(['docker', 'podman'] as const)('%s', (kind) => {
  describe.skipIf(why[kind] !== undefined)(why[kind] === undefined ? 'runs' : `skipped: ${why[kind]}`, () => {
    let engine: LiveEngine;
    let count = 0;
    let running: RunningEngine | undefined;
    beforeAll(async () => {
      engine = await start[kind]();
      process.env[kind === 'docker' ? 'DOCKER_HOST' : 'CONTAINER_HOST'] = engine.url;
    }, 60_000);
    afterAll(async () => {
      delete process.env[kind === 'docker' ? 'DOCKER_HOST' : 'CONTAINER_HOST'];
      await engine?.stop();
    }, 60_000);

    const words = (flags: string): string[] => [...flags.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const create = (flags: string): string => {
      const name = `c${count++}`;
      engine.client('create', '--name', name, ...words(flags), image);
      return name;
    };
    const live = (name: string) => examineLive({ kind: 'live', name, engine: kind }, question());

    it.each([...both, ...only[kind]])('%s', async (flags) => {
      const name = create(flags);
      running ??= (await give({ kind: 'live', name, engine: kind })).given[0]?.engine;
      const told = await live(name);
      const text = `${kind} run ${flags} ${image}`;
      const declared = await examine({ path: 'command line', text }, { load: () => undefined, env: {} }, question(running));
      expect([...told.problems, ...declared.problems]).toEqual([]);
      expect(differences(verdicts(declared.findings), verdicts(told.findings))).toEqual([]);
    });

    it('a started one: the address and port that the engine chose, and container: finds it', async () => {
      const name = create('--cap-drop ALL --user 1000 --network none');
      engine.client('start', name);
      const found = await examineLive({ kind: 'live', name }, question());
      expect(found.problems).toEqual([]);
      expect(found.containers).toMatchObject([{ name, surface: 'inspect', engine: kind, file: `container:${name}` }]);
      expect(verdicts(found.findings)).toMatchObject({ 'capabilities-dropped': 'held', 'non-root-user': 'held', privileged: 'held' });
      engine.client('kill', name);
    });

    it('one that is not there', async () => {
      const { problems } = await live('no-such-one');
      expect(problems).toEqual([
        { file: `${kind}:no-such-one`, message: expect.stringMatching(/there is no container no-such-one in unix:/) },
      ]);
    });

    const forms =
      kind === 'docker'
        ? [[]]
        : [
            ['--format', 'docker-archive'],
            ['--format', 'oci-archive'],
            ['--format', 'oci-dir'],
          ];
    it.each(forms.map((form) => [form.join(' ') || 'save', form] as const))('archive: %s', async (label, form) => {
      const path = join(engine.url.replace('unix://', ''), '..', `saved-${label.replace(/\W+/g, '-')}`);
      engine.client('save', ...form, '--output', path, image);
      const saved = await examineArchive({ kind: 'archive', path }, question(), () => {});
      expect(saved.problems).toEqual([]);
      expect(saved.containers).toMatchObject([{ kind: 'image', surface: 'image' }]);
      expect(verdicts(saved.findings)).toMatchObject({
        'non-root-user': 'broken',
        'secret-in-environment': 'held',
        'health-check': 'broken',
      });
    });
  });
});

const question = (engine?: Parameters<typeof questionOf>[0]['engine']) =>
  questionOf({ profile: 'strict', all: true, views: false, ...(engine === undefined ? {} : { engine }) });

const weight: readonly Outcome[] = ['inapplicable', 'held', 'unknown', 'broken'];

/** The worst one of each control. */
function verdicts(findings: readonly Finding[]): Record<string, Outcome> {
  const worst: Record<string, Outcome> = {};
  for (const { control, outcome } of findings) {
    const before = worst[control];
    if (before === undefined || weight.indexOf(outcome) > weight.indexOf(before)) worst[control] = outcome;
  }
  return worst;
}

/** What was not known of the declaration an engine may know. */
function differences(declared: Record<string, Outcome>, live: Record<string, Outcome>): string[] {
  return Object.entries(declared).flatMap(([control, outcome]) => {
    const other = live[control];
    const listed = drifts.some((drift) => drift.control === control && drift.declared === outcome && drift.live === other);
    return other === outcome || outcome === 'unknown' || listed ? [] : [`${control}: declared ${outcome}, live ${other}`];
  });
}
