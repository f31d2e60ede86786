import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from '../support/cli.ts';
import { type LiveEngine, startDocker, whyNoDocker } from '../support/engines.ts';

/** `check --images`: what a compose file leaves to the image is the image's own, as a container of it has it. */
const why = whyNoDocker();
if (why !== undefined) console.warn(`check --images is not tested with Docker: ${why}`);
const patience = { timeout: 300_000 };

const containerfile = `FROM docker.io/test/web:1
EXPOSE 8080/udp
VOLUME /data
HEALTHCHECK CMD ["/bin/true"]
USER 1000
`;

const compose = `services:
  ordinary:
    image: localhost/test/ordinary:1
  root:
    image: localhost/test/root:1
  named:
    image: localhost/test/named:1
  gone:
    image: localhost/test/gone:1
  other:
    image: localhost/test/other:1
  built:
    build: .
`;

interface Report {
  findings: { control: string; container: string; outcome: string; detail: string; origin: { file: string } }[];
  problems: unknown[];
  containers: { name: string; effective?: { ports?: unknown; mounts?: unknown } }[];
}

describe.skipIf(why !== undefined)('check --images', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-check-images-'));
  let docker: LiveEngine;

  beforeAll(async () => {
    docker = await startDocker();
    const build = (name: string, text: string): string => {
      writeFileSync(join(folder, 'Containerfile.build'), text);
      return docker.client('build', '--network', 'none', '--tag', name, '--file', join(folder, 'Containerfile.build'), folder);
    };
    build('localhost/test/ordinary:1', containerfile);
    build('localhost/test/root:1', 'FROM docker.io/test/web:1\nENV A=b\n');
    build('localhost/test/named:1', 'FROM docker.io/test/web:1\nUSER app\n');
    build('localhost/test/other:1', 'FROM docker.io/test/web:1\nUSER other\n');
    rmSync(join(folder, 'Containerfile.build'));
    writeFileSync(join(folder, 'compose.yaml'), compose);
    writeFileSync(join(folder, 'Dockerfile'), 'FROM localhost/test/ordinary:1\nENV A=b\n');
    docker.client('create', '--name', 'made', 'localhost/test/ordinary:1');
  }, patience.timeout);

  afterAll(async () => {
    await docker?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, patience.timeout);

  const check = (...words: string[]): Report & { err: string } => {
    const { out, err } = bulkhead(['check', ...words, '--no-config', '--all', '--views', '--format', 'json'], {
      cwd: folder,
      env: { DOCKER_HOST: docker.url, CONTAINER_HOST: 'unix:///nobody', HOME: folder },
    });
    return { ...(JSON.parse(out) as Report), err };
  };
  const outcomes = ({ findings }: Report, control: string): Record<string, string> =>
    Object.fromEntries(
      findings.filter((one) => one.control === control).map(({ container, outcome }) => [container.replace(/^.*#/, ''), outcome]),
    );

  it('without it, who runs is not known', () => {
    expect(outcomes(check('compose.yaml'), 'non-root-user')).toEqual({
      ordinary: 'unknown',
      root: 'unknown',
      named: 'unknown',
      gone: 'unknown',
      other: 'unknown',
      built: 'unknown',
    });
  });

  it('with it, it is what the image says; what cannot be had stays unknown, with the reason', () => {
    const report = check('compose.yaml', '--images');
    expect(report.problems).toEqual([]);
    expect(outcomes(report, 'non-root-user')).toEqual({
      ordinary: 'held',
      root: 'broken',
      named: 'held',
      gone: 'unknown',
      other: 'held',
      built: 'held',
    });
    expect(report.err).toContain('image:localhost/test/ordinary:1 comes from Docker');
    const gone = report.findings.find(({ control, container }) => control === 'non-root-user' && container.endsWith('#gone'));
    expect(gone?.detail).toMatch(/^the image localhost\/test\/gone:1 could not be looked at: .*its USER decides$/);
    const root = report.findings.find(({ control, container }) => control === 'non-root-user' && container.endsWith('#root'));
    expect(root?.origin.file).toBe('image:localhost/test/root:1');
  });

  it('a user by name is looked up in the /etc/passwd of the image', () => {
    const report = check('compose.yaml', '--images', '--control', 'resolvable-user');
    expect(outcomes(report, 'resolvable-user')).toMatchObject({ ordinary: 'held', named: 'held', other: 'broken' });
    const other = report.findings.find(({ container }) => container.endsWith('#other'));
    expect(other?.detail).toBe('the image has no user other in its /etc/passwd');
    const scanned = bulkhead(
      ['scan', 'image:localhost/test/other:1', '--no-config', '--all', '--control', 'resolvable-user', '--format', 'json'],
      {
        cwd: folder,
        env: { DOCKER_HOST: docker.url, CONTAINER_HOST: 'unix:///nobody', HOME: folder },
      },
    );
    expect(scanned.out).toContain('the image has no user other in its /etc/passwd');
  });

  it('health check, ports and volumes are those of the image, as a container of it has them', () => {
    const report = check('compose.yaml', '--images', '--control', 'health-check');
    expect(outcomes(report, 'health-check')).toMatchObject({ ordinary: 'held', root: 'broken', built: 'held', gone: 'unknown' });
    const { effective } = report.containers.find(({ name }) => name === 'ordinary') ?? {};
    expect(JSON.stringify(effective?.ports)).toContain('8080');
    expect(JSON.stringify(effective?.mounts)).toContain('/data');
    const made = check('container:made', '--control', 'non-root-user');
    expect(made.findings.map(({ outcome }) => outcome)).toEqual(['held']);
  });

  it('for standard input and a command line as well', () => {
    expect(outcomes(check('run:docker run localhost/test/ordinary:1', '--images'), 'non-root-user')).toEqual({
      'localhost/test/ordinary:1': 'held',
    });
  });
});
