import { isSystemPath, refusedRelabels } from '../../facts/selinux.ts';
import { broken, type Container, knownValue, type Mount, type Verdict } from '../../model/index.ts';

/** What `:z` and `:Z` do to the files of the host, mount by mount. Kubernetes relabels no path of its node (kubelet, hostPath). */
export function relabels({ engine, mounts }: Container): Verdict[] {
  return engine === 'docker' || engine === 'podman' ? mounts.flatMap((mount) => relabel(mount) ?? []) : [];
}

function relabel({ type, source, destination, options = [], origin }: Mount): Verdict | undefined {
  if (knownValue(type) !== 'bind' || source?.state !== 'written') return undefined;
  const option = options.find((entry) => ['z', 'Z'].includes(knownValue(entry) ?? ''));
  if (option === undefined) return undefined;
  const word = knownValue(option);
  const path = source.value === '/' ? '/' : source.value.replace(/\/+$/, '');
  const place = { origin, severity: 'low', gain: 'availability', remedy: [] } as const;
  if (refusedRelabels.has(path)) {
    return broken(
      `asks to relabel ${path} of the host (:${word}), which the engine refuses where SELinux is on, and the container does not start`,
      source,
      place,
    );
  }
  if (isSystemPath(path)) {
    return broken(
      `relabels ${path} (:${word}), which the host itself uses: where SELinux is on, its services can no longer read it`,
      source,
      place,
    );
  }
  if (word !== 'z') return undefined;
  const to = knownValue(destination) ?? path;
  return broken(`labels ${path} for every container of the host (:z) where ${to} could be its own (:Z)`, source, {
    ...place,
    gain: 'other containers',
    level: 'strict',
  });
}
