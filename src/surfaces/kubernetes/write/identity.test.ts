import { expect, it } from 'vitest';
import { readManifest } from '../../../../test/support/kubernetes.ts';
import type { Change, Container } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { writer } from './writer.ts';

function write(text: string, ...changes: readonly Change[]): { readonly text: string; readonly notes: string } {
  const container = readManifest(text).containers[0] as Container;
  const { edits, refused, notes = [] } = writer.write(container, changes, { env: {}, load: () => undefined });
  const after = refused[0] === undefined ? applyEdits(container.origin.source, edits) : `! ${refused[0].because}`;
  return { text: after, notes: notes.join('\n') };
}

const user: Change = { set: 'process.user', to: '999:999' };
const group: Change = { set: 'pod.fsGroup', to: 999 };

const pod = (volume: string, more = '', image = 'example.com/db'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: db}\nspec:\n  containers:\n    - name: db\n      image: ${image}\n${more}      volumeMounts:\n        - {name: data, mountPath: /var/lib/postgresql/data}\n  volumes:\n    - name: data\n      ${volume}\n`;

it('is written with the group of the volumes, once', () => {
  const { text } = write(pod('persistentVolumeClaim: {claimName: data}'), user, group);
  expect(text).toContain('spec:\n  securityContext:\n    fsGroup: 999\n  containers:');
  expect(text).toContain('      securityContext:\n        runAsUser: 999\n        runAsGroup: 999\n');
  const own = text.replace('fsGroup: 999', 'fsGroup: 5');
  expect(write(own, { set: 'process.user', to: '7:7' }, group).text).toContain('fsGroup: 5');
});

it.each(['hostPath: {path: /srv}', 'nfs: {server: a, path: /b}'])('is not written for %s, whose owner nobody changes', (volume) => {
  expect(write(pod(volume), user, group).text).toMatch(/^! it may write \/var\/lib\/postgresql\/data, whose owner/);
  const readonly = pod(volume).replace('/data}', '/data, readOnly: true}');
  expect(write(readonly, user, group).text).toContain('runAsUser: 999');
});

it('says what a new volume of PostgreSQL needs', () => {
  const claim = 'persistentVolumeClaim: {claimName: data}';
  const asked = (more: string, image: string): string => write(pod(claim, more, image), user, group).notes;
  expect(asked('', 'postgres:17')).toMatch(/set PGDATA to a folder below/);
  expect(asked('      env: [{name: PGDATA, value: /var/lib/postgresql/data/db}]\n', 'postgres:17')).toBe('');
  expect(asked('', 'example.com/db')).toBe('');
});

it('leaves a container alone that was written for what only root may do', () => {
  const sysctl = pod('emptyDir: {}', '      command: [sysctl, -w, vm.max_map_count=262144]\n      securityContext: {privileged: true}\n');
  for (const change of [user, { set: 'privileged', to: false }, { set: 'process.runAsNonRoot', to: true }] as const)
    expect(write(sysctl, change).text).toMatch(/^! its command runs sysctl -w, which would then fail: set it on the node/);
  const chown = pod('emptyDir: {}', '      command: [sh, -c, "chown -R 999 /data"]\n');
  expect(write(chown, user).text).toMatch(/^! its command runs chown/);
  expect(write(chown, { set: 'root.readonly', to: true }).text).toContain('readOnlyRootFilesystem: true');
});
