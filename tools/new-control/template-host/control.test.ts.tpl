import { hostTable } from '../../../test/support/host-table.ts';
import { __NAME__ } from './control.ts';

const set = (value: string) => `==> /proc/sys/kernel/dmesg_restrict <==\n${value}\n`;

hostTable(__NAME__, [
  ['on', set('1'), []],
  ['off', set('0'), [/^broken: /]],
  ['not there', '', [/^inapplicable: /]],
  ['not to be read', '==> /proc/sys/kernel/dmesg_restrict refused <==\n', [/^unknown: /]],
]);
