import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bare, readText } from '../../../test/support/run-command.ts';
import { quoteArgv } from './argv.ts';

describe('quoteArgv', () => {
  it('leaves plain words alone', () => {
    expect(quoteArgv(['docker', 'run', '-v=/a:/b', 'image', "it's", '', '$X'])).toBe(`docker run -v=/a:/b image 'it'\\''s' '' '$X'`);
  });

  it('any words come back as the arguments of the container', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'binary' }).map((text) => text.replace(/[\ufdd0\ufdd1]/g, '')),
          { minLength: 1 },
        ),
        (words) => {
          const { containers, problems } = readText(quoteArgv(['docker', 'run', 'image', ...words]));
          expect(problems).toEqual([]);
          expect(bare(containers[0]?.process.args)).toEqual(words);
        },
      ),
    );
  });
});
