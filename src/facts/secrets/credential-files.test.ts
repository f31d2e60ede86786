import { describe, expect, it } from 'vitest';
import { addressMark, anchors, pemBegin } from './anchors.ts';
import { namePieces } from './assigned-in.ts';
import { credentialsIn, isCredentialFile } from './credential-files.ts';
import { tokenShapes } from './tokens.ts';

const secret = 'Xk29dLq8vR3mT7wZ';

describe('a login in the file that a program keeps it in', () => {
  it.each<[path: string, text: string]>([
    ['etc/wireguard/wg0.conf', `[Interface]\nPrivateKey = ${secret}${secret}aB3dE5gH7jK=\n`],
    ['var/www/html/wp-config.php', `define( 'DB_USER', 'wp' );\ndefine( 'DB_PASSWORD', '${secret}' );\n`],
    ['root/.composer/auth.json', `{"http-basic": {"repo.example.com": {"username": "a", "password": "${secret}"}}}`],
    ['etc/pip.conf', `[global]\nindex-url = https://bob:${secret}@pypi.example.com/simple\n`],
    ['app/NuGet.Config', `<add key="ClearTextPassword" value="${secret}" />`],
    ['root/.s3cfg', `access_key = a\nsecret_key = ${secret}\n`],
    ['etc/mysql/debian.cnf', `[client]\npassword = ${secret}\n`],
    ['etc/redis/redis.conf', `# requirepass foobared\nrequirepass ${secret}\n`],
    ['etc/wpa_supplicant/wpa_supplicant.conf', `network={\n  psk="${secret}"\n}`],
    ['etc/samba/credentials', `username=a\npassword=${secret}\n`],
    ['app/.vault_pass', `${secret}\n`],
    ['etc/nginx/.htpasswd', `bob:$apr1$aB3dE5gH$${secret}\n`],
    [
      'root/key.ppk',
      `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: a\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 1\n${secret}${secret}\n`,
    ],
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

  it('the master key of a Rails application, which is hexadecimal', () => {
    expect(credentialsIn('app/config/master.key', '3f1c9be07d24a6581e0b9c8d7a6f5e41\n')).toMatchObject([
      { start: 0, certainty: 'certain' },
    ]);
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
    for (const word of anchors().filter((one) => one !== pemBegin && one !== addressMark && !namePieces.includes(one)))
      expect(
        tokenShapes.some(({ prefix }) => new RegExp(`^${prefix}$`).test(word)),
        word,
      ).toBe(true);
    expect(Math.min(...anchors().map(({ length }) => length))).toBeGreaterThanOrEqual(3);
    expect(anchors()).toEqual(expect.arrayContaining(['ghp_', 'glsoat-', 'sk_live_', 'rk_test_', 'hvs.', 'dop_v1_', 'SG.']));
  });
});
