import { describe, expect, it } from 'vitest';
import { at, container, type Overrides } from '../../test/support/table.ts';
import { knownValue } from '../model/index.ts';
import { asStarted } from './started.ts';

const { origin } = at('');
const mount = (type: 'bind' | 'volume', source: string) => ({ origin, type: at(type), source: at(source), destination: at('/d') });
const running = (parts: Overrides = {}) =>
  container({
    group: 'shop',
    image: { reference: at('nginx:1') },
    process: { user: at({ uid: 101 }) },
    linux: { namespaces: { cgroup: at({ mode: 'host' }) } },
    mounts: [mount('volume', 'shop_data')],
    networks: [at('shop_default')],
    ...parts,
  });

const sourceOf = (one: ReturnType<typeof container>) => one.mounts.map(({ source }) => knownValue(source));
const networksOf = (one: ReturnType<typeof container>) => one.networks?.map((network) => knownValue(network));

describe('as it is handed to the engine', () => {
  it.each([
    ['./data', '/srv/shop/data'],
    ['../data', '/srv/data'],
    ['../../../..', '/'],
    ['.', '/srv/shop'],
    ['/abs', '/abs'],
    ['.hidden', '.hidden'],
  ])('a bind mount of %s', (source, expected) => {
    expect(sourceOf(asStarted(container({ mounts: [mount('bind', source)] }), running(), '/srv/shop'))).toEqual([expected]);
  });

  it('a volume of the project, and one that is not', () => {
    const declared = container({ mounts: [mount('volume', 'data'), mount('volume', 'other')] });
    expect(sourceOf(asStarted(declared, running(), '/'))).toEqual(['shop_data', 'other']);
  });

  it.each([
    ['nothing written: the one of the project', undefined, ['shop_default'], ['shop_default']],
    ['nothing written: the engine’s', undefined, ['bridge'], ['bridge']],
    ['nothing written, and it was joined to another', undefined, ['admin'], undefined],
    ['nothing written, and it was joined to one more', undefined, ['bridge', 'admin'], undefined],
    ['written', ['front'], ['shop_front', 'admin'], ['shop_front']],
    ['written, of no project', ['admin'], ['admin'], ['admin']],
  ])('networks: %s', (_name, declared, found, expected) => {
    const one = container(declared === undefined ? {} : { networks: declared.map((name) => at(name)) });
    expect(networksOf(asStarted(one, running({ networks: found.map((name) => at(name)) }), '/'))).toEqual(expected);
  });

  it.each([
    ['the same image', { image: { reference: at('nginx:1') } }, 101],
    ['another tag', { image: { reference: at('nginx:2') } }, undefined],
    ['one that is written', { image: { reference: at('nginx:1') }, process: { user: at({ uid: 5 }) } }, 5],
  ])('the user: %s', (_name, parts: Overrides, uid) => {
    const { user } = asStarted(container(parts), running(), '/').process;
    expect(user === undefined ? undefined : knownValue(user)?.uid).toBe(uid);
  });

  it('the cgroup namespace is not taken from it where it is written', () => {
    const declared = container({ linux: { namespaces: { cgroup: at({ mode: 'private' }) } } });
    expect(knownValue(asStarted(declared, running(), '/').linux.namespaces.cgroup)?.mode).toBe('private');
    expect(knownValue(asStarted(container(), running(), '/').linux.namespaces.cgroup)?.mode).toBe('host');
  });
});
