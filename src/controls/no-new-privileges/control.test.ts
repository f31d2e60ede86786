import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { noNewPrivileges } from './control.ts';

table(noNewPrivileges, [
  ['written true', { process: { noNewPrivileges: at(true) } }, 'held'],
  ['written false', { process: { noNewPrivileges: at(false) } }, 'broken'],
  ['off by default', { process: { noNewPrivileges: byDefault(false, "Docker's default") } }, 'broken'],
  ['not resolved', { process: { noNewPrivileges: unknown('${X} is not set') } }, 'unknown'],
]);
