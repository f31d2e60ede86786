import { describe, expect, it } from 'vitest';
import { resolve } from '../engines/index.ts';
import {
  byDefault,
  type Container,
  type ImageAccounts,
  isUnknown,
  knownValue,
  nothingAsked,
  type UserId,
  written,
} from '../model/index.ts';
import { joinImage } from './image.ts';
import type { ImageAnswer, World } from './join.ts';

const origin = { source: { path: 'compose.yaml', text: 'x' }, start: 0, end: 1 };
const container = (image: Container['image'], kind: Container['kind'] = 'container'): Container => ({
  ...nothingAsked,
  ...{ id: 'a', name: 'a', kind, surface: 'compose', engine: 'docker', origin, image },
});
const named = (reference: string): Container['image'] => ({ reference: written(reference, origin) });
const ofUser = (uid: number): Container => {
  const image = container({}, 'image');
  return { ...image, process: { ...image.process, user: written({ uid }, origin) } };
};
const answers: Readonly<Record<string, ImageAnswer>> = { 'web:1': { image: ofUser(1000) }, 'gone:1': { because: 'nobody has it' } };

const asked: string[] = [];
const world: World = {
  context: { env: {}, load: () => undefined },
  images: async (reference) => {
    asked.push(reference);
    return answers[reference] ?? { because: 'not known' };
  },
  containerfile: () => Promise.reject(new Error('nobody asked for it')),
};

async function userOf(declared: Container): Promise<unknown> {
  const joined = joinImage.applies(declared, world) ? (await joinImage.join(declared, world)).container : declared;
  const { user } = resolve(joined, { kind: 'docker', version: '29' }).process;
  return isUnknown(user) ? user.because : knownValue(user);
}

describe('what a container leaves to its image', () => {
  it.each<[string, Container, unknown]>([
    ['an image that can be had', container(named('web:1')), { uid: 1000 }],
    ['one that cannot', container(named('gone:1')), 'the image gone:1 could not be looked at: nobody has it; its USER decides'],
    ['a Containerfile that sets no USER', container({ built: container(named('web:1'), 'image') }), { uid: 1000 }],
    ['one that sets one', container({ built: { ...ofUser(5), image: named('web:1') } }), { uid: 5 }],
    ['the result of a Containerfile', container(named('web:1'), 'image'), { uid: 1000 }],
    ['what is known of well-known images, where it cannot be had', container(named('postgres:17')), { uid: 0 }],
  ])('%s', async (_, declared, expected) => expect(await userOf(declared)).toEqual(expected));

  it.each<[string, UserId | undefined, UserId | undefined, unknown, boolean]>([
    ['an ordinary user of the image', undefined, { name: 'app' }, { name: 'app' }, true],
    ['root by another name', undefined, { name: 'root2' }, { uid: 0 }, true],
    ['root by another name that is written over it', { name: 'root2' }, { uid: 5 }, { uid: 0 }, true],
    ['a number over a name', { uid: 5 }, { name: 'root2' }, { uid: 5 }, false],
    ['numbers alone', undefined, { uid: 5 }, { uid: 5 }, false],
  ])('%s: its /etc/passwd is asked for where there is a name', async (_, over, own, expected, isAsked) => {
    let count = 0;
    const withUser = (one: Container, user: UserId | undefined): Container =>
      user === undefined ? one : { ...one, process: { ...one.process, user: written(user, origin) } };
    const accounts = async (): Promise<ImageAccounts> => {
      count++;
      return {
        users: [
          { name: 'app', uid: 1000, gid: 7 },
          { name: 'root2', uid: 0 },
        ],
      };
    };
    const images = async (): Promise<ImageAnswer> => ({ image: withUser(container({}, 'image'), own), accounts });
    const { container: joined } = await joinImage.join(withUser(container(named('web:1')), over), { ...world, images });
    const { user, group } = resolve(joined, { kind: 'docker', version: '29' }).process;
    expect([knownValue(user), count]).toEqual([expected, isAsked ? 1 : 0]);
    if (own?.name === 'app') expect(knownValue(group)).toEqual({ gid: 7 });
  });

  it('is not asked for where there is no name', async () => {
    asked.length = 0;
    const images: Container['image'][] = [{}, named('scratch'), named('a b'), named(''), { built: container(named('scratch'), 'image') }];
    for (const image of images) await userOf(container(image));
    expect(asked).toEqual([]);
    expect(joinImage.applies(container(named('web:1')), { ...world, images: undefined } as World)).toBe(false);
  });

  it('ports and volumes come along, but for those that are declared', async () => {
    const port = (containerPort: string, published = false) => ({ origin, containerPort: written(containerPort, origin), published });
    const volume = (path: string, type: 'volume' | 'bind' = 'volume') => ({
      origin,
      type: written(type, origin),
      destination: written(path, origin),
    });
    const built: Container = { ...container({}, 'image'), ports: [port('80'), port('90')], mounts: [volume('/data/'), volume('/other')] };
    const declared: Container = { ...container({ built }), ports: [port('80', true)], mounts: [volume('/data', 'bind')] };
    const { ports, mounts } = resolve(declared, { kind: 'docker', version: '29' });
    expect(ports.map(({ containerPort, published }) => [knownValue(containerPort), published])).toEqual([
      ['80', true],
      ['90', false],
    ]);
    const own = mounts.filter(({ type }) => ['volume', 'bind'].includes(knownValue(type) ?? ''));
    expect(own.map(({ destination }) => knownValue(destination))).toEqual(['/data', '/other']);
    const pod = resolve({ ...declared, engine: 'kubernetes' }, { kind: 'kubernetes', version: '1.34' });
    expect(pod.ports).toHaveLength(1);
  });
});

it('a default says that the image decided', async () => {
  const image = container({}, 'image');
  const root = { ...image, process: { ...image.process, user: byDefault({ uid: 0 }, 'the image sets no USER, so root', origin) } };
  const { container: joined } = await joinImage.join(container(named('web:1')), { ...world, images: async () => ({ image: root }) });
  expect(resolve(joined, { kind: 'docker', version: '29' }).process.user).toMatchObject({
    state: 'default',
    from: 'the image sets no USER, so root',
  });
});
