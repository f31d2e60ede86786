import { describe, expect, it } from 'vitest';
import { at, container, type Overrides } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { type ImageUser, identityOf } from './identity.ts';

const facts: Readonly<Record<string, ReturnType<ImageUser>>> = {
  'postgres:15': { user: '', entrypointUser: 'postgres', source: 'docker-library/postgres' },
  'node:20': { user: '', source: 'nodejs/docker-node' },
  'app:1': { user: '1001', source: 'somewhere' },
  'web:1': { user: 'web:101', source: 'somewhere' },
};
const imageUser: ImageUser = (reference) => facts[reference];
const identity = (parts: Overrides) => identityOf(container(parts), imageUser, 'Docker 29 default');
const image = (parts: Overrides) => container({ kind: 'image', surface: 'containerfile', ...parts });

describe('user', () => {
  const built = image({ process: { user: at({ name: 'app' }, 7) }, image: { reference: at('node:20') } });
  const inherits = image({ image: { reference: at('app:1'), build: { origin: at('').origin, args: [] } } });

  it.each<[string, Overrides, unknown]>([
    ['written', { process: { user: at({ uid: 5 }) }, image: { reference: at('node:20') } }, at({ uid: 5 })],
    ['written and not known', { process: { user: unknown('${U} is not set') } }, unknown('${U} is not set')],
    ["of the Containerfile's USER", { image: { built } }, at({ name: 'app' }, 7)],
    ["of the Containerfile's base", { image: { built: inherits } }, byDefault({ uid: 1001 }, 'the image app:1 sets USER 1001')],
    [
      'of an image from scratch',
      { image: { reference: at('scratch') } },
      byDefault({ uid: 0 }, 'an image from scratch sets no USER, so root'),
    ],
    ['of a public image', { image: { reference: at('node:20') } }, byDefault({ uid: 0 }, 'the image node:20 sets no USER, so root')],
    [
      'of a public image that steps down',
      { image: { reference: at('postgres:15') } },
      byDefault({ uid: 0 }, 'the image postgres:15 sets no USER, so root; its entry point steps down to postgres'),
    ],
    [
      'of a public image with a name',
      { image: { reference: at('web:1') } },
      byDefault({ name: 'web' }, 'the image web:1 sets USER web:101'),
    ],
    [
      'of another image',
      { image: { reference: at('own:1', 3) } },
      unknown('the image own:1 was not looked at; its USER decides', at('', 3).origin),
    ],
    [
      'of an image that is not known',
      { image: { reference: unknown('${TAG} is not set') } },
      unknown('the image is not known: ${TAG} is not set; its USER decides', container().origin),
    ],
    ['of no image', {}, unknown('the image is not named; its USER decides', container().origin)],
    [
      'of a Containerfile out of reach',
      { image: { reference: at('node:20'), build: { origin: at('', 4).origin, args: [] } } },
      unknown('the Containerfile of its image was not looked at; its USER decides', at('', 4).origin),
    ],
  ])('%s', (_name, parts, expected) => {
    expect(identity(parts).user).toEqual(expected);
  });
});

describe('group', () => {
  it.each<[string, Overrides, unknown]>([
    ['written', { process: { group: at({ gid: 9 }) }, image: { reference: at('web:1') } }, at({ gid: 9 })],
    ["the image's", { image: { reference: at('web:1') } }, byDefault({ gid: 101 }, 'the image web:1 sets USER web:101')],
    ['of root', { process: { user: at({ name: 'root' }) } }, byDefault({ gid: 0 }, 'Docker 29 default: the group of root')],
    [
      'of a number',
      { process: { user: at({ uid: 5 }, 2) } },
      byDefault({ gid: 0 }, "Docker 29 default for a number that the image's /etc/passwd does not list", at('', 2).origin),
    ],
    [
      'of a name',
      { process: { user: at({ name: 'app' }, 2) } },
      unknown("the group of app is in the image's /etc/passwd", at('', 2).origin),
    ],
    [
      "not the image's where another user is written",
      { process: { user: at({ uid: 0 }) }, image: { reference: at('web:1') } },
      byDefault({ gid: 0 }, 'Docker 29 default: the group of root'),
    ],
  ])('%s', (_name, parts, expected) => {
    expect(identity(parts).group).toEqual(expected);
  });
});

describe('keep-id', () => {
  const keeps = (keepsCaller: { uid?: number; gid?: number }) => ({
    linux: { namespaces: { user: at({ mode: 'private' as const, keepsCaller }, 3) } },
  });
  const silent = { image: { reference: at('node:20') } };

  it('makes the id that it names the user of an image that sets none', () => {
    expect(identity({ ...silent, ...keeps({ uid: 1000, gid: 50 }) })).toMatchObject({
      user: { value: { uid: 1000 } },
      group: { value: { gid: 50 } },
    });
  });
  it('leaves open who calls', () => {
    expect(identity({ ...silent, ...keeps({}) }).user).toMatchObject({
      state: 'unknown',
      because: expect.stringContaining('whoever calls'),
    });
  });
  it('does so for an image that is built here', () => {
    const built = image({ image: { reference: at('node:20'), build: { origin: at('').origin, args: [] } } });
    expect(identity({ image: { built }, ...keeps({ uid: 7 }) }).user).toMatchObject({ value: { uid: 7 } });
  });
  it('leaves the user that the image or the author names', () => {
    expect(identity({ image: { reference: at('app:1') }, ...keeps({ uid: 7 }) }).user).toMatchObject({ value: { uid: 1001 } });
    expect(identity({ process: { user: at({ uid: 0 }) }, ...silent, ...keeps({ uid: 7 }) }).user).toMatchObject({ value: { uid: 0 } });
  });
});

it('quotes no image that swallowed the lines below it', () => {
  const swallowed = identityOf(container({ image: { reference: at('nginx\nPASSWORD=hunter2') } }), () => undefined, 'Docker 29 default');
  expect(swallowed.user).toMatchObject({ state: 'unknown', because: expect.not.stringContaining('hunter2') });
});
