import { relative, resolve } from 'node:path';
import { dayOf } from '../../risks/date.ts';
import type { Note } from '../../risks/note.ts';
import { excerptOf } from '../../text/excerpt.ts';
import { placeOf } from '../../text/lines.ts';
import type { Configuration } from '../configuration.ts';
import type { Target } from '../targets.ts';
import type { Living } from './answer.ts';

/** What the configuration accepts, as notes; `now` decides which have ended. */
export function livingOf(configuration: Configuration | undefined, targets: readonly Target[], now: Date): Living {
  const folder = configuration?.folder ?? resolve('.');
  return {
    today: dayOf(now),
    folder,
    configured: configuration === undefined ? [] : notesOf(configuration),
    whole: targets.some((target) => target.kind === 'path' && isAbove(resolve(target.path), folder)),
  };
}

const isAbove = (path: string, folder: string): boolean => !relative(path, folder).startsWith('..');

function notesOf({ config, places }: Configuration): Note[] {
  return (config.accept ?? []).flatMap((entry, index): Note[] => {
    const origin = places[index];
    if (origin === undefined) return [];
    const { reason, until } = entry;
    const written = origin.source.text === '' ? {} : { excerpt: excerptOf(origin) };
    const head = { by: 'configuration' as const, place: placeOf(origin), ...written, reason, until };
    if ('problem' in entry) return [{ ...head, controls: [], scope: { kind: 'problem', text: entry.problem } }];
    const narrower = {
      ...(entry.container === undefined ? {} : { container: entry.container }),
      ...(entry.file === undefined ? {} : { files: [entry.file] }),
      ...(entry.path === undefined ? {} : { paths: [entry.path] }),
      ...(entry.vulnerability === undefined ? {} : { vulnerability: entry.vulnerability }),
    };
    return [
      {
        ...head,
        controls: [entry.control],
        scope: { kind: 'named', ...narrower },
      },
    ];
  });
}
