import { expect, it } from 'vitest';
import { readManifest } from '../../../../test/support/kubernetes.ts';
import type { Container, Patch, WritablePlace } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { writer } from './writer.ts';

const places = (...to: readonly WritablePlace[]): Patch => [
  { set: 'root.readonly', to: true },
  { set: 'mounts.writable', to },
];
const tmp: WritablePlace = { destination: '/tmp', size: 2 ** 26 };
const open: Patch = [{ set: 'linux.sysctl.set', to: { name: 'net.a', value: '0' } }];

type Row = readonly [title: string, before: string, patch: Patch, after: string, notes?: RegExp];

/** The spec of the pod, before and after; what is wrong with it after "! ". */
const rows: readonly Row[] = [
  [
    'begins both lists',
    'containers:\n  - name: web\n    image: a\n',
    places(tmp, { destination: '/var/cache/nginx' }),
    'containers:\n  - name: web\n    image: a\n    securityContext:\n      readOnlyRootFilesystem: true\n    volumeMounts:\n      - name: tmp\n        mountPath: /tmp\n' +
      '      - name: var-cache-nginx\n        mountPath: /var/cache/nginx\nvolumes:\n  - name: tmp\n    emptyDir:\n' +
      '      sizeLimit: 64Mi # bulkhead: a guess; measure, then set\n  - name: var-cache-nginx\n    emptyDir: {}\n',
  ],
  [
    'joins both, under a name that is free',
    'volumes: # all\n  - name: tmp\n    emptyDir: {}\ncontainers:\n  - name: web\n    image: a\n    volumeMounts:\n      - {name: tmp, mountPath: /x} # x\n',
    places(tmp),
    'volumes: # all\n  - name: tmp\n    emptyDir: {}\n  - name: web-tmp\n    emptyDir:\n      sizeLimit: 64Mi # bulkhead: a guess; measure, then set\n' +
      'containers:\n  - name: web\n    image: a\n    volumeMounts:\n      - {name: tmp, mountPath: /x} # x\n      - name: web-tmp\n        mountPath: /tmp\n' +
      '    securityContext:\n      readOnlyRootFilesystem: true\n',
  ],
  [
    'leaves a list of an anchor alone',
    'volumes: &v [{name: tmp, emptyDir: {}}]\ncontainers:\n  - name: web\n    image: a\n    x: *v\n    <<: {volumeMounts: [{name: tmp, mountPath: /x}]}\n',
    places(tmp),
    '! volumeMounts comes from an anchor: write it out first',
  ],
  [
    'takes what is kept as it is kept now',
    'containers:\n  - name: web\n    image: a\n    volumeMounts: []\nvolumes: []\n',
    [{ set: 'mounts.writable', to: [{ destination: '/d', keeps: 'its database' }] }],
    'containers:\n  - name: web\n    image: a\n    volumeMounts:\n      - name: d\n        mountPath: /d\nvolumes:\n  - name: d\n    emptyDir: {}\n',
    /its database.*is lost with the pod, as before/,
  ],
  [
    'covers no files of the image',
    'containers:\n  - name: web\n    image: a\n',
    places({ destination: '/conf', beside: 'its keystore' }),
    '! the image writes its keystore into /conf, beside files of its own: mount a volume with a copy of that folder there first',
  ],
  [
    'opens low ports',
    'containers:\n  - name: web\n    image: a\n',
    open,
    'securityContext:\n  sysctls:\n    - name: net.a\n      value: "0"\ncontainers:\n  - name: web\n    image: a\n',
  ],
  [
    'opens low ports beside other parameters',
    'securityContext:\n  sysctls:\n    - {name: b, value: "1"}\ncontainers:\n  - name: web\n    image: a\n',
    open,
    'securityContext:\n  sysctls:\n    - {name: b, value: "1"}\n    - name: net.a\n      value: "0"\ncontainers:\n  - name: web\n    image: a\n',
  ],
  [
    'opens no port of the node',
    'hostNetwork: true\ncontainers:\n  - name: web\n    image: a\n',
    open,
    "! its program listens on a port below 1024, which an ordinary user may not open in this network (it is the host's): let it listen on a higher one first",
  ],
];

const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n${spec.replace(/^(?=.)/gm, '  ')}`;

it.each(rows.map((row) => [row[0], row] as const))('%s', (_, [, before, patch, after, notes]) => {
  const container = readManifest(pod(before)).containers[0] as Container;
  const result = writer.write(container, patch, { env: {}, load: () => undefined });
  const because = result.refused[0]?.because;
  expect(because === undefined ? applyEdits(container.origin.source, result.edits) : `! ${because}`).toBe(
    after.startsWith('! ') ? after : pod(after),
  );
  if (notes !== undefined) expect(result.notes?.join('\n')).toMatch(notes);
});
