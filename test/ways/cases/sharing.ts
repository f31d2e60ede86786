import type { Case } from '../case.ts';
import { pod } from '../scene.ts';

const claim = pod('volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]', 'volumeMounts: [{name: d, mountPath: /data}]');
const shares = pod('shareProcessNamespace: true', '');

export const sharingCases: readonly Case[] = [
  {
    kind: 'volume-write',
    certainty: 'open',
    open: 'docker run -v data:/data alpine',
    shut: { 'it mounts /data writable': 'docker run -v data:/data:ro alpine' },
  },
  {
    kind: 'volume-write',
    certainty: 'perhaps',
    open: 'docker run --user 1000 -v data:/data alpine',
    shut: { 'it mounts /data writable': 'docker run --user 1000 -v data:/data:ro alpine' },
  },
  {
    kind: 'volume-write',
    certainty: 'open',
    open: claim,
    shut: { 'it mounts /data writable': claim.replace('/data}', '/data, readOnly: true}') },
  },
  {
    kind: 'volume-use',
    certainty: 'perhaps',
    open: 'docker run -v data:/data:ro alpine',
    shut: { 'it uses the volume data at /data': 'docker run alpine' },
  },
  {
    kind: 'process-join',
    certainty: 'open',
    open: 'docker run --pid container:db alpine',
    which: 'root',
    shut: { 'it shares its processes with other containers': 'docker run alpine' },
  },
  {
    kind: 'process-join',
    certainty: 'open',
    open: shares,
    which: 'user 0',
    shut: { 'it shares its processes with other containers': pod('', '') },
  },
  { kind: 'process-reach', certainty: 'open', open: 'docker run --name db alpine', which: ':root', shut: {} },
  { kind: 'process-reach', certainty: 'perhaps', open: 'docker run --name db --cap-add SYS_ADMIN alpine', which: ':root', shut: {} },
  {
    kind: 'network-reach',
    certainty: 'fault',
    open: 'docker run --network container:db alpine',
    shut: { 'it shares a network with other containers': 'docker run --network none alpine' },
  },
  { kind: 'network-fault', certainty: 'fault', open: 'docker run alpine', shut: {} },
  {
    kind: 'memory-share',
    certainty: 'fault',
    open: 'docker run --ipc container:db alpine',
    shut: { 'it shares memory with another container': 'docker run alpine' },
  },
  { kind: 'memory-fault', certainty: 'fault', open: 'docker run --ipc shareable alpine', shut: {} },
];
