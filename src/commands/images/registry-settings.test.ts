import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { all, fetched, folder, image, stops } from '../../../test/support/fetched-image.ts';
import { type Lie, lyingRegistry } from '../../../test/support/lying-registry.ts';
import { registryImage } from './registry.ts';

describe('logins', () => {
  const wanted = `Basic ${Buffer.from('me:secret').toString('base64')}`;
  const closed: Lie = (request, response) => {
    if (request.headers.authorization === wanted) return false;
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
    return true;
  };

  /** A folder with a program of that name, first in PATH. */
  function helper(script: string): string {
    const bin = mkdtempSync(join(folder, 'bin-'));
    writeFileSync(join(bin, 'docker-credential-test'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return bin;
  }

  async function withHelper(script: string) {
    const config = mkdtempSync(join(folder, 'config-'));
    writeFileSync(join(config, 'config.json'), '{"credsStore": "test"}');
    const path = process.env.PATH;
    process.env.PATH = `${helper(script)}:${path}`;
    try {
      return await fetched(closed, { env: { DOCKER_CONFIG: config } });
    } finally {
      process.env.PATH = path;
    }
  }

  it('of a helper, which is told the server and nothing else', async () => {
    const script = `read server; case "$1 $server" in "get 127.0.0.1:"*) echo '{"ServerURL":"x","Username":"me","Secret":"secret"}';; *) exit 1;; esac`;
    expect(await withHelper(script)).toMatchObject({ layers: all });
  });

  it.each<[string, string, RegExp]>([
    ['that has none', 'echo "credentials not found in native keychain"; exit 1', /docker login HOST/],
    ['that fails', 'echo "token: abc"; exit 1', /its login is not to be had: docker-credential-test gives none/],
    ['whose login is not taken', `echo '{"Username":"me","Secret":"wrong"}'`, /it does not take the login of docker-credential-test/],
  ])('of a helper %s', async (_, script, message) => {
    const { why } = await withHelper(script);
    expect(why).toMatch(message);
    expect(why).not.toMatch(/abc|wrong/);
  });

  it("of Podman's auth.json, for this repository alone", async () => {
    const runtime = mkdtempSync(join(folder, 'run-'));
    mkdirSync(join(runtime, 'containers'));
    const registry = await lyingRegistry(image, closed);
    stops.push(registry.stop);
    const auth = (name: string) => ({ [`${registry.host}/${name}`]: { auth: Buffer.from('me:secret').toString('base64') } });
    const by = { home: folder, env: { DOCKER_CONFIG: folder, XDG_RUNTIME_DIR: runtime, CONTAINERS_REGISTRIES_CONF: join(folder, 'none') } };
    const ask = () => registryImage(`${registry.host}/web:1`, { os: 'linux', architecture: 'amd64' }, by, 2000);
    writeFileSync(join(runtime, 'containers/auth.json'), JSON.stringify({ auths: auth('other') }));
    await expect(ask()).rejects.toThrow(/docker login/);
    writeFileSync(join(runtime, 'containers/auth.json'), JSON.stringify({ auths: auth('web') }));
    expect((await ask()).images.images).toHaveLength(1);
  });

  it('an identity token is changed for one to pull with', async () => {
    const config = mkdtempSync(join(folder, 'token-'));
    let body = '';
    const registry = await lyingRegistry(image, (request, response) => {
      if (request.method === 'POST') {
        request.on('data', (chunk) => {
          body += chunk;
        });
        request.on('end', () => response.end('{"access_token": "for-pulling"}'));
        return true;
      }
      if (request.headers.authorization === 'Bearer for-pulling') return false;
      response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="http://${request.headers.host}/token",service="me"` }).end();
      return true;
    });
    stops.push(registry.stop);
    writeFileSync(join(config, 'config.json'), JSON.stringify({ auths: { [registry.host]: { identitytoken: 'refresh-me' } } }));
    const by = { home: folder, env: { DOCKER_CONFIG: config, CONTAINERS_REGISTRIES_CONF: join(folder, 'none') } };
    expect((await registryImage(`${registry.host}/web:1`, undefined, by, 2000)).images.images).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-me',
      scope: 'repository:web:pull',
    });
  });
});

it('a mirror comes first, and who set it up wrongly is told', async () => {
  const registry = await lyingRegistry(image);
  stops.push(registry.stop);
  const conf = join(folder, 'registries.conf');
  const by = { home: folder, env: { DOCKER_CONFIG: folder, CONTAINERS_REGISTRIES_CONF: conf } };
  const ask = () => registryImage('registry.invalid/team/web:1', { os: 'linux', architecture: 'amd64' }, by, 2000);
  writeFileSync(
    conf,
    `[[registry]]\nprefix = "registry.invalid/team"\n[[registry.mirror]]\nlocation = "127.0.0.1:1/nobody"\n[[registry.mirror]]\nlocation = "${registry.host}"\n`,
  );
  expect((await ask()).where).toBe(`the registry http://${registry.host}`);
  writeFileSync(conf, '[[registry]]\nprefix = "registry.invalid"\nblocked = true\n');
  await expect(ask()).rejects.toThrow('registries.conf blocks registry.invalid');
  writeFileSync(conf, '[[registry]]\nprefix = registry.invalid\n');
  await expect(ask()).rejects.toThrow(`${conf}: line 2: this is not understood`);
});
