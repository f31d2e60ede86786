import { at, source, table } from '../../../test/support/table.ts';
import { type Pod, unknown, type WrittenContainer } from '../../model/index.ts';
import { hostProcess } from './control.ts';

const pod = (security: Pod['security']): Pod => ({
  name: 'Pod/web',
  origin: { source, start: 0, end: 1 },
  labels: new Map(),
  annotations: new Map(),
  builtin: true,
  security,
  sysctls: [],
  volumes: [],
});

const own = (security: WrittenContainer['security']): WrittenContainer => ({ name: 'web', leads: true, security, hosts: [] });

table(hostProcess, [
  ['the container says so', { os: at('windows'), written: own({ hostProcess: at(true) }) }, 'broken', /Windows host/],
  ['the pod says so', { os: at('windows'), pod: pod({ hostProcess: at(true) }), written: own({}) }, 'broken'],
  [
    'the container says otherwise',
    { os: at('windows'), pod: pod({ hostProcess: at(true) }), written: own({ hostProcess: at(false) }) },
    'held',
  ],
  ['whatever the pod says of its system', { pod: pod({ hostProcess: at(true) }), written: own({}) }, 'broken'],
  ['nobody says so', { os: at('windows'), pod: pod({}), written: own({}) }, 'held'],
  ['not resolved', { os: at('windows'), written: own({ hostProcess: unknown('${X} is to be filled in') }) }, 'unknown'],
  ['Linux', {}, 'inapplicable'],
]);
