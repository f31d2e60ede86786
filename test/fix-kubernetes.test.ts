import { expect, it } from 'vitest';
import { fixed } from './support/fix.ts';

const pod = (containers: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {app: web}\nspec:\n  containers:\n${containers}${more}`;

it('takes a volume away with its last mount, whoever goes last', async () => {
  const one = (name: string): string =>
    `    - name: ${name}\n      image: nginx\n      volumeMounts:\n        - {name: sock, mountPath: /run/docker.sock}\n`;
  const text = pod(one('a') + one('b'), '  volumes:\n    - name: sock\n      hostPath: {path: /run/docker.sock}\n');
  const { texts, left } = await fixed({ 'web.yaml': text }, { controls: ['engine-socket'] });
  expect(texts.get('web.yaml')).toBe(pod('    - name: a\n      image: nginx\n    - name: b\n      image: nginx\n'));
  expect(left).toEqual([]);
});

it('comes back to what another remedy had to make room for', async () => {
  const context = '      securityContext:\n        privileged: true\n        allowPrivilegeEscalation: true\n';
  const text = pod(`    - name: a\n      image: nginx\n${context}`);
  const { texts, left } = await fixed({ 'web.yaml': text }, { controls: ['no-new-privileges', 'privileged'] });
  expect(texts.get('web.yaml')).toBe(text.replaceAll(': true', ': false'));
  expect(left).toEqual([]);
  const alone = await fixed({ 'web.yaml': text }, { controls: ['no-new-privileges'] });
  expect(alone.texts.get('web.yaml')).toBe(text);
  expect(alone.left.map(({ because }) => because)).toEqual(['the API server refuses it beside privileged: true: take that away first']);
});

it('writes once what a pod says for all its containers, and a second run changes nothing', async () => {
  const text = pod('    - name: a # first\n      image: nginx:1.27\n    - name: b # second\n      image: nginx:1.27\n', '# end\n');
  const first = await fixed({ 'web.yaml': text });
  const after = first.texts.get('web.yaml') ?? '';
  expect(after.match(/automountServiceAccountToken/g)).toHaveLength(1);
  expect(after.match(/allowPrivilegeEscalation: false/g)).toHaveLength(2);
  for (const comment of text.match(/#.*/g) ?? []) expect(after).toContain(comment);
  const second = await fixed({ 'web.yaml': after });
  expect(second.mended).toEqual([]);
  expect(second.texts.get('web.yaml')).toBe(after);
});
