import { describe, expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { unknown, written } from '../../model/index.ts';
import { secretInArguments } from './control.ts';

const args = (...words: string[]) => {
  const text = words.join(' ');
  return { process: { args: written(words, { source: { path: 'x', text }, start: 0, end: text.length }) } };
};

table(secretInArguments, [
  ['no arguments', {}, 'held'],
  ['a flag and its value', args('app', '--password', 'K4ngaroo'), 'broken', /^the argument --password gives a password in plain text$/],
  ['with an equals sign', args('app', '--api-token=c29tZXRoaW5n'), 'broken', /--api-token/],
  ['Redis', args('redis-server', '--requirepass', 'changeme'), 'broken', /weak/],
  ['inside a script', args('sh', '-c', 'export DB_PASSWORD=K4ngaroo; exec app'), 'broken', /DB_PASSWORD/],
  ['an address', args('app', 'postgres://app:K4ngaroo@db/app'), 'broken', /an argument gives the password in the address/],
  ['a file', args('app', '--password-file', '/run/secrets/db'), 'held'],
  ['a variable of the pod', args('app', '--password', '$(DB_PASSWORD)'), 'held'],
  ['a variable of the shell', args('sh', '-c', 'app --password "$DB_PASSWORD"'), 'held'],
  ['a port', args('app', '--port', '5432'), 'held'],
  ['not resolved', { process: { args: unknown('$EXTRA is not known') } }, 'unknown'],
]);

describe('secret-in-arguments', () => {
  it('leaves the arguments of an image to the image', () => {
    const image = container({ kind: 'image', ...args('app', '--password', 'K4ngaroo') });
    const same = container({ image: { built: image }, process: { args: image.process.args } });
    expect(secretInArguments.judge(same)).toMatchObject({ outcome: 'inapplicable' });
    expect(secretInArguments.judge(image)).toMatchObject([{ outcome: 'broken' }]);
  });

  it('tells what stands in the file from what a variable brings', () => {
    const text = '--password ${PASSWORD}';
    const field = written(['--password', 'K4ngaroo'], { source: { path: 'x', text }, start: 0, end: text.length });
    expect(secretInArguments.judge(container({ process: { args: field } }))).toMatchObject({ outcome: 'held' });
  });

  it('takes each away', () => {
    const two = container(args('app', '--password', 'K4ngaroo', '--api-token', 'c29tZXRoaW5n'));
    expect(secretInArguments.harden(two)).toEqual([
      { set: 'process.args.secret', to: { name: '--password' } },
      { set: 'process.args.secret', to: { name: '--api-token' } },
    ]);
    expect(secretInArguments.harden(container({ process: { args: at(['app']) } }))).toEqual([]);
  });
});
