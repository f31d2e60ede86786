import { type FieldRow, fieldTable } from '../../../test/support/kubernetes.ts';

const uses: FieldRow[3] = (c) => c.secrets.map(({ name, item, mode, target }) => ({ name, item, mode, target }));
const mount = 'volumeMounts:\n- name: v\n  mountPath: /m';
const volume = (more: string): string => `volumes:\n- name: v\n  ${more}`;

fieldTable('the secrets of a volume, and their modes', [
  ['none', volume('secret: {secretName: s}'), mount, uses, [{ name: 's', target: '/m' }]],
  ['of the volume', volume('secret: {secretName: s, defaultMode: 0400}'), mount, uses, [{ name: 's', mode: 0o400, target: '/m' }]],
  [
    'in decimal, as JSON has it',
    volume('secret: {secretName: s, defaultMode: 288}'),
    mount,
    uses,
    [{ name: 's', mode: 0o440, target: '/m' }],
  ],
  [
    'items without one of their own',
    volume('secret: {secretName: s, defaultMode: 0440, items: [{key: a, path: b}]}'),
    mount,
    uses,
    [{ name: 's', mode: 0o440, target: '/m' }],
  ],
  [
    'one item of two',
    volume('secret: {secretName: s, defaultMode: 0440, items: [{key: a, path: x/b, mode: 0444}, {key: c, path: d}]}'),
    mount,
    uses,
    [
      { name: 's', mode: 0o440, target: '/m' },
      { name: 's', item: 'a', mode: 0o444, target: '/m/x/b' },
    ],
  ],
  [
    'every item: the mode of the volume counts for none',
    volume('secret: {secretName: s, defaultMode: 0444, items: [{key: a, path: b, mode: 0400}]}'),
    mount,
    uses,
    [{ name: 's', item: 'a', mode: 0o400, target: '/m/b' }],
  ],
  [
    'a projected volume',
    volume(
      'projected: {defaultMode: 0440, sources: [{secret: {name: s}}, {secret: {name: t, items: [{key: a, path: b, mode: 0644}]}}, {configMap: {name: c}}]}',
    ),
    mount,
    uses,
    [
      { name: 's', mode: 0o440, target: '/m' },
      { name: 't', item: 'a', mode: 0o644, target: '/m/b' },
    ],
  ],
  [
    'one that is to be filled in',
    volume('secret: {secretName: s, items: [{key: a, path: b, mode: "${MODE}"}]}'),
    mount,
    uses,
    [{ name: 's', item: 'a', mode: 'unknown', target: '/m/b' }],
  ],
]);
