import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../test/support/cpu-time.ts';
import { secretsInScript, secretsInWords } from './command.ts';
import { literalSecret } from './literal.ts';
import { tokensIn } from './tokens.ts';

const github = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6'}`;

describe('literalSecret finds', () => {
  it.each([
    ['POSTGRES_PASSWORD', 'hunter2', 'literal', 'a password'],
    ['PGPASSWORD', 'postgres', 'weak', 'a password'],
    ['DB_PASS', 'changeme', 'weak', 'a password'],
    ['MYSQL_PWD', '123456', 'weak', 'a password'],
    ['password', 'your-password-here', 'weak', 'a password'],
    ['MYSQL_ROOT_PASSWORD', 'my-secret-pw', 'weak', 'a password'],
    ['ADMIN_PASSWORD_DEFAULT', 'K4ngaroo', 'literal', 'a password'],
    ['JWT_SECRET', 'keyboard cat', 'literal', 'a secret'],
    ['SECRET_KEY_BASE', '0123456789abcdef0123456789abcdef', 'literal', 'a secret'],
    ['AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYz8Tq2LmN4v', 'literal', 'a secret'],
    ['API_TOKEN', 'c29tZXRoaW5n', 'literal', 'a token'],
    ['STRIPE_KEY', 'q9Zt4LwXv2Bn8Rk1Ys6Dm3Fh', 'literal', 'a secret'],
    ['ANYTHING', github, 'token', 'a token of GitHub'],
    ['ANYTHING', `--auth ${github}`, 'token', 'a token of GitHub'],
    ['KEY', '-----BEGIN RSA PRIVATE KEY-----\nMIIE', 'token', 'a private key'],
    ['DATABASE_URL', 'postgres://app:hunter2@db:5432/app', 'literal', 'the password in the address'],
    ['DATABASE_URL', 'postgres://postgres:postgres@db', 'weak', 'the password in the address'],
    ['REDIS', 'redis://:s3cr3tly@cache', 'literal', 'the password in the address'],
    ['DB', 'Server=db;User Id=sa;Password=Gr4nite!;', 'literal', 'the password in the connection string'],
  ])('%s=%s', (name, value, certainty, what) => expect(literalSecret(name, value)).toMatchObject({ certainty, what }));
});

describe('literalSecret leaves alone', () => {
  it.each([
    ['POSTGRES_PASSWORD_FILE', '/run/secrets/db'],
    ['POSTGRES_PASSWORD', ''],
    ['POSTGRES_PASSWORD', '${DB_PASSWORD}'],
    ['POSTGRES_PASSWORD', '$(DB_PASSWORD)'],
    ['POSTGRES_PASSWORD', '{{ .Values.password }}'],
    ['POSTGRES_PASSWORD', '<password>'],
    ['POSTGRES_PASSWORD', '/run/secrets/db'],
    ['PASSWORD_MIN_LENGTH', '12'],
    ['KEY_ALGORITHM', 'HS256'],
    ['TOKEN_TTL', '3600'],
    ['ACCESS_TOKEN', '3600s'],
    ['MAX_TOKEN', '4096000000'],
    ['ALLOW_EMPTY_PASSWORD', 'yes'],
    ['MYSQL_RANDOM_ROOT_PASSWORD', '1'],
    ['ENABLE_TOKEN', 'always-on'],
    ['TOKEN_URL', 'https://example.com/oauth/token'],
    ['AUTH_TOKEN', 'https://example.com/oauth/token'],
    ['SECRET_NAME', 'db-credentials'],
    ['TLS_SECRET', 'web-tls'],
    ['API_KEY', 'your-api-key-here'],
    ['JWT_KEY', '/etc/keys/jwt.pem'],
    ['VAULT_SECRET', 'vault:secret/data/db#password'],
    ['PUBLIC_KEY', 'q9Zt4LwXv2Bn8Rk1Ys6Dm3Fh'],
    ['GPG_KEY', 'a035c8c19219ba821ecea86b64e628f8d684696d'],
    ['SORT_KEY', 'created_at'],
    ['MINIO_ACCESS_KEY', 'minio'],
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
    ['AWS_ACCESS_KEY_ID', 'AKIAQWERTYUIOPASDFGH'],
    ['STRIPE', 'pk_live_0123456789abcdefABCDEFGH'],
    ['GIT_COMMIT', '0123456789abcdef0123456789abcdef01234567'],
    ['IMAGE', 'nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'],
    ['DATABASE_URL', 'postgres://app@db:5432/app'],
    ['DATABASE_URL', 'postgres://app:$(PASSWORD)@db:5432/app'],
    ['PWD', '/app'],
    ['author', 'somebody'],
    ['COMPASS', 'north'],
    ['TOKEN', `ghp_${'x'.repeat(36)}`.slice(0, 3)],
  ])('%s=%s', (name, value) => expect(literalSecret(name, value)).toBeUndefined());
});

