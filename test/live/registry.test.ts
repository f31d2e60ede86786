import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead } from '../support/cli.ts';
import { image, type LiveEngine, startPodman, whyNoPodman } from '../support/engines.ts';
import { digestBySkopeo, type LiveRegistry, somebody, startRegistry, whyNoRegistry } from '../support/registry.ts';

const why = whyNoPodman() ?? whyNoRegistry();
if (why !== undefined) console.warn(`registries are not tested: ${why}`);

const index = 'application/vnd.oci.image.index.v1+json';

describe.skipIf(why !== undefined)('fix --registry and a real registry', () => {
  let podman: LiveEngine;
  let open: LiveRegistry;
  let closed: LiveRegistry;
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-live-registry-'));

  beforeAll(async () => {
    [podman, open, closed] = await Promise.all([startPodman(), startRegistry({ login: false }), startRegistry({ login: true })]);
    podman.client('push', '--tls-verify=false', image, `${open.host}/test/web:1`);
    podman.client('push', '--tls-verify=false', '--creds', `${somebody.user}:${somebody.password}`, image, `${closed.host}/test/web:1`);
  }, 180_000);

  afterAll(async () => {
    open?.stop();
    closed?.stop();
    await podman?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  /** The image that a compose file names after fix, and what was said of it. */
  function fixed(reference: string, ...flags: string[]): { readonly after: string; readonly because: readonly string[] } {
    const file = join(folder, 'compose.yaml');
    writeFileSync(file, `services:\n  web:\n    image: ${reference}\n`);
    const args = ['fix', '--write', '--unsafe', '--control', 'image-pinned', '--format', 'json', ...flags, file];
    const { out } = bulkhead(args, { env: { DOCKER_CONFIG: folder, DOCKER_HOST: 'unix:///nobody', CONTAINER_HOST: 'unix:///nobody' } });
    const { left } = JSON.parse(out) as { left: { because: string }[] };
    return { after: /image: (.*)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '', because: left.map(({ because }) => because) };
  }

  it('pins a tag to what the registry has under it, and an engine takes that', () => {
    const reference = `${open.host}/test/web:1`;
    const { after, because } = fixed(reference, '--registry');
    expect(because).toEqual([]);
    expect(after).toMatch(new RegExp(`^${reference}@sha256:[0-9a-f]{64}$`));
    const other = digestBySkopeo(reference, false);
    if (other !== undefined) expect(after).toBe(`${reference}@${other}`);
    podman.client('pull', '--tls-verify=false', after.replace(':1@', '@'));
  }, 60_000);

  it('pins to the index of all platforms where there is one', async () => {
    const manifests = `http://${open.host}/v2/test/web/manifests`;
    const answer = await fetch(`${manifests}/1`, { headers: { Accept: 'application/vnd.oci.image.manifest.v1+json' } });
    const [mediaType, digest] = ['content-type', 'docker-content-digest'].map((name) => answer.headers.get(name));
    const size = (await answer.arrayBuffer()).byteLength;
    const platform = { os: 'linux', architecture: 'amd64' };
    const body = JSON.stringify({ schemaVersion: 2, mediaType: index, manifests: [{ mediaType, digest, size, platform }] });
    const put = await fetch(`${manifests}/all`, { method: 'PUT', headers: { 'Content-Type': index }, body });
    expect(put.status).toBe(201);
    expect(fixed(`${open.host}/test/web:all`, '--registry').after).toBe(
      `${open.host}/test/web:all@${put.headers.get('docker-content-digest')}`,
    );
  }, 60_000);

  it('asks nobody unless it is told to', () => {
    const { after, because } = fixed(`${open.host}/test/web:1`);
    expect([after, because.length]).toEqual([`${open.host}/test/web:1`, 1]);
  });

  it('says what the registry does not have', () => {
    expect(fixed(`${open.host}/test/web:2`, '--registry').because).toEqual([
      `its digest is not known: ${open.host}: it has no such image or tag`,
    ]);
  });

  it('says that a login is needed, and uses it where it is there', () => {
    const reference = `${closed.host}/test/web:1`;
    expect(fixed(reference, '--registry').because[0]).toContain(`docker login ${closed.host}`);
    const auth = Buffer.from(`${somebody.user}:${somebody.password}`).toString('base64');
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [closed.host]: { auth } } }));
    const { after } = fixed(reference, '--registry');
    expect(after).toMatch(/@sha256:[0-9a-f]{64}$/);
    const other = digestBySkopeo(reference, true);
    if (other !== undefined) expect(after).toBe(`${reference}@${other}`);
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [closed.host]: { auth: btoa('somebody:wrong') } } }));
    expect(fixed(reference, '--registry').because).toEqual([
      `its digest is not known: ${closed.host}: it does not take the login of config.json for this image`,
    ]);
  }, 60_000);
});
