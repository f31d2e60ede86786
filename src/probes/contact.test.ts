import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { answerWith, ownProbeFolder, runnerOf, startTasks } from '../../test/support/probe.ts';
import { connectTo, contactSays } from './contact.ts';

const folder = ownProbeFolder();

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
  it.each([
    [undefined, 'unknown'],
    [answerWith(new Uint8Array(), { ended: { signal: 14 } }), 'ETIMEDOUT'],
    [answerWith(new Uint8Array(), { ended: { signal: 9 } }), 'unknown'],
    [answerWith(new Uint8Array(), { errno: 113 }), 'EHOSTUNREACH'],
  ])('%#', (given, says) => {
    expect(contactSays(given)).toBe(says);
  });
});