describe('secrets in commands', () => {
  it.each([
    ['app --password hunter2', '--password', 'hunter2'],
    ['docker run -it -e DB_PASSWORD=hunter2 x', 'DB_PASSWORD', 'hunter2'],
    ['export TOKEN="c29tZXRoaW5n"; run', 'TOKEN', 'c29tZXRoaW5n'],
    ['redis-server --requirepass hunter2', '--requirepass', 'hunter2'],
    ['mysql -u root -phunter2 db', '-p', 'hunter2'],
    ['sshpass -p hunter2 ssh x', '-p', 'hunter2'],
    ['redis-cli -h x -a hunter2 ping', '-a', 'hunter2'],
    ['curl -fsS -u me:hunter2 https://x', '-u', 'hunter2'],
    ["echo 'root:hunter2' | chpasswd", 'chpasswd', 'hunter2'],
    ['git clone https://me:hunter2@example.com/x.git', '', 'hunter2'],
  ])('%s', (text, name, value) => {
    const found = secretsInScript(text);
    expect(found.map((secret) => [secret.name, text.slice(secret.start, secret.end)])).toEqual([[name, value]]);
  });

  it.each([
    'mysql -p < dump.sql',
    'mysql -u root -p$PASSWORD',
    'app --password-file /run/secrets/x --token-ttl 3600',
    'docker run -p 3306:3306 -u 1000:1000 mysql',
    'apt-get install -y passwd secret-tool',
    'echo "$USER:$PASS" | chpasswd',
    'curl -u "$USER:$PASS" https://x',
    'test -n "$TOKEN" || exit 1',
    'npm config set //registry/:_authToken=${NPM_TOKEN}',
    'openssl rand -base64 32 > /token',
    'git clone ssh://git@example.com:22/x.git',
  ])('%s: nothing', (text) => expect(secretsInScript(text)).toEqual([]));

  it('reads words', () => {
    const names = (words: string[]) => secretsInWords(words).map(({ name }) => name);
    expect(names(['app', '--password', 'hunter2'])).toEqual(['--password']);
    expect(names(['app', '--password=hunter2', 'API_TOKEN=c29tZXRoaW5n'])).toEqual(['--password', 'API_TOKEN']);
    expect(names(['sh', '-c', 'export DB_PASSWORD=hunter2 && run'])).toEqual(['DB_PASSWORD']);
    expect(names(['mysqld', '-u', 'root', 'x'])).toEqual([]);
    expect(names(['app', '--password', '--verbose'])).toEqual([]);
    expect(names(['app', '--token', '$(TOKEN)'])).toEqual([]);
  });

  it('never throws, and its ranges lie inside the text', () => {
    const pieces = fc.array(
      fc.constantFrom('--password', ' ', '=', '"', "'", 'curl -u a:b', 'mysql -pX', '://', 'u:p@', ';', 'ghp_', 'A1b', '\n'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((parts) => parts.join('')),
        ),
        (text) => {
          for (const { start, end } of secretsInScript(text)) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
          secretsInWords(text.split(' '));
          tokensIn(text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(['--password ', 'a=', 'curl -u ', 'mysql ', 'echo a:', '://a:', ';password=', '-----BEGIN', 'eyJ', 'changeme', 'A1b2'])(
    'takes linear time on a long text of %s',
    (piece) => {
      const start = cpuTime();
      secretsInScript(piece.repeat(20_000));
      literalSecret('PASSWORD', piece.repeat(20_000));
      expect(cpuTime() - start).toBeLessThan(3_000);
    },
  );
});
