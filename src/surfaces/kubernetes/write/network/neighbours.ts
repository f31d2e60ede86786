import type { ReadContext, Source } from '../../../../model/index.ts';
import { baseName } from '../../../../text/path.ts';
import { claims } from '../../claims.ts';
import { type Manifest, manifestOf } from '../manifest.ts';

/** More files of a folder than this, or longer ones, are not looked at. */
const most = 200;
const longest = 512 * 1024;

const known = new WeakMap<ReadContext, WeakMap<Source, readonly Manifest[]>>();

/** The manifest itself, then those in the files beside it: a Service often stands in the next file. They are read, and never changed. */
export function withNeighbours(own: Manifest, context: ReadContext): readonly Manifest[] {
  const byText = known.get(context) ?? new WeakMap<Source, readonly Manifest[]>();
  known.set(context, byText);
  const found = byText.get(own.source) ?? [own, ...beside(own.source, context)];
  byText.set(own.source, found);
  return found;
}

function beside(source: Source, context: ReadContext): readonly Manifest[] {
  const self = baseName(source.path);
  return namesIn(source, context)
    .filter((name) => name !== self && /\.(?:ya?ml|json)$/i.test(name))
    .slice(0, most)
    .flatMap((name) => {
      const other = loaded(name, source, context);
      if (other === undefined || other.text.length > longest) return [];
      return claims(name, other.text) ? [manifestOf(other)] : [];
    });
}

/** What cannot be listed or read says nothing of the pod; it is told where the file itself is checked. */
function namesIn(source: Source, context: ReadContext): readonly string[] {
  try {
    return context.list?.('.', source) ?? [];
  } catch {
    return [];
  }
}

function loaded(name: string, source: Source, context: ReadContext): Source | undefined {
  try {
    return context.load(name, source);
  } catch {
    return undefined;
  }
}
