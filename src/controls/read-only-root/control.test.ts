import { expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
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

it('brings along what the image writes', () => {
  const patch = (reference: string) => readOnlyRoot.harden(container({ image: { reference: at(reference) } }));
  const readonly = { set: 'root.readonly', to: true };
  expect(patch('redis:7')).toEqual([readonly]);
  expect(patch('example.com/web')).toEqual([readonly, { set: 'mounts.writable', to: [{ destination: '/tmp', size: 2 ** 26 }] }]);
});
