import { engineFacts } from '../facts/engines/index.ts';
import { type DefaultingKind, type Engine, type EngineKind, engineKinds } from '../model/index.ts';
import { parts } from './version.ts';

/** The version lines in the tables, oldest first. */
export const knownVersions = (kind: DefaultingKind): readonly string[] => engineFacts[kind].versions;

/** The newest version in the tables; of a runtime without engine the version of the specification. */
export function defaultEngine(kind: EngineKind): Engine {
  if (kind === 'oci') return { kind, version: '1.2' };
  return { kind, version: knownVersions(kind).at(-1) ?? '' };
}

const written = /^(\d{1,4})(?:\.(\d{1,4})(?:\.(\d{1,4}))?)?$/;

/**
 * An engine as people write it: "podman", "docker@28", "kubernetes@1.31.4", "podman@5.4+rootless", "podman+rootless".
 * A version newer than the tables is taken as it is. Undefined: not an engine, or a version that no table reaches.
 */
export function parseEngine(text: string): Engine | undefined {
  const rootless = text.endsWith('+rootless');
  const [name = '', version, ...rest] = (rootless ? text.slice(0, -'+rootless'.length) : text).split('@');
  const kind = engineKinds.find((known) => known === name.trim().toLowerCase());
  if (kind === undefined || rest.length > 0 || (rootless && kind === 'kubernetes')) return undefined;
  const settled = version === undefined ? defaultEngine(kind).version : settle(kind, version.trim().replace(/^v/, ''));
  if (settled === undefined) return undefined;
  return rootless ? { kind, version: settled, rootless } : { kind, version: settled };
}

/** "28" becomes the newest line of 28; a line older than the oldest in the tables is refused. */
function settle(kind: DefaultingKind, version: string): string | undefined {
  const match = written.exec(version);
  const [major, minor] = match === null ? [] : [Number(match[1]), match[2] === undefined ? undefined : Number(match[2])];
  if (major === undefined) return undefined;
  const lines = knownVersions(kind).map((line) => ({ line, numbers: parts(line) }));
  const oldest = lines[0]?.numbers ?? [0, 0, 0];
  if (minor === undefined) return lines.findLast(({ numbers }) => numbers[0] === major)?.line ?? (major > oldest[0] ? version : undefined);
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1]) ? undefined : version;
}

/** As people name it: "Docker 29", "Docker 20.10", "Podman 5.8", "Kubernetes 1.35"; "rootless" follows where it applies. */
export function engineName({ kind, version, rootless }: Engine<DefaultingKind>): string {
  const [major, minor] = parts(version);
  const short = (kind === 'docker' && major >= 23) || minor === Number.POSITIVE_INFINITY ? `${major}` : `${major}.${minor}`;
  return `${engineFacts[kind].name}${Number.isFinite(major) ? ` ${short}` : ''}${rootless ? ' rootless' : ''}`;
}
