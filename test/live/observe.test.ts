import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineLive } from '../../src/commands/check/examine/live.ts';
import { examineProcess } from '../../src/commands/check/examine/process.ts';
import { questionOf } from '../../src/commands/check/question.ts';
import { droppedSettings } from '../../src/commands/drift/asked.ts';
import { give } from '../../src/commands/given.ts';
import { observeContainer } from '../../src/commands/observe/container.ts';
import { settleText } from '../../src/commands/settle-text.ts';
import { compare, type Drift, sayDrift } from '../../src/drift/index.ts';
import { type Container, knownValue } from '../../src/model/index.ts';
import { image, type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';
import { type Rootless, startRootlessPodman, whyNoRootless } from '../support/rootless.ts';

/**
 * Containers that run, read from the kernel: what is observed equals what the engine was to make, in every field of which both know something. What does not is
 * planted here: a limit that somebody takes away later, and settings that an engine drops.
 */
type Kind = 'docker' | 'podman';

const why: Record<Kind, string | undefined> = { docker: whyNoDocker(), podman: whyNoPodman() };
const start: Record<Kind, () => Promise<LiveEngine>> = { docker: startDocker, podman: startPodman };

const both: readonly string[] = [
  '',
  '--user 10001:10001 --cap-drop ALL --security-opt no-new-privileges --read-only --memory 256m --pids-limit 100 --cpus 0.5 --network none --tmpfs /tmp:size=16m,noexec --env DB_PASSWORD=K4ngaroo99',
  '--pid host --ipc host --uts host --security-opt seccomp=unconfined --cap-add SYS_ADMIN --volume /etc:/host-etc --device /dev/fuse',
  '--user 1000 --cap-add NET_ADMIN --volume data:/data --volume /srv:/srv:ro --cpu-shares 512 --cpuset-cpus 0 --oom-score-adj 100',
];
const only: Record<Kind, readonly string[]> = {
  docker: ['--security-opt systempaths=unconfined --memory 64m --oom-kill-disable --ipc none'],
  podman: ['--security-opt unmask=ALL --network host', '--uidmap 0:100000:2000 --gidmap 0:100000:2000 --user 500 --read-only'],
};

describe.each(['docker', 'podman'] as const)('%s', (kind) => {
  describe.skipIf(why[kind] !== undefined)(why[kind] === undefined ? 'runs' : `skipped: ${why[kind]}`, () => {
    const variable = kind === 'docker' ? 'DOCKER_HOST' : 'CONTAINER_HOST';
    let engine: LiveEngine;
    let count = 0;
    beforeAll(async () => {
      engine = await start[kind]();
      process.env[variable] = engine.url;
    }, 60_000);
    afterAll(async () => {
      delete process.env[variable];
      await engine?.stop();
    }, 60_000);

    async function running<T>(flags: string, then: (name: string) => Promise<T>): Promise<T> {
      const name = `o${count++}`;
      engine.client('run', '--detach', '--name', name, ...flags.split(' ').filter((word) => word !== ''), image);
      try {
        return await then(name);
      } finally {
        engine.client('kill', name);
        // Podman clears up behind it in a process of its own, which must not outlive the engine's folder.
        engine.client('wait', name);
      }
    }

    it.each([...both, ...only[kind]])('%s', (flags) =>
      running(flags, async (name) => {
        const { drifts, observed } = await compared(kind, name);
        expect(drifts.map(sayDrift)).toEqual([]);
        expect(observed.observed?.securityLabel?.state).not.toBe('unknown');
      }),
    );

    it('a limit that somebody takes away later', () =>
      running('--memory 64m', async (name) => {
        const before = await compared(kind, name);
        const file = before.observed.linux.resources.memory?.limit?.origin?.source.path ?? '';
        const swap = file.replace('limit_in_bytes', 'memsw.limit_in_bytes');
        if (file.endsWith('limit_in_bytes')) writeFileSync(swap, '-1');
        writeFileSync(file, file.endsWith('.max') ? 'max' : '-1');
        const { drifts } = await compared(kind, name);
        expect(drifts.map(({ path, direction }) => `${direction} ${path}`)).toContain('weaker linux.resources.memory.limit');
        const { findings } = await examineLive({ kind: 'live', name, engine: kind }, question, undefined, true);
        expect(findings.filter(({ control }) => control === 'drift').map(({ detail }) => detail)).toContainEqual(
          expect.stringMatching(
            /^linux\.resources\.memory\.limit: declared 64 MiB \(.*\), observed unlimited \(\/sys\/fs\/cgroup\/.*\): the engine did not apply it$/,
          ),
        );
      }));

    it.runIf(kind === 'docker' && !hasAppArmor())('a profile that the kernel does not have: Docker takes it without a word', () =>
      running('--security-opt apparmor=web', async (name) => {
        const { drifts } = await compared(kind, name);
        expect(drifts).toMatchObject([
          { path: 'process.apparmor', direction: 'weaker', effective: { value: 'web' }, observed: { value: 'unconfined' } },
        ]);
      }),
    );

    it('what it listens on, its command and its devices', async () => {
      const name = `o${count++}`;
      const command = ['/bin/busybox', 'nc', '-l', '-p', '8080'];
      engine.client('run', '--detach', '--name', name, '--device', '/dev/fuse', image, ...command);
      try {
        const listening = (view: Container) =>
          (knownValue(view.observed?.listening) ?? []).map(({ protocol, port }) => `${protocol} ${port}`);
        let observed = (await compared(kind, name)).observed;
        for (const end = Date.now() + 10_000; listening(observed).length === 0 && Date.now() < end; )
          observed = (await compared(kind, name)).observed;
        expect(listening(observed)).toEqual(['tcp 8080']);
        expect(knownValue(observed.process.args)).toEqual(command);
        expect(knownValue(observed.observed?.executable)).toBe('/bin/busybox');
        expect((observed.linux.devices ?? []).map((device) => knownValue(device)?.path)).toEqual(['/dev/fuse']);
        expect(observed.process.rlimits.map(({ type }) => type)).toContain('nofile');
        // Nothing is published of what only the container's own network reaches.
        expect(observed.ports.map(({ containerPort, published }) => [knownValue(containerPort), published])).toEqual([['8080', false]]);
      } finally {
        engine.client('kill', name);
        engine.client('wait', name);
      }
    });

    it('pid: judges it with the same controls, and quotes no secret', () =>
      running('--env DB_PASSWORD=K4ngaroo99 --cap-drop ALL --pids-limit 50', async (name) => {
        const { observed } = await compared(kind, name);
        const judged = await examineProcess({ kind: 'process', pid: observed.observed?.pid ?? 0 }, question);
        const outcome = (control: string) => judged.findings.find((finding) => finding.control === control)?.outcome;
        expect(judged.problems).toEqual([]);
        expect(
          ['secret-in-environment', 'capabilities-dropped', 'pids-limit', 'memory-limit', 'host-pid', 'privileged'].map(outcome),
        ).toEqual(['broken', 'held', 'held', 'broken', 'held', 'held']);
        expect(JSON.stringify(judged)).not.toContain('K4ngaroo99');
      }));
  });
});

describe.skipIf(whyNoRootless() !== undefined)(`podman without root ${whyNoRootless() ?? ''}`, () => {
  let rootless: Rootless | undefined;
  afterAll(() => rootless?.stop(), 60_000);

  it('forgets limits where it has no control groups: its inspect says that there never were any', async () => {
    rootless = await startRootlessPodman(['--network', 'none', '--memory', '64m', '--pids-limit', '50']);
    process.env.CONTAINER_HOST = rootless.url;
    try {
      const { drifts, given, observed } = await compared('podman', rootless.name);
      expect(drifts.filter(({ direction }) => direction === 'weaker')).toEqual([]);
      const dropped = await droppedSettings(given, observed, []);
      expect(dropped.map(({ path, effective, observed: is }) => `${path} ${effective.value} ${is.value}`)).toEqual([
        'linux.resources.memory.limit 64 MiB unlimited',
        'linux.resources.pids.limit 50 unlimited',
      ]);
      expect(knownValue(observed.observed?.rootOnHost)).toBe(rootless.uid);
    } finally {
      delete process.env.CONTAINER_HOST;
    }
  }, 60_000);
});

const question = questionOf({ profile: 'strict', all: true, views: false });

/** Without what a program may give up: a shorter list than it was given is no fault of the engine. */
async function compared(kind: Kind, name: string) {
  const { given } = await give({ kind: 'live', name, engine: kind });
  const [live] = given;
  if (live?.engine === undefined) throw new Error('the engine does not have it');
  const { engine } = live;
  const { containers } = await settleText(live, () => engine);
  const seen = await observeContainer(live.source.text, name);
  if ('because' in seen) throw new Error(seen.because);
  const drifts: readonly Drift[] = compare(containers[0] as Container, seen.container);
  return { drifts, observed: seen.container, given: live };
}

function hasAppArmor(): boolean {
  try {
    return readFileSync('/sys/module/apparmor/parameters/enabled', 'utf8').trim() === 'Y';
  } catch {
    return false;
  }
}
