import { basename } from 'node:path';
import { questionOf } from '../../src/commands/check/question.ts';
import { lookAt } from '../../src/commands/fix/look.ts';
import type { Settled } from '../../src/fix/settle.ts';
import { settle } from '../../src/fix/settle.ts';
import type { ReadContext, Source } from '../../src/model/index.ts';

export interface Fixed extends Settled {
  readonly texts: ReadonlyMap<string, string>;
}

const living = { today: '2026-01-01', configured: [], folder: '/', whole: false };

/** What `fix` makes of texts in a world of their own, unsafe remedies included unless `safeOnly`. */
export async function fixed(
  files: Readonly<Record<string, string>>,
  {
    controls,
    safeOnly = false,
    others = {},
  }: { controls?: readonly string[]; safeOnly?: boolean; others?: Readonly<Record<string, string>> } = {},
): Promise<Fixed> {
  const texts = new Map(Object.entries(files));
  const question = questionOf({ profile: 'recommended', all: false, views: false, ...(controls === undefined ? {} : { controls }) });
  const settled = await settle({
    texts,
    look: (path) => lookAt({ path, text: texts.get(path) ?? '' }, world({ ...others, ...files }), texts, question, living),
    allows: async ({ risk }) => (risk.safe || !safeOnly ? undefined : { why: 'unsafe', because: risk.because }),
  });
  return { ...settled, texts };
}

const recommended = () => questionOf({ profile: 'recommended', all: false, views: false });

/** How many findings a text has, by "CONTAINER CONTROL". */
export async function countsOf(path: string, text: string): Promise<ReadonlyMap<string, number>> {
  const { wants, others } = await lookAt({ path, text }, world({ [path]: text }), new Map(), recommended(), living);
  const counts = new Map<string, number>();
  for (const { container, control } of [...wants.map(({ finding }) => finding), ...others]) {
    const key = `${container.slice(container.indexOf('#') + 1)} ${control}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** A text after the first round of remedies, unsafe ones included. */
export async function firstRound(path: string, text: string): Promise<string> {
  const texts = new Map([[path, text]]);
  let first: string | undefined;
  await settle({
    texts,
    async look() {
      const now = texts.get(path) ?? '';
      if (now !== text) first ??= now;
      return lookAt({ path, text: now }, world({ [path]: text }), texts, recommended(), living);
    },
    allows: async () => undefined,
  });
  return first ?? text;
}

function world(files: Readonly<Record<string, string>>): ReadContext {
  const sources = new Map<string, Source>(Object.entries(files).map(([path, text]) => [path, { path, text }]));
  return { env: {}, load: (path) => sources.get(basename(path)) ?? sources.get(path) };
}
