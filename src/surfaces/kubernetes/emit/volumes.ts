import { type Container, knownValue, type Mount, type SecretUse, type TranslationNote } from '../../../model/index.ts';
import { isVariable } from '../../../text/emit/index.ts';
import { filled, type Json } from './json.ts';
import { distinct } from './names.ts';

/** The volumes of a pod, which of its containers mounts each, and the claims that must be there. */
export interface Volumes {
  readonly volumes: readonly Json[];
  readonly claims: readonly string[];
  mountsOf(container: Container): readonly Json[];
}

/** A mount option that Kubernetes has a word for. */
const propagations: Readonly<Record<string, string>> = {
  private: 'None',
  slave: 'HostToContainer',
  rslave: 'HostToContainer',
  shared: 'Bidirectional',
  rshared: 'Bidirectional',
};

export function volumesOf(pod: readonly Container[], notes: TranslationNote[]): Volumes {
  const nameOf = distinct();
  const volumes = new Map<string, { name: string; source: Json }>();
  const claims = new Set<string>();
  const mounts = new Map<Container, Json[]>();
  for (const container of pod) {
    const secrets = secretTargets(container);
    const own = container.mounts.flatMap((mount) => {
      const destination = knownValue(mount.destination);
      return destination === undefined || secrets.has(destination) ? [] : mounted(container, mount, destination);
    });
    mounts.set(container, [...own, ...[...secrets].flatMap(([target, use]) => secret(container, target, use))]);
  }
  return {
    volumes: [...volumes.values()].map(({ name, source }) => ({ name, ...(source as object) })),
    claims: [...claims],
    mountsOf: (container) => mounts.get(container) ?? [],
  };

  function volume(key: string, wanted: string, source: Json): string {
    const known = volumes.get(key) ?? { name: nameOf(wanted), source };
    volumes.set(key, known);
    return known.name;
  }

  function mounted(container: Container, mount: Mount, destination: string): Json[] {
    const found = sourceOf(container, mount, destination);
    if (found === undefined) return [];
    const word = knownValue(mount.propagation);
    const propagation = word === undefined ? undefined : propagations[word];
    const readonly = knownValue(mount.readonly) === true;
    const recursive = readonly && mount.options?.some((option) => knownValue(option) === 'rro');
    return [
      filled({
        name: found,
        mountPath: destination,
        readOnly: readonly ? true : undefined,
        mountPropagation: propagation === 'None' ? undefined : propagation,
        recursiveReadOnly: recursive ? 'Enabled' : undefined,
      }) ?? {},
    ];
  }

  function sourceOf(container: Container, mount: Mount, destination: string): string | undefined {
    const type = knownValue(mount.type);
    const source = knownValue(mount.source);
    const base =
      destination
        .split('/')
        .filter((part) => part !== '')
        .at(-1) ?? 'root';
    if (type === 'tmpfs') {
      const size = knownValue(mount.size);
      return volume(`tmpfs ${container.id} ${destination}`, base, {
        emptyDir: filled({ medium: 'Memory', sizeLimit: size === undefined || size < 0 ? undefined : bytes(size) }) ?? {},
      });
    }
    if (type === 'system' && destination === '/dev/shm') {
      const size = knownValue(mount.size);
      return size === undefined
        ? undefined
        : volume(`shm ${container.id}`, 'dshm', { emptyDir: { medium: 'Memory', sizeLimit: bytes(size) } });
    }
    if (type === 'bind') {
      if (source === undefined || !source.startsWith('/')) return undefined;
      notes.push({
        kind: 'todo',
        container: container.id,
        path: `mounts[${destination}]`,
        message: `${source} is a path of the node that the pod runs on: put there what it needs, or use a ConfigMap or a claim`,
        origin: mount.origin,
      });
      return volume(`bind ${source}`, base, { hostPath: { path: source } });
    }
    if (type === 'image') return source === undefined ? undefined : volume(`image ${source}`, base, { image: { reference: source } });
    if (type === 'volume' && source === undefined) return volume(`own ${container.id} ${destination}`, base, { emptyDir: {} });
    if ((type !== 'volume' && type !== 'claim') || source === undefined) return undefined;
    const name = volume(`claim ${source}`, source, { persistentVolumeClaim: { claimName: nameOfClaim(source) } });
    claims.add(nameOfClaim(source));
    notes.push({
      kind: 'todo',
      container: container.id,
      path: `mounts[${destination}]`,
      message: `the volume ${source} becomes a claim of 1Gi: write the size that it needs`,
      origin: mount.origin,
    });
    return name;
  }

  function secret(container: Container, target: string, use: SecretUse): Json[] {
    const [mode, key] = [knownValue(use.mode), use.item ?? use.name];
    const file = target.slice(target.lastIndexOf('/') + 1);
    const object = nameOfClaim(use.name);
    const items = [filled({ key, path: file, mode }) ?? {}];
    const name = volume(`secret ${use.name} ${file} ${mode}`, use.name, { secret: { secretName: object, items } });
    notes.push({
      kind: 'todo',
      container: container.id,
      path: `secrets[${use.name}]`,
      message: `make the Secret ${object}: kubectl create secret generic ${object} --from-file=${key}=PATH`,
      origin: use.origin,
    });
    notes.push({
      kind: 'todo',
      container: container.id,
      path: `mounts[${target}]`,
      message: `make the Secret ${object}: kubectl create secret generic ${object} --from-file=${key}=PATH`,
      origin: use.origin,
    });
    return [{ name, mountPath: target, subPath: file, readOnly: true }];
  }
}

const nameOfClaim = (name: string): string => distinct()(name);

/** Files of secrets by their place: they come out of a Secret, not from the host. */
function secretTargets({ secrets, process }: Container): ReadonlyMap<string, SecretUse> {
  return new Map(
    secrets.flatMap((use) => {
      if (isVariable(use, { process })) return [];
      const target = knownValue(use.target);
      if (target?.startsWith('/')) return [[target, use] as const];
      return [[`/run/secrets/${target ?? use.name}`, use] as const];
    }),
  );
}

const units: readonly (readonly [number, string])[] = [
  [2 ** 30, 'Gi'],
  [2 ** 20, 'Mi'],
  [2 ** 10, 'Ki'],
];

/** Bytes as a quantity of the API. */
export function bytes(count: number): string {
  const unit = units.find(([size]) => count > 0 && count % size === 0);
  return unit === undefined ? String(count) : `${count / unit[0]}${unit[1]}`;
}
