import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../test/support/cpu-time.ts';
import { secretInSettings } from './settings.ts';

const github = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6'}`;

describe('a file of settings gives away', () => {
  it.each([
    ['app.properties', 'a=b\nspring.datasource.password=K4ngaroo\n', 'spring.datasource.password', 'a password'],
    ['app.ini', '[db]\nadmin_password = K4ngaroo ; mine', 'admin_password', 'a password'],
    ['app.yaml', 'db:\n  password: "K4ngaroo" # of production\n', 'password', 'a password'],
    ['app.json', '{\n  "dbPassword": "K4ngaroo",\n  "a": 1\n}', 'dbPassword', 'a password'],
    ['config', 'export DB_PASSWORD=K4ngaroo', 'DB_PASSWORD', 'a password'],
    ['app.env', 'SECRET_KEY=q9Zt4LwXv2Bn8Rk1Ys6Dm3Fh', 'SECRET_KEY', 'a secret'],
    ['start.sh', `curl -H "Authorization: ${github}"`, '', 'a token of GitHub'],
    ['key.pem', '-----BEGIN PRIVATE KEY-----\nMIIE', '', 'a private key'],
    ['url.conf', 'x postgres://app:K4ngaroo@db/app', '', 'the password in the address'],
  ])('%s %j', (file, text, name, what) => expect(secretInSettings(file, text)).toMatchObject({ name, what }));
});

describe('a file of settings leaves alone', () => {
  it.each([
    ['app.properties', 'password=${DB_PASSWORD}'],
    ['app.properties', 'password='],
    ['app.properties', 'password=changeme'],
    ['app.yaml', 'password:\n  valueFrom: x'],
    ['app.yaml', 'password: {{ .Values.password }}'],
    ['app.yaml', 'existingSecret: my-release'],
    ['app.yaml', 'passwordKey: database_password'],
    ['app.yaml', 'password: /run/secrets/db'],
    ['app.conf', 'password = getenv("DB_PASSWORD")'],
    ['app.conf', 'password = os.environ["DB_PASSWORD"]'],
    ['app.conf', 'password: the one that you were given'],
    ['run.py', 'password = K4ngaroo'],
    ['init.sql', 'password = K4ngaroo'],
    ['ca.crt', '-----BEGIN CERTIFICATE-----\nMIIE'],
    ['nginx.conf', 'proxy_set_header Authorization $http_authorization;'],
    ['app.yaml', 'token_ttl: 3600\nsecret_name: db\nauthor: Somebody'],
  ])('%s %j', (file, text) => expect(secretInSettings(file, text)).toBeUndefined());
});

it('takes any text, in time that grows with its length', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void secretInSettings('a.conf', text)));
  const start = cpuTime();
  secretInSettings('a.conf', `password${' '.repeat(200_000)}=\n`.repeat(5));
  secretInSettings('a.conf', `${'- '.repeat(200_000)}\n`);
  expect(cpuTime() - start).toBeLessThan(2000);
});
