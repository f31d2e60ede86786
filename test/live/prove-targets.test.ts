import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.ts';
import { image, type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';

/** What can be proved, as its user names it. Every declaration is so strict that what is written here holds, and no engine does it by itself. */
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-targets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compose = `services:
  web:
    image: ${image}
    user: "1000:1000"
    read_only: true
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    environment: { DB_PASSWORD: K4ngaroo99 }
    volumes: ["./data:/data:ro", "named:/named"]
    networks: [front]
  other:
    image: localhost/no-such-image:1
networks: { front: {} }
volumes: { named: {} }
`;
const unit = `[Container]
Image=${image}
User=1000
Group=1000
ReadOnly=true
DropCapability=ALL
NoNewPrivileges=true
Volume=${folder}/data:/data:ro
`;
const manifest = `apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  containers:
    - name: c
      image: ${image}
      securityContext:
        runAsUser: 1000
        runAsGroup: 1000
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
        seccompProfile: { type: Unconfined }
`;
const options = '--user 1000:1000 --read-only --cap-drop ALL --security-opt no-new-privileges';
const script = (program: string) =>
  `#!/bin/sh\n${program} run --detach --name one ${image}\n${program} run ${options} --name two -v "$PWD/data:/data:ro" ${image} serve\n`;

interface Proof {
  readonly exit: number | null;
  readonly err: string;
  /** Verdicts by control, of each container. */
  readonly verdicts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
  readonly out: string;
}

function prove(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Proof> {
  const all = { PATH: `${folder}/bin:${process.env.PATH}`, HOME: folder, TMPDIR: `${folder}/tmp`, ...env };
  const child = spawn(process.execPath, [cli, 'prove', '--format', 'json', ...words], { env: all, cwd: folder });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.once('close', (exit) => resolve({ exit, err, out, ...readReport(out) })));
}

function readReport(out: string): Pick<Proof, 'verdicts' | 'notes' | 'problems'> {
  if (out === '') return { verdicts: {}, notes: [], problems: [] };
  const { containers, problems } = JSON.parse(out) as {
    containers: { container: { name: string }; controls: { control: string; verdict: string }[]; notes: string[] }[];
    problems: { message: string }[];
  };
  const verdicts = containers.map(({ container, controls }) => [
    container.name,
    Object.fromEntries(controls.map(({ control, verdict }) => [control, verdict])),
  ]);
  return {
    verdicts: Object.fromEntries(verdicts),
    notes: containers.flatMap(({ notes }) => notes),
    problems: problems.map(({ message }) => message),
  };
}

const strict = {
  'non-root-user': 'holds',
  'root-group': 'holds',
  'read-only-root': 'holds',
  'capabilities-dropped': 'holds',
  'no-new-privileges': 'holds',
} as const;

beforeAll(() => {
  for (const name of ['bin', 'data', 'tmp']) mkdirSync(`${folder}/${name}`);
  writeFileSync(`${folder}/compose.yaml`, compose);
  writeFileSync(`${folder}/web.container`, unit);
  writeFileSync(`${folder}/pod.yaml`, manifest);
});
const patience = { timeout: 120_000 };
const leftOver = (): string[] => readdirSync(`${folder}/tmp`);

const engines = [
  ['docker', whyNoDocker(), startDocker],
  ['podman', whyNoPodman(), startPodman],
] as const;

describe.each(engines)('%s', (kind, why, start) => {
  describe.skipIf(why !== undefined)(why === undefined ? 'proves' : `skipped: ${why}`, () => {
    let engine: LiveEngine;
    let env: Record<string, string> = {};
    beforeAll(async () => {
      engine = await start();
      env = kind === 'docker' ? { DOCKER_HOST: engine.url } : { CONTAINER_HOST: engine.url };
      const client = kind === 'docker' ? '/usr/bin/docker' : '/usr/bin/podman --remote';
      writeFileSync(`${folder}/bin/${kind}`, `#!/bin/sh\nexec ${client} "$@"\n`);
      chmodSync(`${folder}/bin/${kind}`, 0o755);
      writeFileSync(`${folder}/run-${kind}.sh`, script(kind));
    }, 60_000);
    afterAll(() => engine?.stop(), 60_000);
    const nothingLeft = (): void => {
      expect([engine.client('ps', '--all', '--quiet'), engine.client('volume', 'ls', '--quiet'), leftOver()]).toEqual(['', '', []]);
    };

    it('a service of a compose file', patience, async () => {
      const { verdicts, notes, exit, out } = await prove(['compose.yaml', '--container', 'web', '--engine', kind], env);
      expect(verdicts.web).toMatchObject({ ...strict, 'read-only-mounts': 'holds', 'secret-in-environment': 'fails' });
      expect(notes.join('\n')).toMatch(/no \S+_named yet[\s\S]*no network \S+_front yet/);
      expect(out).not.toContain('K4ngaroo99');
      expect(exit).not.toBe(2);
      nothingLeft();
    });

    it('all of its services, one of which is not here', patience, async () => {
      const { verdicts, problems, exit } = await prove(['compose.yaml', '--engine', kind], env);
      expect(Object.keys(verdicts)).toEqual(['web']);
      expect(problems).toEqual([
        `other: the image localhost/no-such-image:1 is not on this machine, and prove pulls none: ${kind} pull localhost/no-such-image:1, or build it`,
      ]);
      expect(exit).toBe(2);
    });

    it('the commands of a script', patience, async () => {
      const { verdicts } = await prove([`run-${kind}.sh`], env);
      expect(verdicts).toMatchObject({ one: { 'non-root-user': 'fails' }, two: { ...strict, 'read-only-mounts': 'holds' } });
      nothingLeft();
    });

    it('a container that runs: a twin of it, and itself', patience, async () => {
      engine.client('run', '--detach', '--name', 'live', ...options.split(' '), '--tmpfs', '/memory:exec', image);
      try {
        const twin = await prove([`${kind}:live`], env);
        expect(twin.verdicts.live).toMatchObject(strict);
        const itself = await prove(['--live', `${kind}:live`], env);
        expect(itself.verdicts.live).toMatchObject({ ...strict, 'tmpfs-options': 'fails' });
        const files = engine.client('exec', 'live', '/bin/busybox', 'find', '/dev', '/memory', '-name', '.bulkhead*');
        expect([files, leftOver()]).toEqual(['', []]);
        expect(engine.client('ps', '--quiet').split('\n')).toHaveLength(1);
      } finally {
        engine.client('rm', '--force', 'live');
      }
    });

    it('a container with a filter of its own: its twin has the same', patience, async () => {
      const filter = join(folder, 'filter.json');
      const refused = { names: ['io_uring_setup'], action: 'SCMP_ACT_ERRNO', errnoRet: 42 };
      writeFileSync(filter, JSON.stringify({ defaultAction: 'SCMP_ACT_ALLOW', syscalls: [refused] }));
      engine.client('create', '--name', 'filtered', '--security-opt', `seccomp=${filter}`, image);
      try {
        const { notes, out } = await prove([`${kind}:filtered`], env);
        expect(notes.filter((note) => note.includes('seccomp'))).toEqual([]);
        expect(out).toMatch(/io_uring_setup answers (?:ENOMSG|error 42)/);
        expect(leftOver()).toEqual([]);
      } finally {
        engine.client('rm', '--force', 'filtered');
      }
    });

    // Docker's /dev lets programs work.
    it.runIf(kind === 'podman')('--live of one in which nothing may be executed where it may be written to', patience, async () => {
      const shut = ['/run', '/tmp', '/var/tmp'].flatMap((path) => ['--tmpfs', `${path}:noexec`]);
      engine.client('run', '--detach', '--name', 'shut', '--read-only', ...shut, image);
      const { err, exit } = await prove(['--live', `${kind}:shut`], env);
      engine.client('rm', '--force', '--time', '0', 'shut');
      const message = 'where it may be written to, nothing may be executed; without --live a twin of it is proved';
      expect([err, exit]).toEqual([expect.stringContaining(message), 2]);
    });

    it('--live of one that does not run', patience, async () => {
      engine.client('create', '--name', 'still', image);
      const { err, exit } = await prove(['--live', `${kind}:still`], env);
      engine.client('rm', '--force', 'still');
      expect([err, exit]).toEqual([expect.stringContaining('still does not run; without --live a twin of it is proved'), 2]);
    });

    it.each([
      [
        'a user by a name that the image does not have',
        ['--user', 'nobody-knows', image],
        /does not start, nor would the one that is declared/,
      ],
      ['an image that is not here', ['localhost/absent:1'], /localhost\/absent:1 is not on this machine, and prove pulls none/],
    ])('%s', patience, async (_, words, message) => {
      const { err, exit } = await prove(['--', kind, 'run', ...words], env);
      expect(err).toMatch(message);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(exit).toBe(2);
      nothingLeft();
    });

    it('an image with an entry point and a user of its own', patience, async () => {
      const made = 'docker.io/test/own:1';
      engine.client('import', '--change', 'USER 1000:1000', '--change', 'ENTRYPOINT ["/no/such"]', rootTar(), made);
      const { verdicts } = await prove(['--', kind, 'run', '--name', 'own', made], env);
      expect(verdicts.own).toMatchObject({ 'non-root-user': 'holds', 'root-group': 'holds' });
      engine.client('rmi', made);
    });

    it('where the usual folder lets nothing be executed', patience, async () => {
      const { verdicts, exit } = await prove(['--', kind, 'run', '--name', 'x', ...options.split(' '), image], { ...env, TMPDIR: '/proc' });
      expect(exit).not.toBe(2);
      expect(verdicts.x).toMatchObject(strict);
    });

    // Units are Podman's, and so is what stands for a node.
    const itOnPodman = kind === 'podman' ? it : () => undefined;
    itOnPodman('a unit, and a manifest by translation', patience, async () => {
      const ofUnit = await prove(['web.container'], env);
      expect(ofUnit.verdicts.web).toMatchObject({ ...strict, 'read-only-mounts': 'holds' });
      const ofManifest = await prove(['pod.yaml'], env);
      expect(ofManifest.verdicts['Pod/p/c']).toMatchObject({ ...strict, seccomp: 'fails' });
      expect(ofManifest.notes[0]).toMatch(/^it is declared for kubernetes, and Podman .* ran it as it was translated$/);
      nothingLeft();
    });
  });
});

/** A root file system with nothing in it. */
function rootTar(): string {
  writeFileSync(`${folder}/empty.tar`, Buffer.alloc(1024));
  return `${folder}/empty.tar`;
}

const whyNoRuntime = (program: string): string | undefined => {
  if (process.getuid?.() !== 0) return 'not root';
  if (![`/usr/bin/${program}`, `/usr/sbin/${program}`].some((path) => existsSync(path))) return `no ${program}`;
  return existsSync('/bin/busybox') ? undefined : 'no busybox-static';
};

/** Where both versions of control groups are in use crun needs the second one out of its sight. */
const hybrid = existsSync('/sys/fs/cgroup/unified') && readFileSync('/proc/self/mounts', 'utf8').includes('/sys/fs/cgroup/unified ');
const crunBeside = `#!/bin/sh\nexec unshare --mount sh -c 'umount /sys/fs/cgroup/unified; exec /usr/bin/crun "$@"' crun "$@"\n`;

describe.each(['runc', 'crun'] as const)('%s', (runtime) => {
  const why = whyNoRuntime(runtime);
  it.skipIf(why !== undefined)(why === undefined ? 'proves a bundle' : `skipped: ${why}`, patience, async () => {
    const bundle = `${folder}/${runtime}-bundle`;
    mkdirSync(`${bundle}/rootfs/bin`, { recursive: true });
    symlinkSync('/etc', `${bundle}/rootfs/etc`);
    if (runtime === 'crun' && hybrid) {
      writeFileSync(`${folder}/bin/crun`, crunBeside);
      chmodSync(`${folder}/bin/crun`, 0o755);
    }
    writeFileSync(`${bundle}/config.json`, JSON.stringify(bundleConfig));
    const { verdicts, notes, exit, err } = await prove([`${bundle}/config.json`, '--runtime', runtime]);
    expect(err).toBe('');
    expect(Object.values(verdicts)[0]).toMatchObject({
      ...strict,
      'memory-limit': 'holds',
      'pids-limit': 'holds',
      'masked-paths': 'fails',
    });
    expect(notes).toEqual([expect.stringContaining('hooks were left out'), expect.stringContaining('control group')]);
    expect(exit).not.toBe(2);
    expect([readdirSync(`${bundle}/rootfs`).sort(), leftOver()]).toEqual([['bin', 'etc'], []]);
    expect(existsSync(`${folder}/hook`)).toBe(false);
  });
});

const mount = (destination: string, type: string, ...flags: string[]) => ({ destination, type, source: type, options: flags });
const bundleConfig = {
  ociVersion: '1.0.2',
  process: {
    terminal: true,
    user: { uid: 1000, gid: 1000 },
    args: ['/no/such/program'],
    cwd: '/',
    capabilities: { bounding: [], effective: [], permitted: [] },
    noNewPrivileges: true,
  },
  root: { path: 'rootfs', readonly: true },
  mounts: [mount('/proc', 'proc'), mount('/dev', 'tmpfs', 'nosuid', 'mode=755'), mount('/var/deep/tmp', 'tmpfs', 'noexec', 'size=1m')],
  hooks: { prestart: [{ path: '/bin/busybox', args: ['busybox', 'touch', `${folder}/hook`] }] },
  linux: {
    cgroupsPath: '/bulkhead-test-declared',
    resources: { memory: { limit: 33_554_432, swap: 33_554_432 }, pids: { limit: 20 } },
    namespaces: ['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
  },
};
