import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { answerWith, ownProbeFolder, runTasks } from '../../test/support/probe.ts';
import { listTables, tablesIn } from './nftables.ts';

const folder = ownProbeFolder();

const here = (['x64', 'arm64'] as const).find((one) => one === process.arch);
const nft = ['/usr/sbin/nft', '/usr/sbin/iptables-nft'].find((path) => {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
const may = process.getuid?.() === 0 && here !== undefined && nft !== undefined;

describe.skipIf(!may)(may ? 'tables of nftables' : 'tables of nftables (skipped: not root, or no program makes some)', () => {
  it.each<[name: string, script: string, expected: readonly string[]]>([
    ['none', 'exec "$0"', []],
    [
      'those of iptables',
      '/usr/sbin/iptables-nft -A FORWARD -j DROP; /usr/sbin/ip6tables-nft -t nat -A OUTPUT -j ACCEPT; exec "$0"',
      ['ip filter', 'ip6 nat'],
    ],
  ])('%s', (name, script, expected) => {
    const { answers } = runTasks(here ?? 'x64', [listTables()], `${folder.path}/tables-${name.length}`, [
      'unshare',
      '--net',
      'sh',
      '-ec',
      script,
    ]);
    expect([...(tablesIn(answers.get(0)) ?? ['could not be read'])].sort()).toEqual(expected);
  });
});

describe('answers', () => {
  const message = (type: number, ...content: number[]): number[] => [
    16 + content.length,
    0,
    0,
    0,
    type & 0xff,
    type >> 8,
    ...new Array<number>(10).fill(0),
    ...content,
  ];
  const whole = (...first: number[]): Uint8Array => Uint8Array.from([...first, ...new Array<number>(16_384 - first.length).fill(0)]);
  const table = message(0x0a00, 1, 0, 0, 0, 7, 0, 1, 0, 0x66, 0x77, 0, 0);

  it.each([
    ['a table', whole(...table, ...message(3, 0, 0, 0, 0)), ['inet fw']],
    ['more than there was room for', whole(...table), undefined],
    ['nobody answers for nftables', whole(...message(2, 0xea, 0xff, 0xff, 0xff)), []],
    ['refused', whole(...message(2, 0xff, 0xff, 0xff, 0xff)), undefined],
    ['half an answer', new Uint8Array(20), undefined],
    ['lengths that lead nowhere', whole(4, 0, 0, 0, 0, 10), undefined],
  ])('%s', (_, data, expected) => {
    expect(tablesIn(answerWith(data))).toEqual(expected);
  });
});
