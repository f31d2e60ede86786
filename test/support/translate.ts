import { readerOf, surfaceById } from '../../src/commands/declare.ts';
import { type Options, type Translation, translation } from '../../src/commands/translate/translation.ts';
import { defaultEngine } from '../../src/engines/index.ts';
import type { Container, ReadContext, SurfaceId } from '../../src/model/index.ts';
import { type PlaceName, places } from '../../src/translate/index.ts';

/** Of which way of declaring a text is, by the name of its file. */
const surfaceOfName = (name: string): SurfaceId => {
  if (name.endsWith('.container')) return 'quadlet';
  if (name.endsWith('.sh')) return 'run-command';
  return name.startsWith('compose') ? 'compose' : 'kubernetes';
};

/** The containers that a text declares, with all that a translation asks for. Throws where the text has a problem. */
export async function declared(name: string, text: string, files: Readonly<Record<string, string>> = {}): Promise<readonly Container[]> {
  const reader = await readerOf(surfaceById(surfaceOfName(name)));
  const context: ReadContext = {
    env: {},
    everything: true,
    list: () => [],
    load: (path) => {
      const found = files[path.replace(/^\.\//, '')];
      return found === undefined ? undefined : { path, text: found };
    },
  };
  const { containers, problems } = reader.read({ path: name, text }, context);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return containers;
}

/** The same containers declared in another way. */
export async function translated(containers: readonly Container[], to: PlaceName, options: Partial<Options> = {}): Promise<Translation> {
  const chosen = containers.map((container) => ({ container, engine: defaultEngine(container.engine) }));
  return translation(chosen, {
    place: places[to],
    engine: defaultEngine(places[to].engine),
    project: 'shop',
    folder: '/srv/shop',
    ...options,
  });
}

/** All files of a result under their names. */
export const filesOf = ({ files }: Translation): Readonly<Record<string, string>> =>
  Object.fromEntries(files.map(({ name, text }) => [name, text]));
