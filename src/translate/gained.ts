import { type Container, knownValue, type TranslationNote } from '../model/index.ts';
import { maskSecrets } from '../text/secrets.ts';
import type { Facet } from './facets.ts';
import type { Place } from './place.ts';
import { reasonFor } from './reasons.ts';

type Facets = ReadonlyMap<string, Facet>;

/** What says nothing, whether it is there or not. */
const idle: Readonly<Record<string, string>> = {
  privileged: 'false',
  serviceAccountToken: 'false',
  'linux.resources.memory.limit': '-1',
  'linux.resources.memory.swap': '-1',
  'linux.resources.memory.disableOOMKiller': 'false',
  'linux.resources.pids.limit': '-1',
  'process.oomScoreAdj': '0',
};

/** What the result has and the source does not: nobody asked for it, and the engine of the result brings it. Each with its reason. */
export function gained(
  want: Container,
  got: Container,
  [wanted, found]: readonly [Facets, Facets],
  place: Place,
  isTold: (path: string) => boolean,
): readonly TranslationNote[] {
  return [...found.values()].flatMap((facet): TranslationNote[] => {
    const { path } = facet;
    if (wanted.has(path) || isTold(path) || isIdle(facet, want, got, wanted)) return [];
    // A mount that is new is told as a whole.
    const about = wanted.has(path.replace(/\.\w+$/, '.type')) ? path : path.replace(/^(mounts\[.*\])\.type$/s, '$1');
    return [{ kind: 'differs', container: want.id, path: about, message: messageOf(facet), because: reasonOf(path, want, place) }];
  });
}

function messageOf({ path, value, said }: Facet): string {
  if (value === undefined) return 'is there, and not known';
  if (path.startsWith('mounts[') && path.endsWith('.type')) return `is mounted there (${said})`;
  return `is ${maskSecrets(said)} there, and not set here`;
}

function reasonOf(path: string, want: Container, place: Place): string {
  if (path === 'process.group' || path.startsWith('process.capabilities.')) return 'it follows from the user, which is another one there';
  if (want.engine === 'kubernetes') return `what a pod leaves to its node, ${engines[place.engine]} decides`;
  return reasonFor(path, place) ?? `${engines[place.engine]} does so by itself`;
}

const engines = { docker: 'Docker', podman: 'Podman', kubernetes: 'Kubernetes', oci: 'the runtime' } as const;

function isIdle({ path, value }: Facet, want: Container, got: Container, wanted: Facets): boolean {
  if (value !== undefined && idle[path] === value) return true;
  // No more than what a pod has: ask() writes it.
  if (path === 'linux.resources.memory.swap' && wanted.get('linux.resources.memory.limit')?.value === value) return true;
  if (path === 'image') return want.image.build !== undefined;
  // The node's container runtime gives a pod its own, as the engines do.
  if (/^linux\.namespaces\.(?:uts|cgroup)$/.test(path)) return want.engine === 'kubernetes' && value === '["private",null,null]';
  const [, destination, leaf] = /^mounts\[(.*)\]\.(\w+)$/s.exec(path) ?? [];
  if (leaf !== undefined) return isIdleMount(leaf, value, wanted, `mounts[${destination}]`);
  if (path.endsWith('.published')) return value === 'false';
  if (path.endsWith('.hostIp')) return value === '0.0.0.0';
  const [, secret] = /^secrets\[(.*)\]\.\w+$/s.exec(path) ?? [];
  return secret !== undefined && isMounted(got, want, secret);
}

/** Of a mount that both have: its name when it had none, and what is so without a word. Of a new one the type is told and nothing else. */
function isIdleMount(leaf: string, value: string | undefined, wanted: Facets, mount: string): boolean {
  if (!wanted.has(`${mount}.type`)) return leaf !== 'type';
  return (
    leaf === 'source' ||
    (leaf === 'propagation' && (value === 'rprivate' || value === 'private')) ||
    (leaf === 'readonly' && value === 'false')
  );
}

/** What stood there as a mount is a secret now. */
function isMounted({ secrets }: Container, { mounts }: Container, name: string): boolean {
  const target = knownValue(secrets.find((use) => use.name === name)?.target);
  return target !== undefined && mounts.some(({ destination }) => knownValue(destination) === target);
}
