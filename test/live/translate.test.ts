import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { give } from '../../src/commands/given.ts';
import { observeContainer } from '../../src/commands/observe/container.ts';
import { translation } from '../../src/commands/translate/translation.ts';
import { defaultEngine, parseEngine } from '../../src/engines/index.ts';
import { type Container, type Engine, written } from '../../src/model/index.ts';
import { places } from '../../src/translate/index.ts';
import { leavesOf } from '../support/effective-leaves.ts';
import { image, type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';
import { declared, translated } from '../support/translate.ts';
import { sources } from '../translate-table.ts';

/** What translate writes, handed to the engine that it is written for: it takes it, and the container that runs is the same one for the kernel. */
type Kind = 'docker' | 'podman';

const why = whyNoDocker() ?? whyNoPodman();

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-translated-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const engines: Partial<Record<Kind, LiveEngine>> = {};
const engineOf = (kind: Kind): LiveEngine => {
  const engine = engines[kind];
  if (engine === undefined) throw new Error(`${kind} does not run`);
  return engine;
};

/** A script's words, as a shell hands them to the engine's client. */
function wordsOf(script: string): readonly (readonly string[])[] {
  const log = join(folder, 'words');
  writeFileSync(log, '');
  for (const kind of ['docker', 'podman']) {
    writeFileSync(
      join(folder, kind),
      `#!/bin/sh\nfor word in "$@"; do printf '%s\\0' "$word" >> '${log}'; done\nprintf '\\n\\0' >> '${log}'\n`,
    );
    chmodSync(join(folder, kind), 0o755);
  }
  const env = {
    PATH: `${folder}:${process.env.PATH}`,
    HOME: '/root',
    ID: '7',
    TAG: '1',
    DATA: '/srv',
    MEMORY: '64m',
    PORT: '8080',
    MODE: 'x',
  };
  execFileSync('sh', ['-c', script], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const all = execFileSync('cat', [log], { encoding: 'utf8' }).split('\n\0').slice(0, -1);
  return all.map((line) => line.split('\0').slice(0, -1));
}

/** The same container of the image that is there. */
const ofImage = (container: Container): Container => ({ ...container, image: { reference: written(image, container.origin) } });

/** What is out of reach here is another thing's fault: a runtime, a network or a container that does not exist, a kernel or a user without it. */
const elsewhere: readonly RegExp[] = [
  /runsc|no such container|no container with|not found|does not exist|no such secret|CDI|device driver|no such device|no such file/i,
  /swap limit capabilities|cgroup|Apparmor is not enabled|only supported in rootless mode|enough available IDs|no subuid ranges/i,
];

/** Words that came with a later version than the one that may be here: relative paths with Docker 23.0, bind-recursive with 25.0, --gpus with Podman 5.0. */
const later = /local volume name|BindOptions must not be specified|unexpected key 'bind-recursive'|unknown flag: --gpus/;

describe.skipIf(why !== undefined)(why === undefined ? 'translated' : `skipped: ${why}`, () => {
  beforeAll(async () => {
    engines.docker = await startDocker();
    engines.podman = await startPodman();
  }, 120_000);
  afterAll(async () => {
    await engines.docker?.stop();
    await engines.podman?.stop();
  }, 120_000);

  let taken = 0;
  const targets = [
    ['docker-run', 'docker'],
    ['podman-run', 'podman'],
  ] as const;
  const cases = Object.entries(sources).flatMap(([name, source]) => targets.map(([to, kind]) => [name, to, kind, source] as const));

  it.each(cases)(
    '%s to %s: the engine takes it',
    async (_, to, kind, [file, text]) => {
      const containers = (await declared(file, text)).map(ofImage);
      const { files } = await translated(containers, to, { folder });
      const engine = engineOf(kind);
      for (const [verb, ...words] of wordsOf(files[0]?.text ?? '')) {
        if (verb !== 'run') continue;
        const options = words.filter((word) => word !== '--detach' && word !== '-d');
        const name = `t${taken++}`;
        const named = options.indexOf('--name');
        const others = named < 0 ? options : options.toSpliced(named, 2);
        try {
          engine.client('create', '--name', name, ...others);
          engine.client('rm', '--force', name);
        } catch (error) {
          const said = String(error instanceof Error && 'stderr' in error ? error.stderr : error);
          if (![...elsewhere, later].some((reason) => reason.test(said))) throw error;
        }
      }
    },
    60_000,
  );
});

/** What a program can feel, and an engine does not fill in by itself with something of its own. */
const felt =
  /^(?:process\.(?:user|group|capabilities|noNewPrivileges|seccomp|oomScoreAdj)|linux\.(?:seccomp|namespaces\.(?:pid|ipc|uts|user|cgroup)|resources)|root\.readonly|mounts\[\/(?:data|scratch|host-etc)\])/;

const flags: readonly string[] = [
  '',
  '--user 10001:10001 --cap-drop ALL --security-opt no-new-privileges --read-only --memory 256m --pids-limit 100 --cpus 0.5 --network none',
  '--pid host --ipc host --uts host --security-opt seccomp=unconfined --cap-add SYS_ADMIN --volume /etc:/host-etc:ro',
  '--cap-drop NET_RAW --cap-add SYS_PTRACE --tmpfs /scratch:size=16m,noexec --cpu-shares 512 --memory 64m --memory-swap 64m',
];

/** The engine that is here, whose defaults count. */
function versionOf(kind: Kind): Engine {
  const version = engineOf(kind).client('version', '--format', '{{.Server.Version}}');
  return parseEngine(`${kind}@${/^\d+\.\d+/.exec(version)?.[0]}`) ?? defaultEngine(kind);
}

describe.skipIf(why !== undefined)(why === undefined ? 'the same for the kernel' : `skipped: ${why}`, () => {
  beforeAll(async () => {
    engines.docker = await startDocker();
    engines.podman = await startPodman();
    process.env.DOCKER_HOST = engines.docker.url;
    process.env.CONTAINER_HOST = engines.podman.url;
  }, 120_000);
  afterAll(async () => {
    delete process.env.DOCKER_HOST;
    delete process.env.CONTAINER_HOST;
    await engines.docker?.stop();
    await engines.podman?.stop();
  }, 120_000);

  let count = 0;
  async function observed(kind: Kind, words: readonly string[]): Promise<Container> {
    const engine = engineOf(kind);
    const name = `r${count++}`;
    engine.client('run', '--detach', '--name', name, ...words);
    try {
      const { given } = await give({ kind: 'live', name, engine: kind });
      const seen = await observeContainer(given[0]?.source.text ?? '', name);
      if ('because' in seen) throw new Error(seen.because);
      return seen.container;
    } finally {
      engine.client('kill', name);
      engine.client('wait', name);
    }
  }

  const ways = [
    ['docker', 'podman'],
    ['podman', 'docker'],
  ] as const;
  it.each(ways.flatMap(([from, to]) => flags.map((line) => [from, to, line] as const)))(
    '%s to %s: %s',
    async (from, to, line) => {
      const containers = await declared('a.sh', `${from} run --detach ${line} ${image}\n`);
      const { files, notes } = await translation(
        containers.map((container) => ({ container, engine: versionOf(from) })),
        { place: places[`${to}-run`], engine: versionOf(to), project: 'live', folder },
      );
      const [words = []] = wordsOf(files[0]?.text ?? '');
      const options = words.slice(1).filter((word) => word !== '--detach');
      const named = options.indexOf('--name');
      const [before, after] = [
        leavesOf(await observed(from, [...line.split(' ').filter((word) => word !== ''), image])),
        leavesOf(await observed(to, named < 0 ? options : options.toSpliced(named, 2))),
      ];
      const said = notes.flatMap(({ path }) => path ?? []);
      const other = [...new Set([...before.keys(), ...after.keys()])].filter(
        (path) => felt.test(path) && before.get(path) !== after.get(path) && !said.some((above) => path.startsWith(above)),
      );
      expect(other.map((path) => `${path}: ${before.get(path)} → ${after.get(path)}`)).toEqual([]);
    },
    60_000,
  );
});
