import { dump } from 'js-yaml';
import { type Container, type Emission, type EmitRequest, type Emitter, knownValue } from '../../../model/index.ts';
import type { Json } from './json.ts';
import { serviceOf } from './service.ts';

/** One compose file with a service for each container. */
export const emitter: Emitter = { emit };

function emit({ containers, project }: EmitRequest): Emission {
  const services = Object.fromEntries(containers.map((container) => [container.name, serviceOf(container, containers)]));
  const text = dump(tidy({ name: project, services, ...topLevel(containers) }), { lineWidth: -1, noRefs: true, quoteStyle: 'double' });
  return {
    files: [{ name: 'compose.yaml', text: blankLines(text) }],
    notes: [],
    names: new Map(containers.map(({ id, name }) => [id, name])),
  };
}

const builtin = new Set(['default', 'host', 'none']);

/** Networks and volumes must be declared beside the services. */
function topLevel(containers: readonly Container[]): Record<string, Json> {
  const networks = names(containers.flatMap(({ networks }) => networks ?? []).map(knownValue)).filter((name) => !builtin.has(name));
  const volumes = names(
    containers.flatMap(({ mounts }) =>
      mounts.map(({ type, source }) => (['volume', 'claim'].includes(knownValue(type) ?? '') ? knownValue(source) : undefined)),
    ),
  );
  const secrets = names(
    containers.flatMap(({ secrets }) => secrets.map(({ name, from }) => (knownValue(from) === 'external' ? name : undefined))),
  );
  // The engine's own network is there already.
  const network = (name: string): Json => (name === 'bridge' ? { external: true } : {});
  return {
    networks: Object.fromEntries(networks.map((name) => [name, network(name)])),
    volumes: Object.fromEntries(volumes.map((name) => [name, {}])),
    secrets: Object.fromEntries(secrets.map((name) => [name, { file: `./secrets/${name}` }])),
  };
}

const names = (list: readonly (string | undefined)[]): string[] => [...new Set(list.filter((name) => name !== undefined))];

/** Without what is empty: an empty mapping of a volume or network stays, for it declares it. */
const tidy = (top: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(top).filter(([, value]) => typeof value !== 'object' || value === null || Object.keys(value).length > 0),
  );

/** One between the services, and before each section. */
const blankLines = (text: string): string =>
  text
    .replace(/\n(?=(?:services|networks|volumes|secrets):\n)/g, '\n\n')
    .replace(/\n(?= {2}[^ \n-][^\n]*:\n {4}\S)/g, '\n\n')
    .replace(/services:\n\n/, 'services:\n');
