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

function world(files: Readonly<Record<string, string>>): ReadContext {
  const sources = new Map<string, Source>(Object.entries(files).map(([path, text]) => [path, { path, text }]));
  return { env: {}, load: (path) => sources.get(basename(path)) ?? sources.get(path) };
}
