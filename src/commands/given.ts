import { Unreadable } from '../model/index.ts';
import type { Gift, Given } from './gift.ts';
import type { Target } from './targets.ts';

const nothing: Gift = { given: [], problems: [], passedOver: [] };

/** The texts behind a live container or an archive. What cannot be had is a problem of one line. */
export async function give(target: Extract<Target, { kind: 'live' | 'archive' }>): Promise<Gift> {
  const file = target.kind === 'archive' ? `archive:${target.path}` : `${target.engine ?? 'container'}:${target.name}`;
  try {
    if (target.kind === 'live') return { ...nothing, given: [await running(file, target)] };
    return { ...nothing, ...(await (await import('./archive/read.ts')).readImages(target.path, file)) };
  } catch (error) {
    if (error instanceof Unreadable) return { ...nothing, problems: [{ file, message: `not read: ${error.message}` }] };
    throw error;
  }
}

/** Printed as people read it: findings point to its lines. */
async function running(path: string, { name, engine: kind }: Extract<Target, { kind: 'live' }>): Promise<Given> {
  const { findContainer } = await import('./live/find.ts');
  const { text, engine } = await findContainer(name, kind);
  return { source: { path, text: pretty(text) }, engine };
}

function pretty(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    throw new Unreadable('what the engine says of it is no JSON');
  }
}
