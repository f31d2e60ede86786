import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { secretInManifest } from './control.ts';

table(secretInManifest, [
  ['written on', { process: { noNewPrivileges: at(true) } }, 'held'],
  ['written off', { process: { noNewPrivileges: at(false) } }, 'broken'],
  ['off by default', { process: { noNewPrivileges: byDefault(false, "Docker's default") } }, 'broken'],
  ['not resolved', { process: { noNewPrivileges: unknown('${X} is not set') } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
