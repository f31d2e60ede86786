import { type Container, type Emission, type EmitRequest, type Emitter, knownValue } from '../../../model/index.ts';
import { isVariable, yamlText } from '../../../text/emit/index.ts';
import type { Json } from './json.ts';
import { fileOf } from './secrets.ts';
import { serviceOf } from './service.ts';

/** One compose file with a service for each container. */
export const emitter: Emitter = { emit };

function emit({ containers, project }: EmitRequest): Emission {
  const services = containers.map((container) => indented(yamlText({ [container.name]: serviceOf(container, containers) })));
  const sections = Object.entries(topLevel(containers)).filter(([, section]) => Object.keys(section).length > 0);
  const parts = [
    yamlText({ name: project }),
    `services:\n${services.join('\n')}`,
    ...sections.map(([name, section]) => yamlText({ [name]: section })),
  ];
  return {
    files: [{ name: 'compose.yaml', text: parts.join('\n') }],
    notes: [],
    names: new Map(containers.map(({ id, name }) => [id, name])),
  };
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

const builtin = new Set(['default', 'host', 'none']);

/** Networks and volumes must be declared beside the services. */
function topLevel(containers: readonly Container[]): Record<string, Record<string, Json>> {
  const networks = names(containers.flatMap(({ networks }) => networks ?? []).map(knownValue)).filter((name) => !builtin.has(name));
  const volumes = names(
    containers.flatMap(({ mounts }) =>
      mounts.map(({ type, source }) => (['volume', 'claim'].includes(knownValue(type) ?? '') ? knownValue(source) : undefined)),
    ),
  );
  const secrets = containers.flatMap((container) =>
    container.secrets.flatMap((use) => {
      const { name, target, from } = use;
      if (isVariable(use, container)) return [];
      const file = fileOf(container, { target });
      return file === undefined && knownValue(from) !== 'external' ? [] : [[name, { file: file ?? `./secrets/${name}` }] as const];
    }),
  );
  // The engine's own network is there already.
  const network = (name: string): Json => (name === 'bridge' ? { external: true } : {});
  return {
    networks: Object.fromEntries(networks.map((name) => [name, network(name)])),
    volumes: Object.fromEntries(volumes.map((name) => [name, {}])),
    secrets: Object.fromEntries(secrets),
  };
}

const names = (list: readonly (string | undefined)[]): string[] => [...new Set(list.filter((name) => name !== undefined))];
