import { readFileSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeFolder, runTasks } from '../../test/support/probe.ts';
import { type OwnText, ownTexts, readings } from './readings.ts';

/** The program is run here and not in a container: what it reads of itself is what this process has, too. */
let folder: ReturnType<typeof probeFolder>;
let texts: ReadonlyMap<string, OwnText>;
beforeAll(() => {
  folder = probeFolder();
  texts = process.arch === 'x64' ? ownTexts(runTasks('x64', readings, `${folder.path}/readings`).answers) : new Map();
});
afterAll(() => folder.remove());

describe.skipIf(process.arch !== 'x64')('what the program reads of itself', () => {
  it.each(['/proc/self/mountinfo', '/proc/self/limits', '/proc/self/uid_map', '/proc/sys/kernel/random/boot_id'])('%s, whole', (path) => {
    expect(texts.get(path)).toEqual({ text: readFileSync(path, 'latin1').slice(0, 16_384) });
  });

  it('the namespaces', () => {
    expect(texts.get('/proc/self/ns/net')).toEqual({ link: readlinkSync('/proc/self/ns/net') });
  });

  it('its own status', () => {
    expect(texts.get('/proc/self/status')).toMatchObject({ text: expect.stringMatching(/^Name:[\s\S]*^NoNewPrivs:\t[01]$/m) });
  });
});

it('what gave no answer is left out, an error is told', () => {
  const answer = { step: 0, ended: { code: 0 }, note: 0n, data: new Uint8Array() };
  expect([...ownTexts(new Map([[0, { ...answer, value: -13n, errno: 13 }]]))]).toEqual([
    ['/proc/sys/kernel/random/boot_id', { error: 'EACCES' }],
  ]);
});
