import type { EngineKind, Meaning, SurfaceId } from '../model/index.ts';

/** Where something can be translated to. */
export interface Place {
  readonly surface: SurfaceId;
  readonly engine: EngineKind;
  /** As notes name it. */
  readonly title: string;
  /** Containers that share namespaces stand in one object. */
  readonly pods: boolean;
  /** What is declared together finds each other by name. */
  readonly projects: boolean;
  /** What of which no measure speaks it has a word for. */
  readonly says: readonly Meaning[];
}

const times = ['health-interval', 'health-timeout', 'health-retries', 'health-start-period'] as const;
const run = [
  'restart',
  'label',
  'init',
  'stop-signal',
  'stop-timeout',
  'extra-host',
  'dns',
  'terminal',
  'input',
  'remove',
  'depends-on',
  ...times,
] as const;

export const places = {
  'docker-run': { surface: 'run-command', engine: 'docker', title: 'docker run', pods: false, projects: false, says: run },
  'podman-run': { surface: 'run-command', engine: 'podman', title: 'podman run', pods: false, projects: false, says: run },
  compose: {
    surface: 'compose',
    engine: 'docker',
    title: 'Compose',
    pods: false,
    projects: true,
    says: ['restart', 'label', 'init', 'stop-signal', 'stop-timeout', 'extra-host', 'dns', 'terminal', 'input', 'depends-on', ...times],
  },
  kubernetes: {
    surface: 'kubernetes',
    engine: 'kubernetes',
    title: 'Kubernetes',
    pods: true,
    projects: true,
    says: ['label', 'stop-timeout', 'extra-host', 'dns', 'terminal', 'input', ...times],
  },
  quadlet: {
    surface: 'quadlet',
    engine: 'podman',
    title: 'Quadlet',
    pods: false,
    projects: false,
    says: ['restart', 'label', 'init', 'stop-signal', 'stop-timeout', 'extra-host', 'dns', 'depends-on', ...times],
  },
  oci: { surface: 'oci-bundle', engine: 'oci', title: 'an OCI bundle', pods: false, projects: true, says: [] },
} as const satisfies Record<string, Place>;

export type PlaceName = keyof typeof places;

export const placeNames = Object.keys(places) as readonly PlaceName[];
