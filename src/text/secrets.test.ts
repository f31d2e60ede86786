import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../test/support/cpu-time.ts';
import { maskArguments, maskSecrets } from './secrets.ts';

describe('maskSecrets hides', () => {
  const rows: [line: string, masked: string][] = [
    ['  POSTGRES_PASSWORD: hunter2', '  POSTGRES_PASSWORD: *******'],
    ['  POSTGRES_PASSWORD: "hun ter2" # why', '  POSTGRES_PASSWORD: "********" # why'],
    ['  - POSTGRES_PASSWORD=hunter 2', '  - POSTGRES_PASSWORD=********'],
    ['  - "API_KEY=abc def"', '  - "API_KEY=*******"'],
    ['  pgpassword: x', '  pgpassword: *'],
    ['docker run -e DB_PASS=hunter2 nginx', 'docker run -e DB_PASS=******* nginx'],
    ["docker run -e 'DB_PASS=a b' nginx", "docker run -e 'DB_PASS=***' nginx"],
    ['docker run -e DB_PASS="a b"c nginx', 'docker run -e DB_PASS=****** nginx'],
    ['docker run -e DB_PASS=a\\ b nginx', 'docker run -e DB_PASS=**** nginx'],
    ['app --password hunter2 --port 80', 'app --password ******* --port 80'],
    ['app --db-password="a b" x', 'app --db-password="***" x'],
    ['command: ["app", "--token", "hunter2", "-v"]', 'command: ["app", "--token", "*******", "-v"]'],
    ['command: [app, --token, hunter2, -v]', 'command: [app, --token, *******, -v]'],
    ['{"secretKey":"hunter2","a":"b"}', '{"secretKey":"*******","a":"b"}'],
    ['"{\\"password\\": \\"hunter2\\"}"', '"{\\"password\\": \\"*******\\"}"'],
    ['environment: { DB_PASSWORD: hunter2, USER: me }', 'environment: { DB_PASSWORD: *******, USER: me }'],
    ['- { name: DB_PASSWORD, value: hunter2 }', '- { name: DB_PASSWORD, value: ******* }'],
    ['{"value":"hunter2","name":"DB_PASSWORD"}', '{"value":"*******","name":"DB_PASSWORD"}'],
    ['ENV DB_PASSWORD hunter 2', 'ENV DB_PASSWORD ********'],
    ['ARG NPM_TOKEN=hunter2', 'ARG NPM_TOKEN=*******'],
    ['postgres://user:hunter2@db/x', 'postgres://user:*******@db/x'],
    ['redis://:hun/ter2@db/x', 'redis://:********@db/x'],
    ['https://0123456789abcdefghij@host/x', 'https://********************@host/x'],
    ['DB: ${DB_PASSWORD:-hunter2}', 'DB: ${DB_PASSWORD:-*******}'],
    ['DB_PASSWORD: ${DB_PASSWORD:-hunter2}', 'DB_PASSWORD: ${DB_PASSWORD:-*******}'],
    ['image: AKIAIOSFODNN7EXAMPLE', 'image: ********************'],
    ['RUN curl -u me:hunter2 x', 'RUN curl -u me:******* x'],
    ['RUN mysql -u root -phunter2', 'RUN mysql -u root -p*******'],
    ['curl -H "Authorization: Bearer abc.def" x', 'curl -H "Authorization: **************" x'],
    ['-----BEGIN PRIVATE KEY-----', '***************************'],
    ['x: q9Zt4LwXv2Bn8Rk1Ys6Dm3Fh', 'x: ************************'],
    ['x: 0123456789abcdef0123456789abcdef', 'x: ********************************'],
  ];
  for (const [line, masked] of rows) it(line, () => expect(maskSecrets(line)).toBe(masked));
});

describe('maskSecrets leaves alone', () => {
  const lines = [
    '  POSTGRES_PASSWORD: ${DB_PASSWORD}',
    '  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}   # the password',
    '  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD} # why',
    '  POSTGRES_PASSWORD: $DB_PASSWORD',
    '  value: $(DB_PASSWORD)',
    'RUN export DB_PASSWORD="$(cat /run/secrets/db)" && curl -u me:"$(cat /run/secrets/db)" b',
    '  password: {{ .Values.password }}',
    '  POSTGRES_PASSWORD_FILE: /run/secrets/db',
    '  - POSTGRES_PASSWORD_FILE=/run/secrets/db',
    'automountServiceAccountToken: true',
    'secretName: db-credentials',
    'secretKeyRef: { name: db, key: password }',
    '    key: password',
    'privileged: true',
    'ipc: private',
    '- ./db_password:/run/secrets/db_password:ro',
    'image: nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'image: registry:5000/token-service:1.2@sha256:00',
    'image: ghcr.io/acme/app:0123456789abcdef0123456789abcdef01234567',
    'docker run -p3306:3306 -u 1000:1000 --security-opt no-new-privileges mysql',
    'docker run -u node:node curlimages/curl',
    '- /var/run/docker.sock:/var/run/docker.sock',
    'container.apparmor.security.beta.kubernetes.io/auth: unconfined',
    'PWD: /app',
    'author: somebody',
    '- /usr/share/zoneinfo/Europe/Berlin2:/usr/local/share/Zones/X11R6/Etc',
    'ssh://git@github.com/acme/app.git',
  ];
  for (const line of lines) it(line, () => expect(maskSecrets(line)).toBe(line));
});

