import { describe, expect, it } from 'vitest';
import { anchors, pemBegin } from './anchors.ts';
import { namePieces } from './assigned-in.ts';
import { credentialsIn, isCredentialFile } from './credential-files.ts';
import { tokenShapes } from './tokens.ts';

const secret = 'Xk29dLq8vR3mT7wZ';

describe('a login in the file that a program keeps it in', () => {
  it.each<[path: string, text: string]>([
    ['root/.netrc', `machine git.example.com\n login bob\n password ${secret}\n`],
    ['home/a/.docker/config.json', `{"auths": {"registry.example.com": {"auth": "${secret}"}}}`],
    ['root/.config/containers/auth.json', `{"auths": {"registry.example.com": {"auth": "${secret}"}}}`],
    ['root/.npmrc', `//registry.npmjs.org/:_authToken=${secret}`],
    ['app/.yarnrc.yml', `npmAuthToken: "${secret}"`],
    ['root/.pypirc', `[pypi]\nusername = __token__\npassword = ${secret}`],
    ['root/.aws/credentials', `[default]\naws_access_key_id = AKIAQWERTYUIOPASDFGH\naws_secret_access_key = ${secret}${secret}`],
    ['root/.git-credentials', `https://bob:${secret}@git.example.com`],
    ['root/.kube/config', `users:\n- user:\n    client-key-data: ${secret}${secret}\n`],
    ['etc/kubernetes/admin.conf', `users:\n- user:\n    token: ${secret}\n`],
    ['root/.pgpass', `db.example.com:5432:*:bob:${secret}`],
    ['root/.my.cnf', `[client]\npassword = "${secret}"`],
    ['root/.config/gh/hosts.yml', `github.com:\n  oauth_token: ${secret}`],
    ['root/.config/gcloud/application_default_credentials.json', `{"refresh_token": "${secret}"}`],
    ['root/.vault-token', `${secret}\n`],
    ['root/.terraform.d/credentials.tfrc.json', `{"credentials": {"app.terraform.io": {"token": "${secret}"}}}`],
    ['root/.cargo/credentials.toml', `[registry]\ntoken = "${secret}"`],
    ['root/.gem/credentials', `---\n:rubygems_api_key: ${secret}`],
    ['root/.m2/settings.xml', `<server><password>${secret}</password></server>`],
    ['etc/shadow', `root:$6$${secret}$${secret}:19000:0:99999:7:::`],
    ['app/.env.production', `A=b\nDB_PASSWORD=${secret}\n`],
  ])('%s', (path, text) => {
    expect(isCredentialFile(path)).toBe(true);
    const [found, ...more] = credentialsIn(path, text);
    expect(more).toEqual([]);
    expect(found?.text).toContain(secret);
    expect(text.slice(found?.start)).toContain(secret);
  });

  it.each<[path: string, text: string]>([
    ['etc/shadow', 'root:*:19000:0:99999:7:::\ndaemon:!:19000::::::'],
    ['root/.npmrc', '//registry.npmjs.org/:_authToken=${NPM_TOKEN}'],
    ['root/.docker/config.json', '{"credsStore": "desktop", "auths": {"registry.example.com": {}}}'],
    ['root/.aws/credentials', 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['root/.m2/settings.xml', '<server><password>{encrypted=}</password></server>'],
    ['root/.kube/config', 'users:\n- user:\n    exec:\n      command: aws\n'],
    ['root/.pgpass', '# host:port:database:user:password'],
  ])('not in %s, where it is elsewhere or none', (path, text) => {
    expect(isCredentialFile(path)).toBe(true);
    expect(credentialsIn(path, text)).toEqual([]);
  });

  it.each(['etc/passwd', 'usr/share/docs/netrc.txt', 'app/config.json', 'app/.env.example', 'app/environment', 'etc/kubernetes.txt'])(
    '%s is no such file',
    (path) => expect(isCredentialFile(path)).toBe(false),
  );
});

describe('the words that are looked for first', () => {
  it.each(tokenShapes.filter(({ genuine }) => genuine !== undefined).map(({ prefix }) => prefix))('%s begins with them alone', (prefix) => {
    expect(anchors().some((word) => new RegExp(`^${prefix}$`).test(word))).toBe(true);
  });

  it('are all prefixes of a shape, and long enough to be searched for', () => {
    for (const word of anchors().filter((one) => one !== pemBegin && !namePieces.includes(one)))
      expect(
        tokenShapes.some(({ prefix }) => new RegExp(`^${prefix}$`).test(word)),
        word,
      ).toBe(true);
    expect(Math.min(...anchors().map(({ length }) => length))).toBeGreaterThanOrEqual(3);
    expect(anchors()).toEqual(expect.arrayContaining(['ghp_', 'glsoat-', 'sk_live_', 'rk_test_', 'hvs.', 'dop_v1_', 'SG.']));
  });
});
