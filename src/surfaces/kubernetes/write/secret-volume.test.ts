import { expect, it } from 'vitest';
import { readManifest } from '../../../../test/support/kubernetes.ts';
import type { Change, Container, SecretFileVariable } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { writer } from './writer.ts';

const secret = (file: Partial<SecretFileVariable> = {}): Change => ({
  set: 'process.env.secret',
  to: { name: 'POSTGRES_PASSWORD', file: { variable: 'POSTGRES_PASSWORD_FILE', gid: 999, ...file } },
});

/** What is written, and the notes. */
function write(text: string, change = secret()): { readonly text: string; readonly notes: string } {
  const container = readManifest(text).containers[0] as Container;
  const { edits, refused, notes = [] } = writer.write(container, [change], { env: {}, load: () => undefined });
  const after = refused[0] === undefined ? applyEdits(container.origin.source, edits) : `! ${refused[0].because}`;
  expect(`${after}\n${notes.join('\n')}`).not.toContain('K4ngaroo');
  return { text: after, notes: notes.join('\n') };
}

/** A pod; `spec` stands before the containers, `body` in the container, `end` behind it. */
const pod = (env: string, { spec = '', body = '', end = '', image = 'postgres:17' } = {}): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: db\nspec:\n${spec}  containers:\n    - name: db\n      image: ${image}\n      env:\n${env}${body}${end}`;

const plain = '        - name: POSTGRES_PASSWORD # ours\n          value: K4ngaroo # shh\n';
const file = '        - name: POSTGRES_PASSWORD_FILE # ours\n          value: /run/secrets/db/POSTGRES_PASSWORD # shh\n';
const mount = '      volumeMounts:\n        - name: db-secret\n          mountPath: /run/secrets/db\n          readOnly: true\n';
const volume = (mode: string): string =>
  `  volumes:\n    - name: db-secret\n      secret:\n        secretName: db\n        defaultMode: ${mode}\n`;

it('is for root alone where root reads it', () => {
  expect(write(pod(plain)).text).toBe(pod(file, { body: mount, end: volume('0400') }));
});

it('is for the group of the pod where somebody else reads it', () => {
  const grouped = { spec: '  securityContext:\n    fsGroup: 999\n', body: mount, end: volume('0440') };
  expect(write(pod(plain), secret({ late: true })).text).toBe(pod(file, grouped));
  expect(write(pod(plain, { image: 'example.com/db' })).text).toBe(pod(file, { ...grouped, image: 'example.com/db' }));
  const user = '  securityContext:\n    runAsUser: 1000\n';
  expect(write(pod(plain, { spec: user })).text).toBe(pod(file, { ...grouped, spec: `${user}    fsGroup: 999\n` }));
});

it('leaves the group that the pod has', () => {
  const spec = '  securityContext:\n    runAsUser: 1000\n    fsGroup: 5\n';
  expect(write(pod(plain, { spec })).text).toBe(pod(file, { spec, body: mount, end: volume('0440') }));
});

it('joins the volumes and mounts that are there', () => {
  const other = {
    body: '      volumeMounts:\n        - {name: data, mountPath: /data}\n',
    end: '  volumes:\n    - name: data\n      emptyDir: {}\n',
  };
  expect(write(pod(plain, other)).text).toBe(
    pod(file, {
      body: `${other.body}${mount.slice(mount.indexOf('\n') + 1)}`,
      end: `${other.end}${volume('0400').slice('  volumes:\n'.length)}`,
    }),
  );
});

it('uses a volume of the Secret that is there, where it is mounted', () => {
  const there = {
    body: '      volumeMounts:\n        - {name: own, mountPath: /own/}\n',
    end: '  volumes:\n    - {name: own, secret: {secretName: db}}\n',
  };
  expect(write(pod(plain, there)).text).toBe(pod(file.replace('/run/secrets/db', '/own'), there));
});

it('works between braces, and in JSON', () => {
  const flow =
    '{apiVersion: v1, kind: Pod, metadata: {name: db}, spec: {containers: [{name: db, image: postgres, env: [{name: POSTGRES_PASSWORD, value: K4ngaroo}]}]}}\n';
  expect(write(flow).text).toBe(
    '{apiVersion: v1, kind: Pod, metadata: {name: db}, spec: {containers: [{name: db, image: postgres, env: [{name: POSTGRES_PASSWORD_FILE, value: /run/secrets/db/POSTGRES_PASSWORD}], volumeMounts: [{name: db-secret, mountPath: /run/secrets/db, readOnly: true}]}], volumes: [{name: db-secret, secret: {secretName: db, defaultMode: 0400}}]}}\n',
  );
  const json = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'db' },
    spec: { containers: [{ name: 'db', image: 'postgres', env: [{ name: 'POSTGRES_PASSWORD', value: 'K4ngaroo' }] }] },
  });
  expect(JSON.parse(write(json).text).spec.volumes).toEqual([{ name: 'db-secret', secret: { secretName: 'db', defaultMode: 0o400 } }]);
});

it.each([
  [
    'a probe names the variable',
    pod(plain, { body: '      livenessProbe:\n        exec:\n          command: [sh, -c, "psql $POSTGRES_PASSWORD"]\n' }),
    /something else/,
  ],
  ['another variable is made of it', pod(`${plain}        - name: URL\n          value: pg://$(POSTGRES_PASSWORD)@db\n`), /something else/],
  [
    'the file is written as well',
    pod(`${plain}        - name: POSTGRES_PASSWORD_FILE\n          value: /f\n`),
    /POSTGRES_PASSWORD_FILE is written/,
  ],
])('stays a variable, with the reason, where %s', (_, text, because) => {
  const after = write(text);
  expect(after.text).toMatch(/secretKeyRef:\n +name: db\n +key: POSTGRES_PASSWORD/);
  expect(after.notes).toMatch(because);
});

it('says why it stays a variable of an image that reads no file', () => {
  const { text, notes } = write(pod(plain), { set: 'process.env.secret', to: { name: 'POSTGRES_PASSWORD' } });
  expect(text).toContain('secretKeyRef');
  expect(notes).toMatch(/stays in the environment of the program, since the image is not known to read a file/);
});
