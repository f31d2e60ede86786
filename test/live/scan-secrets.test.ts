import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/model/index.ts';
import { type Builder, startBuildah, startDockerBuilder, whyNoBuildah } from '../support/builders.ts';
import { busyboxTree } from '../support/busybox.ts';
import { bulkhead } from '../support/cli.ts';
import { whyNoDocker } from '../support/engines.ts';

const mustRun = process.env.CI === 'true' && process.getuid?.() === 0 && existsSync('/etc/debian_version');

it.runIf(mustRun)('the builders are there where scripts/install-engines installs them', () => {
  expect([whyNoDocker(), whyNoBuildah()]).toEqual([undefined, undefined]);
});

/** Of this run alone. */
const random = (length: number): string => `Aa1${randomBytes(length).toString('hex')}`;
const key = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const netrc = (password: string): string => `machine git.example.com\nlogin bob\npassword ${password}\n`;
const token = `npm_${randomBytes(18).toString('hex')}`;
const passwords = { environment: random(8), old: random(8), new: random(9) };
const keys = { deleted: key(), kept: key() };

const singleStage = `FROM scratch
ARG NPM_TOKEN
ADD root.tar /
COPY id_ed25519 /root/.ssh/id_ed25519
RUN test -e /root/.ssh/id_ed25519 && \\
    rm /root/.ssh/id_ed25519
ENV DB_PASSWORD=${passwords.environment}
COPY netrc-old /root/.netrc
COPY netrc-new /root/.netrc
RUN echo "$NPM_TOKEN" > /dev/null
RUN chmod 4755 /bin/helper
COPY tls.key /srv/
ADD tool.tar /
CMD ["/bin/sh"]
`;

const multiStage = `FROM scratch AS build
ARG NPM_TOKEN
ADD root.tar /
COPY id_ed25519 netrc-new /root/
RUN test -n "$NPM_TOKEN" && cat /root/id_ed25519 | wc -c > /result

FROM scratch
COPY --from=build /result /result
USER 10001
`;

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-build-'));

/** CAP_NET_RAW, effective: struct vfs_cap_data, revision 2. */
const netRaw = '\u0001\0\0\u0002\0\u0020\0\0\0\0\0\0\0\0\0\0\0\0\0\0';

async function toolTar(): Promise<Buffer> {
  const packing = pack();
  packing.entry({ name: 'srv/tool', mode: 0o755, pax: { 'SCHILY.xattr.security.capability': netRaw } }, 'tool');
  packing.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packing) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

beforeAll(async () => {
  for (const stage of ['single', 'multi']) mkdirSync(join(folder, stage));
  busyboxTree(join(folder, 'tree'), ['sh', 'rm', 'test', 'echo', 'chmod', 'cat', 'wc']);
  writeFileSync(join(folder, 'tree/bin/helper'), 'helper', { mode: 0o755 });
  const tool = await toolTar();
  for (const stage of ['single', 'multi']) {
    const write = (name: string, content: string | Buffer): void => writeFileSync(join(folder, stage, name), content);
    execFileSync('tar', ['-C', join(folder, 'tree'), '-cf', join(folder, stage, 'root.tar'), '.']);
    write('Containerfile', stage === 'single' ? singleStage : multiStage);
    write('id_ed25519', keys.deleted);
    write('tls.key', keys.kept);
    write('netrc-old', netrc(passwords.old));
    write('netrc-new', netrc(passwords.new));
    write('tool.tar', tool);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In the words of a reader: what, in which layer, made by which instruction on which line. */
function told({ origin, layer, detail }: Finding): string {
  const line = layer?.containerfile?.line ?? (origin.file.endsWith('Containerfile') ? origin.line : undefined);
  const what = layer?.path ?? /under the name (\w+)/.exec(detail)?.[1];
  const later = layer?.later === undefined ? '' : ` (${layer.later.how} by ${(layer.later as { number?: number }).number})`;
  const keyword = layer?.instruction?.split(' ', 1)[0] ?? 'configuration';
  return `${what}${later} ${keyword} line ${line}`;
}

function scanned(
  file: string,
  stage: 'single' | 'multi',
  controls: readonly string[],
): { readonly exit: number | null; readonly report: Report } {
  const asked = controls.flatMap((control) => ['--control', control]);
  const words = ['scan', `archive:${file}`, '--file', join(folder, stage, 'Containerfile'), '--no-config', '--format', 'json', ...asked];
  const { exit, out, err } = bulkhead(words);
  expect(err).toBe('');
  for (const secret of [token, ...Object.values(passwords), ...Object.values(keys).map((each) => each.split('\n')[1] ?? '')])
    expect(out.includes(secret)).toBe(false);
  return { exit, report: JSON.parse(out) as Report };
}

interface Case {
  readonly name: string;
  readonly why: string | undefined;
  start(): Builder | Promise<Builder>;
  /** Has each instruction its own layer? */
  readonly layers: boolean;
}

const cases: readonly Case[] = [
  { name: 'docker build', why: whyNoDocker(), start: startDockerBuilder, layers: true },
  { name: 'buildah --layers', why: whyNoBuildah(), start: () => startBuildah(true), layers: true },
  { name: 'buildah, all in one layer', why: whyNoBuildah(), start: () => startBuildah(false), layers: false },
];

const inConfiguration = ['DB_PASSWORD configuration line 7', 'NPM_TOKEN configuration line 2'];
const inLayers = [
  '/root/.netrc (overwritten by 5) COPY line 8',
  '/root/.netrc COPY line 9',
  '/root/.ssh/id_ed25519 (deleted by 3) COPY line 4',
  '/srv/tls.key COPY line 12',
];

describe.each(cases.filter(({ why }) => why === undefined))('$name', ({ start, layers }) => {
  let builder: Builder;
  let file: string;
  beforeAll(async () => {
    builder = await start();
    file = builder.build(join(folder, 'single'), { NPM_TOKEN: token });
  }, 300_000);
  afterAll(async () => builder?.stop(), 60_000);

  it('every secret is found in its layer, with the line that brought it', () => {
    const { exit, report } = scanned(file, 'single', ['image-secrets']);
    expect(report.problems).toEqual([]);
    expect(exit).toBe(1);
    const expected = layers ? [...inConfiguration, ...inLayers] : [...inConfiguration, ...inLayers.filter((one) => !one.includes('('))];
    expect(report.findings.map(told).sort()).toEqual([...expected].sort());
  });

  it('rights that a step gave are told with it', () => {
    const { report } = scanned(file, 'single', ['setuid-files']);
    const [tool, helper] = layers ? ['ADD line 13', 'RUN line 11'] : ['ADD line undefined', 'ADD line undefined'];
    expect(report.findings.map(told).sort()).toEqual([`/bin/helper ${helper}`, `/srv/tool ${tool}`]);
    expect(report.findings.map(({ detail }) => detail).join('\n')).toContain('holds CAP_NET_RAW');
  });

  it('the rebuild in two stages is clean', () => {
    const { exit, report } = scanned(builder.build(join(folder, 'multi'), { NPM_TOKEN: token }), 'multi', [
      'image-secrets',
      'non-root-user',
    ]);
    expect([report.problems, report.findings, exit]).toEqual([[], [], 0]);
  }, 120_000);
});
