import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from '../support/cli.ts';
import { archiveOf, layerOf, savedOf } from '../support/image.ts';
import { type LiveRegistry, somebody, startRegistry, whyNoRegistry } from '../support/registry.ts';
import { whyNoOrdinary } from '../support/rootless.ts';

/** Real registries, as they are set up: with TLS, with a login, with layers packed otherwise. */
const patience = { timeout: 240_000 };
const why = whyNoRegistry() ?? whyNoOrdinary();
if (why !== undefined) console.warn(`images of registries are not tested: ${why}`);

const token = `ghp_${'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'}`;

describe.skipIf(why !== undefined)('an image of a registry', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-scan-registry-'));
  const archive = join(folder, 'app.tar');
  const open: LiveRegistry[] = [];
  let [plain, secured, closed]: (LiveRegistry | undefined)[] = [];
  let expected: unknown;

  beforeAll(async () => {
    [plain, secured, closed] = await Promise.all([
      startRegistry({ login: false }),
      startRegistry({ login: false, tls: true }),
      startRegistry({ login: true }),
    ]);
    open.push(plain, secured, closed);
    const layers = await Promise.all([
      layerOf([{ name: 'etc/os-release', text: 'ID=debian\nVERSION_ID="12"\n' }]),
      layerOf([{ name: 'srv/env.sh', text: `export GITHUB_TOKEN=${token}\n` }]),
    ]);
    writeFileSync(archive, await archiveOf(savedOf({ layers, history: ['ADD base', 'COPY env.sh /srv/'], config: { User: '1000' } })));
    const copy = (to: LiveRegistry, name: string, ...words: string[]) =>
      execFileSync(
        '/usr/bin/skopeo',
        ['copy', '--quiet', '--dest-tls-verify=false', ...words, `docker-archive:${archive}`, `docker://${to.host}/${name}`],
        {
          stdio: 'pipe',
          timeout: 60_000,
        },
      );
    copy(plain, 'app:gzip');
    copy(plain, 'app:zstd', '--format', 'oci', '--dest-compress-format', 'zstd', '--dest-compress');
    copy(secured, 'app:1');
    copy(closed, 'app:1', '--dest-creds', `${somebody.user}:${somebody.password}`);
    expected = scanned(`archive:${archive}`).report;
  }, patience.timeout);

  afterAll(() => {
    for (const registry of open) registry.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function scanned(target: string, env: Readonly<Record<string, string>> = {}) {
    const cache = mkdtempSync(join(folder, 'cache-'));
    const options = ['--no-config', '--format', 'json', ...(target.startsWith('image:') ? ['--from', 'registry'] : [])];
    const { out, err } = bulkhead(['scan', target, ...options], { env: { HOME: folder, XDG_CACHE_HOME: cache, ...env } });
    const report = JSON.parse(out.replaceAll(target, 'TARGET')) as { problems: { message: string }[] };
    return { report, err, problem: report.problems[0]?.message };
  }

  it.each(['gzip', 'zstd'])('packed with %s', patience, (tag) => {
    expect(JSON.stringify(expected)).toContain('a token of GitHub');
    expect(scanned(`image:${plain?.host}/app:${tag}`).report).toEqual(expected);
  });

  it('over TLS, where its certificate is believed', patience, () => {
    const target = `image:${secured?.host}/app:1`;
    expect(scanned(target).problem).toMatch(/https?:\/\/|its certificate is signed by itself: NODE_EXTRA_CA_CERTS/);
    expect(scanned(target).problem).toContain('its certificate is signed by itself');
    const certs = join(folder, '.config/containers/certs.d', secured?.host ?? '');
    mkdirSync(certs, { recursive: true });
    writeFileSync(join(certs, 'ca.crt'), secured?.authority ?? '');
    expect(scanned(target).report).toEqual(expected);
    rmSync(certs, { recursive: true });
    const extra = join(folder, 'extra.crt');
    writeFileSync(extra, secured?.authority ?? '');
    expect(scanned(target, { NODE_EXTRA_CA_CERTS: extra }).report).toEqual(expected);
    const conf = join(folder, 'registries.conf');
    writeFileSync(conf, `[[registry]]\nlocation = "${secured?.host}"\ninsecure = true\n`);
    expect(scanned(target, { CONTAINERS_REGISTRIES_CONF: conf }).report).toEqual(expected);
  });

  it('with the login that podman login left', patience, () => {
    const target = `image:${closed?.host}/app:1`;
    expect(scanned(target).problem).toContain(`docker login ${closed?.host}`);
    const auth = join(folder, 'auth.json');
    const words = [
      'login',
      '--authfile',
      auth,
      '--tls-verify=false',
      '--username',
      somebody.user,
      '--password',
      somebody.password,
      closed?.host ?? '',
    ];
    execFileSync('/usr/bin/podman', words, { stdio: 'pipe', timeout: 60_000 });
    expect(scanned(target, { REGISTRY_AUTH_FILE: auth }).report).toEqual(expected);
  });

  it('by a mirror', patience, () => {
    const conf = join(folder, 'mirrors.conf');
    writeFileSync(conf, `[[registry]]\nprefix = "registry.invalid/team"\n[[registry.mirror]]\nlocation = "${plain?.host}"\n`);
    const { report, err } = scanned('image:registry.invalid/team/app:gzip', { CONTAINERS_REGISTRIES_CONF: conf });
    expect(report).toEqual(expected);
    expect(err).toContain(`the registry http://${plain?.host}`);
  });
});
