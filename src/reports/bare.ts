import { type Container, type EngineKind, nothingAsked, type SurfaceId } from '../model/index.ts';

const engineOf: Readonly<Record<SurfaceId, EngineKind>> = {
  containerfile: 'docker',
  compose: 'docker',
  kubernetes: 'kubernetes',
  quadlet: 'podman',
  'oci-bundle': 'oci',
  inspect: 'docker',
  image: 'docker',
  'run-command': 'docker',
  process: 'oci',
};

/** A container of which nothing is set: what a control would change in it is what it asks of everybody. */
export function bareContainer(surface: SurfaceId): Container {
  return {
    id: 'container',
    name: 'container',
    kind: surface === 'containerfile' || surface === 'image' ? 'image' : 'container',
    surface,
    engine: engineOf[surface],
    origin: { source: { path: '', text: '' }, start: 0, end: 0 },
    image: {},
    ...nothingAsked,
  };
}
