import { basename } from 'node:path';
import { examine } from '../../src/commands/check/examine/examine.ts';
import { questionOf } from '../../src/commands/check/question.ts';
import { lookAt } from '../../src/commands/fix/look.ts';
import { settle } from '../../src/fix/settle.ts';
import type { Left } from '../../src/fix/want.ts';
import type { ReadContext, Ways } from '../../src/model/index.ts';
import { waysOf } from '../../src/ways/index.ts';

const living = { today: '2026-01-01', configured: [], folder: '/', whole: false };
const world = (path: string, text: string): ReadContext => ({
  env: {},
  load: (asked) => (basename(asked) === path ? { path, text } : undefined),
});

/** The ways out of all containers of a text, in a world of its own. */
export async function waysIn(path: string, text: string): Promise<Ways> {
  const question = questionOf({ profile: 'strict', all: false, views: false, ways: { all: true } });
  const { parts = [], problems } = await examine({ path, text }, world(path, text), question);
  if (problems.length > 0) throw new Error(`${path} was not read: ${problems[0]?.message}`);
  return waysOf(parts);
}

/** Those to the host that no fault of a program is needed for, in words. */
export const toHost = ({ ways, steps, holds }: Ways): readonly string[] =>
  ways
    .filter(({ goal, certainty }) => certainty !== 'fault' && holds.some(({ id, kind }) => id === goal && kind.startsWith('host')))
    .map(({ certainty, steps: path }) => `${certainty}: ${path.map((at) => steps[at]?.what).join(' → ')}`);

/** The text after `fix` wrote the changes of the cut, and nothing else. */
export async function afterCut(
  path: string,
  before: string,
  { cut }: Ways,
): Promise<{ readonly text: string; readonly left: readonly Left[] }> {
  const controls = [...new Set(cut.map(({ change }) => change.control))];
  const asked = new Set(cut.map(({ change }) => `${change.container} ${change.control}`));
  const texts = new Map([[path, before]]);
  const question = questionOf({ profile: 'strict', all: false, views: false, controls });
  const { left } = await settle({
    texts,
    look: (file) => lookAt({ path: file, text: texts.get(file) ?? '' }, world(path, before), texts, question, living),
    allows: async ({ finding }) =>
      asked.has(`${finding.container} ${finding.control}`) ? undefined : { why: 'declined', because: 'it is in no cut' },
  });
  return { text: texts.get(path) ?? '', left };
}
