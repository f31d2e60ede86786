import { type Container, knownValue } from '../../model/index.ts';

/** A pod's name is one in its file; a project's in its folder. */
export const groupOf = ({ origin, group, pod }: Container): string => `${origin.source.path}#${pod?.name ?? group ?? ''}`;

/** Whose namespace it joins, as an id that the other has as well; undefined: nobody's. */
export function joins(container: Container, name: 'pid' | 'network' | 'ipc'): string | undefined {
  const namespace = knownValue(container.linux.namespaces[name]);
  const inPod = container.engine === 'kubernetes' && name !== 'pid' && namespace?.mode !== 'host';
  if (inPod) return groupOf(container);
  if (namespace?.mode !== 'shared') return undefined;
  const other = namespace.with ?? '';
  if (other === 'pod' || other.startsWith('pod:')) return groupOf(container);
  return idOf(container, other.replace(/^(?:container|service):/, ''));
}

/** As surfaces number their containers. */
const idOf = ({ origin }: Container, name: string): string => `${origin.source.path}#${name}`;

/** Podman and Docker let any container be joined; a pod's containers share by the pod alone. */
export const joinable = ({ engine, kind }: Container): boolean => engine !== 'kubernetes' && kind === 'container';
