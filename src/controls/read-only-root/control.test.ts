import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { readOnlyRoot } from './control.ts';

table(readOnlyRoot, [
  ['written true', { root: { readonly: at(true) } }, 'held'],
  ['written false', { root: { readonly: at(false) } }, 'broken'],
  ['off by default', { root: { readonly: byDefault(false, "Docker's default") } }, 'broken'],
  ['not set', {}, 'broken'],
  ['not resolved', { root: { readonly: unknown('${RO} is not set') } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
