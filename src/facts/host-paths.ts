import { atLeast, type EngineKind } from '../model/index.ts';
import { type Exposure, type HostPath, mayTakeOver } from './exposure.ts';
import { canonicalPath } from './host-path.ts';
import { exposureOfHome, exposureOfSession } from './host-path-home.ts';
import { systemPaths } from './host-path-table.ts';

/** The kubelet serves /var/log over its API and follows links in it, as root. */
const kubeletLogs = mayTakeOver("a link placed there lets the kubelet's log API read any file of the node as root");
const kubeletLogPaths: readonly string[] = ['/var/log', '/var/log/pods', '/var/log/containers'];

/** No path of the table has more segments. */
const deepest = 8;

const worse = (a: Exposure | undefined, b: Exposure | undefined): Exposure | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return atLeast(a.severity, b.severity) ? a : b;
};

const pick = (entry: HostPath, writable: boolean): Exposure | undefined => (writable ? entry.writable : entry.readOnly);

/** The longest path of the table at or above `path`; looks no deeper than the table goes, however long the path is. */
function nearestEntry(path: string): HostPath | undefined {
  let nearest: HostPath | undefined;
  for (let depth = 0, end = path.indexOf('/', 1); depth < deepest; depth += 1, end = path.indexOf('/', end + 1)) {
    const folder = end === -1 ? path : path.slice(0, end);
    const entry = Object.hasOwn(systemPaths, folder) ? systemPaths[folder] : undefined;
    if (entry !== undefined && (folder === path || entry.tree)) nearest = entry;
    if (end === -1) return nearest;
  }
  return nearest;
}

function worstBelow(path: string, writable: boolean, engine: EngineKind): Exposure | undefined {
  let worst: Exposure | undefined;
  for (const [inner, entry] of Object.entries(systemPaths)) {
    const there = entry.presentOn?.includes(engine) && inner.startsWith(`${path}/`);
    const exposure = there ? pick(entry, writable) : undefined;
    worst = worse(worst, exposure && { ...exposure, what: `it holds ${inner}: ${exposure.what}` });
  }
  return worst;
}

/**
 * What a bind mount of this path of the host gives away, or undefined where it gives nothing away that a table knows of.
 * The path may be in any spelling; a relative one is part of a project and gives nothing away.
 */
export function exposureOf(path: string, writable: boolean, engine: EngineKind): Exposure | undefined {
  const canonical = canonicalPath(path);
  if (!canonical.startsWith('/') && !canonical.startsWith('~')) return undefined;
  if (engine === 'kubernetes' && writable && kubeletLogPaths.includes(canonical)) return kubeletLogs;
  const entry = canonical === '/' ? systemPaths['/'] : nearestEntry(canonical);
  const home = exposureOfHome(canonical, writable) ?? exposureOfSession(canonical);
  if (entry !== undefined) return worse(pick(entry, writable), home);
  return worse(home, canonical.startsWith('~') ? undefined : worstBelow(canonical, writable, engine));
}
