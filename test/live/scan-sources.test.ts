import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from '../support/cli.ts';
import { type LiveEngine, startDocker, startPodman, whyNoDocker, whyNoPodman } from '../support/engines.ts';
import { type LiveRegistry, startRegistry, whyNoRegistry } from '../support/registry.ts';
import { type OrdinaryHome, ordinaryHome, whyNoOrdinary } from '../support/rootless.ts';

/** One image, built by Docker, wherever it lies: the same report. */
const patience = { timeout: 300_000 };
const why = whyNoDocker() ?? whyNoPodman() ?? whyNoRegistry() ?? whyNoOrdinary();
if (why !== undefined) console.warn(`images from anywhere are not tested: ${why}`);

const name = 'localhost/test/app:1';
const containerfile = `FROM docker.io/test/web:1
ENV DB_PASSWORD=Xk29dLq8vR3mT7wZ
COPY key.pem /srv/key.pem
RUN ["/bin/busybox","rm","/srv/key.pem"]
LABEL com.example.team=web
WORKDIR /srv/empty
CMD ["/bin/busybox","sleep","600"]
`;

describe.skipIf(why !== undefined)('an image from anywhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-sources-'));
  const archive = join(folder, 'saved', 'app.tar');
  let docker: LiveEngine;
  let podman: LiveEngine;
  let registry: LiveRegistry;
  let ordinary: OrdinaryHome;
  let expected: unknown;

  beforeAll(async () => {
    ordinary = ordinaryHome();
    [docker, podman, registry] = await Promise.all([startDocker(), startPodman(), startRegistry({ login: false })]);
    // Not beside the archive: a Containerfile that is found there says more.
    const build = join(folder, 'build');
    mkdirSync(build);
    mkdirSync(dirname(archive));
    writeFileSync(join(build, 'Containerfile'), containerfile);
    writeFileSync(join(build, 'key.pem'), generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    docker.client('build', '--network', 'none', '--tag', name, '--file', join(build, 'Containerfile'), build);
    docker.client('create', '--name', 'made', name);
    docker.client('save', '--output', archive, name);
    podman.client('load', '--input', archive);
    podman.client('create', '--name', 'made', name);
    cpSync(archive, join(ordinary.folder, 'app.tar'));
    cpSync(dirname(resolve('dist/cli.cjs')), join(ordinary.folder, 'dist'), { recursive: true });
    execFileSync('chown', ['-R', '1:1', join(ordinary.folder, 'app.tar'), join(ordinary.folder, 'dist')]);
    ordinary.podman('load', '--input', join(ordinary.folder, 'app.tar'));
    const to = `docker://${registry.host}/test/app:1`;
    execFileSync('/usr/bin/skopeo', ['copy', '--quiet', '--dest-tls-verify=false', `docker-archive:${archive}`, to], { stdio: 'pipe' });
    expected = reportOf(scanned([`archive:${archive}`]), `archive:${archive}`);
  }, patience.timeout);

  afterAll(async () => {
    registry?.stop();
    await docker?.stop();
    await podman?.stop();
    ordinary?.remove();
    rmSync(folder, { recursive: true, force: true });
  }, patience.timeout);

  const nobody = { DOCKER_HOST: 'unix:///nobody', CONTAINER_HOST: 'unix:///nobody' };
  const options = ['--no-config', '--format', 'json'];

  /** `env`: which engines are there. What was told on standard error, and the report. */
  const scanned = (words: readonly string[], env: Readonly<Record<string, string>> = nobody) => {
    const { out, err } = bulkhead(['scan', ...words, ...options], { env: { XDG_CACHE_HOME: join(folder, 'cache'), ...env } });
    return { out, err };
  };

  const reportOf = ({ out }: { readonly out: string }, target: string): unknown => JSON.parse(out.replaceAll(target, 'TARGET'));

  it('is worth looking at', () => {
    const { findings, problems } = expected as { findings: { control: string; detail: string }[]; problems: unknown[] };
    expect(problems).toEqual([]);
    expect(findings.map(({ detail }) => detail).join('\n')).toMatch(/\/srv\/key\.pem:1 of layer 2|\/srv\/key\.pem:1 holds/);
    expect(JSON.stringify(expected)).not.toContain('Xk29dLq8vR3mT7wZ');
  });

  /** The store of the engine of the tests. */
  const storeOf = (engine: LiveEngine): string => `${dirname(engine.url.replace('unix://', ''))}/root`;

  it.each<[string, () => readonly string[], () => Record<string, string>, string]>([
    ['Docker', () => [`image:${name}`], () => ({ ...nobody, DOCKER_HOST: docker.url }), 'Docker (unix:'],
    ['Podman, by its API', () => [`image:${name}`, '--from', 'podman'], () => ({ ...nobody, CONTAINER_HOST: podman.url }), 'Podman (unix:'],
    ['a store of Podman, as files', () => [`image:${name}`, '--store', storeOf(podman)], () => nobody, 'the store of Podman in'],
    ["another user's store, as files", () => [`image:${name}`, '--store', ordinary.store], () => nobody, 'the store of Podman in'],
    ['a registry', () => [`image:${registry.host}/test/app:1`], () => nobody, 'the registry http://127.0.0.1:'],
    ['a container of Docker', () => ['docker:made'], () => ({ ...nobody, DOCKER_HOST: docker.url }), 'Docker (unix:'],
    ['a container of Podman', () => ['container:made'], () => ({ ...nobody, CONTAINER_HOST: podman.url }), 'Podman (unix:'],
  ])('%s', patience, (_, words, env, where) => {
    const [target = '', ...rest] = words();
    const { out, err } = scanned([target, ...rest], env());
    expect(err).toContain(where);
    expect(reportOf({ out }, target)).toEqual(expected);
  });

  it("Podman's program, as root", patience, () => {
    const storage = join(folder, 'storage.conf');
    const run = dirname(storeOf(podman));
    writeFileSync(storage, `[storage]\ndriver = "overlay"\nrunroot = "${run}/run"\ngraphroot = "${run}/root"\n`);
    const { out, err } = scanned([`image:${name}`, '--from', 'podman'], {
      DOCKER_HOST: 'unix:///nobody',
      CONTAINERS_STORAGE_CONF: storage,
    });
    expect(err).toContain('Podman (/usr/bin/podman)');
    expect(reportOf({ out }, `image:${name}`)).toEqual(expected);
  });

  it("Podman's program, as an ordinary user", patience, () => {
    const out = ordinary.run(
      process.execPath,
      join(ordinary.folder, 'dist/cli.cjs'),
      'scan',
      `image:${name}`,
      '--from',
      'podman',
      ...options,
    );
    expect(reportOf({ out }, `image:${name}`)).toEqual(expected);
  });

  it('the own store of an ordinary user, where there is no program podman', patience, () => {
    const words = ['PATH=/nowhere', process.execPath, join(ordinary.folder, 'dist/cli.cjs'), 'scan', `image:${name}`, ...options];
    expect(reportOf({ out: ordinary.run('/usr/bin/env', ...words) }, `image:${name}`)).toEqual(expected);
  });

  it('the same again, from what is remembered', patience, () => {
    for (const [target, env] of [
      [`image:${name}`, { ...nobody, DOCKER_HOST: docker.url }],
      [`image:${registry.host}/test/app:1`, nobody],
    ] as const)
      expect(reportOf(scanned([target], env), target)).toEqual(expected);
  });

  it('the same bill of materials, with the id of the image, remembered or not', patience, () => {
    const billed = (target: string, env: Record<string, string>) => {
      const epoch = { SOURCE_DATE_EPOCH: '1700000000', XDG_CACHE_HOME: join(folder, 'cache') };
      const { out } = bulkhead(['scan', target, '--no-config', '--format', 'cyclonedx'], { env: { ...env, ...epoch } });
      return out.replaceAll(target, 'TARGET').replace(/"serialNumber": "[^"]*"/, '');
    };
    const archived = billed(`archive:${archive}`, nobody);
    expect(archived).toContain(docker.client('image', 'inspect', '--format', '{{.Id}}', name));
    expect(billed(`image:${name}`, { ...nobody, DOCKER_HOST: docker.url })).toBe(archived);
    expect(billed(`image:${name}`, { ...nobody, CONTAINER_HOST: podman.url })).toBe(archived);
  });

  it('check judges its configuration', patience, () => {
    const told = (target: string, env: Record<string, string>) => {
      const { out } = bulkhead(['check', target, ...options], { env });
      return JSON.parse(out.replaceAll(target, 'TARGET')) as unknown;
    };
    const archived = told(`archive:${archive}`, nobody);
    expect(archived).toMatchObject({ problems: [], containers: [{ kind: 'image' }] });
    const ids = (report: unknown) => (report as { findings: { control: string; line?: number }[] }).findings.map(({ control }) => control);
    expect(ids(archived)).toContain('secret-in-environment');
    expect(ids(told(`image:${name}`, { ...nobody, DOCKER_HOST: docker.url }))).toEqual(ids(archived));
    expect(ids(told(`image:${registry.host}/test/app:1`, nobody))).toEqual(ids(archived));
  });

  it('what is nowhere, or for another machine, is told with each place', patience, () => {
    const { problems } = JSON.parse(scanned(['image:localhost/nowhere:1'], { ...nobody, DOCKER_HOST: docker.url }).out) as {
      problems: { message: string }[];
    };
    expect(problems[0]?.message).toMatch(/^not read: the image is not to be had: .*it has no such image/);
    const other = scanned([`image:${name}`, '--from', 'docker', '--platform', 'linux/s390x'], { ...nobody, DOCKER_HOST: docker.url });
    expect((JSON.parse(other.out) as { problems: { message: string }[] }).problems[0]?.message).toContain('has it for linux/amd64');
  });
});