describe('maskSecrets', () => {
  const name = fc.constantFrom('DB_PASSWORD', 'API_KEY', 'AUTH_TOKEN', 'secretKey', 'MYSQL_PWD', 'AWS_SECRET_ACCESS_KEY', 'SENTRY_DSN');
  const secret = fc.stringMatching(/^[a-zA-Z0-9]{6,40}$/).filter((word) => !/^(private|default|unconfined)$/i.test(word));
  const spaced = fc.stringMatching(/^[a-zA-Z0-9]{3,10} [a-zA-Z0-9]{3,10}$/);
  const plain: ((name: string, secret: string) => string)[] = [
    (n, s) => `      ${n}: ${s}`,
    (n, s) => `      - ${n}=${s}`,
    (n, s) => `      - "${n}=${s}"`,
    (n, s) => `docker run -e ${n}=${s} --env OTHER=1 image`,
    (n, s) => `docker run --env=${n}=${s} image`,
    (n, s) => `{"env":[{"name":"${n}","value":"${s}"}]}`,
    (n, s) => `{"${n}": "${s}"}`,
    (n, s) => `app --${n} ${s} image`,
    (n, s) => `["app","--${n}","${s}"]`,
    (n, s) => `ENV ${n} ${s}`,
    (n, s) => `URL: postgres://${n}:${s}@host:5432/db`,
    (n, s) => `x: \${${n}:-${s}}`,
  ];
  const quoted: ((name: string, secret: string) => string)[] = [
    (n, s) => `      ${n}: "${s}"`,
    (n, s) => `      ${n}: '${s}'`,
    (n, s) => `      - ${n}=${s}`,
    (n, s) => `docker run -e "${n}=${s}" image`,
    (n, s) => `docker run -e ${n}='${s}' image`,
    (n, s) => `{"${n}":"${s}"}`,
    (n, s) => `app --${n} "${s}" image`,
  ];

  it('never lets a named secret through', () => {
    fc.assert(
      fc.property(name, secret, fc.constantFrom(...plain), (n, s, context) => {
        fc.pre(!n.includes(s));
        expect(maskSecrets(context(n, s))).not.toContain(s);
      }),
      { numRuns: 2000 },
    );
  });

  it('never lets a named secret with blanks through', () => {
    fc.assert(
      fc.property(name, spaced, fc.constantFrom(...quoted), (n, s, context) => {
        const shown = maskSecrets(context(n, s));
        for (const part of s.split(' ')) if (!context(n, '').includes(part)) expect(shown).not.toContain(part);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the length of any text', () => {
    const pieces = fc.array(
      fc.constantFrom('PASSWORD', '=', ':', ' ', '"', "'", '\\', '--', '${', '}', '://', '@', ',', '{', 'value', 'name', 'x', '-'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((parts) => parts.join('')),
        ),
        (line) => {
          expect(maskSecrets(line)).toHaveLength(line.length);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    'PASSWORD=',
    'PASSWORD="',
    'PASSWORD ',
    '://',
    'eyJ',
    '"name":',
    'mysql -p',
    '--token, ',
    '\\"token\\":',
    "password:'",
    '${PASSWORD:-',
    'a-B3/',
  ])('takes linear time on a long line of %s', (piece) => {
    const time = (count: number): number => {
      const line = piece.repeat(count);
      const start = cpuTime();
      maskSecrets(line);
      return cpuTime() - start;
    };
    time(10_000);
    expect(time(40_000)).toBeLessThan(2_000);
  });

  it('knows the value of a flag in a list of arguments', () => {
    expect(maskArguments(['app', '--password', 'hunter2', '--user', 'me', '-v'])).toEqual([
      'app',
      '--password',
      '*******',
      '--user',
      'me',
      '-v',
    ]);
  });
});
