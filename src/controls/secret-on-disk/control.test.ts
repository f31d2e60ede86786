import { describe, expect, it } from 'vitest';
import { bind, mount } from '../../../test/support/mount.ts';
import { at, container, table } from '../../../test/support/table.ts';
import { type SecretUse, unknown } from '../../model/index.ts';
import { secretOnDisk } from './control.ts';

const use = (from: SecretUse['from']): SecretUse => ({ name: 'db', origin: at('').origin, from, target: at('/run/secrets/db') });

table(secretOnDisk, [
  ['no secret', { mounts: [bind('./data')] }, 'inapplicable'],
  ['a file of the project', { secrets: [use(at('file'))] }, 'broken', /is a file of the host/],
  ['from a variable', { secrets: [use(at('environment'))] }, 'broken', /copied into the container's layer/],
  ['in the file itself', { secrets: [use(at('inline'))] }, 'broken', /written in this file/],
  ["in the engine's store", { secrets: [use(at('external'))] }, 'held'],
  ['nobody says from where', { secrets: [use(unknown('not in this file'))] }, 'unknown'],
  ['a key that is mounted', { mounts: [bind('./ssh/id_ed25519')] }, 'broken', /by its name holds an SSH key/],
  ['.env that is mounted', { mounts: [bind('./.env')] }, 'broken', /\.env/],
  [
    'the mount that stands for a secret counts once',
    { secrets: [use(at('file'))], mounts: [mount('bind', './.env', '/run/secrets/db')] },
    'broken',
    /^the secret db is a file of the host, mounted as it is$/,
  ],
  ['an example', { mounts: [bind('./.env.example')] }, 'inapplicable'],
  ['a volume of that name', { mounts: [mount('volume', '.env', '/data')] }, 'inapplicable'],
  ['Windows', { os: at('windows'), secrets: [use(at('file'))] }, 'inapplicable'],
]);

describe('secret-on-disk', () => {
  it("moves it to the engine's store", () => {
    expect(secretOnDisk.harden(container({ secrets: [use(at('file')), use(at('external'))] }))).toEqual([
      { set: 'secrets.external', to: { name: 'db' } },
    ]);
  });
});
