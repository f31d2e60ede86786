import { utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownProbeFolder, runnerOf, startTasks } from '../../test/support/probe.ts';
import { hold, released } from './hold.ts';

const folder = ownProbeFolder();

describe.each(['x64', 'arm64'] as const)('%s', (processor) => {
  const before = runnerOf(processor);
  describe.skipIf(before === undefined)(before === undefined ? 'skipped: cannot run here' : 'runs', () => {
    /** Milliseconds: long enough for a machine that has much else to do, but where the end of them is what is tried. */
    const startedWith = async (seconds: number | undefined, patience = 60_000) => {
      const marked = `${folder.path}/${processor}-${seconds}`;
      if (seconds !== undefined) {
        writeFileSync(marked, '');
        utimesSync(marked, seconds, seconds);
      }
      const answers = await startTasks(processor, [{ ...hold(marked), patience }], `${folder.path}/${processor}`, before);
      return answers.get(0)?.ended;
    };
    const byTime = { signal: 14 };

    it('ends as soon as it is let go', async () => expect(await startedWith(released)).toEqual({ code: 0 }));
    it('waits no longer than it is patient', async () => expect(await startedWith(released + 1, 300)).toEqual(byTime));
    it('does not wait where it cannot look', async () => expect(await startedWith(undefined)).toEqual({ code: 0 }));
  });
});
