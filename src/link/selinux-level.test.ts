import { expect, it } from 'vitest';
import { at, container, type Overrides } from '../../test/support/table.ts';
import { knownValue, type Reader } from '../model/index.ts';
import { link } from './index.ts';

const labelled = (name: string, level: string | undefined, more: Overrides = {}) =>
  container({ id: name, name, process: { selinux: at({ disabled: false, ...(level === undefined ? {} : { level }) }) }, ...more });

it.each([
  ['the same level', [labelled('a', 's0:c1,c2'), labelled('b', 's0:c1,c2')], ['b']],
  ['other levels', [labelled('a', 's0:c1,c2'), labelled('b', 's0:c3,c4')], undefined],
  ['no level', [labelled('a', undefined), labelled('b', undefined)], undefined],
  ['the services of one project', [labelled('a', 's0', { group: 'p' }), labelled('b', 's0', { group: 'p' })], ['b']],
  [
    'the containers of one pod',
    [labelled('a', 's0', { group: 'p', engine: 'kubernetes' }), labelled('b', 's0', { group: 'p', engine: 'kubernetes' })],
    undefined,
  ],
  [
    'two pods',
    [labelled('a', 's0', { group: 'p', engine: 'kubernetes' }), labelled('b', 's0', { group: 'q', engine: 'kubernetes' })],
    ['b'],
  ],
])('%s', async (_name, siblings, sharedWith) => {
  const [first] = siblings;
  if (first === undefined) throw new Error('no container');
  const containerfile = (): Promise<Reader> => Promise.reject(new Error('not asked for'));
  const { container: joined } = await link(first, { context: { env: {}, load: () => undefined }, containerfile, siblings });
  expect(knownValue(joined.process.selinux)?.sharedWith).toEqual(sharedWith);
});
