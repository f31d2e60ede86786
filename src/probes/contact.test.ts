import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeFolder, runnerOf, startTasks } from '../../test/support/probe.ts';
import type { Answer } from './answers.ts';
import { connectTo, contactSays } from './contact.ts';

let folder: ReturnType<typeof probeFolder>;
beforeAll(() => {
  folder = probeFolder();
});
afterAll(() => folder.remove());

describe.each(['x64', 'arm64'] as const)('%s', (processor) => {
  const before = runnerOf(processor);
  describe.skipIf(before === undefined)(before === undefined ? 'skipped: cannot run here' : 'runs', () => {
    it('who listens, and who does not', async () => {
      const server = createServer((socket) => socket.on('error', () => undefined).end());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const bound = server.address();
      const port = bound === null || typeof bound === 'string' ? 0 : bound.port;
      const tasks = [port, 1].map((one) => ({ ...connectTo({ address: '127.0.0.1', port: one }), patience: 30_000 }));
      const answers = await startTasks(processor, tasks, `${folder.path}/${processor}`, before);
      server.close();
      expect(tasks.map((_, index) => contactSays(answers.get(index)))).toEqual(['accepted', 'ECONNREFUSED']);
    });
  });
});

describe('answers', () => {
  const answer = (data: Uint8Array, more: Partial<Answer> = {}): Answer => ({
    value: 1n,
    step: 2,
    ended: { code: 0 },
    note: 0n,
    data,
    ...more,
  });
  it.each([
    [undefined, 'unknown'],
    [answer(new Uint8Array(), { ended: { signal: 14 } }), 'ETIMEDOUT'],
    [answer(new Uint8Array(), { ended: { signal: 9 } }), 'unknown'],
    [answer(new Uint8Array(), { errno: 113 }), 'EHOSTUNREACH'],
  ])('%#', (given, says) => {
    expect(contactSays(given)).toBe(says);
  });
});
