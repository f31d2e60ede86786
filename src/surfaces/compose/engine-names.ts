import type { ReadContext, Source } from '../../model/index.ts';
import { knownValue } from '../../model/index.ts';
import { boolean, words } from './kinds.ts';
import { overrideOf, readProject } from './project.ts';
import { startReading } from './reading.ts';
import { field, type Pairs, pairsOf, present } from './values.ts';

/** What Compose calls the networks, volumes and built images of a file when it makes them for an engine. */
export interface EngineNames {
  readonly network: (name: string) => string;
  readonly volume: (name: string) => string;
  /** Of a service that is built and names no image. */
  readonly image: (service: string) => string;
}

/**
 * PROJECT_NAME, but for what has a name of its own or is there already (`external`), and for names that the file does not define. The project is the
 * caller's COMPOSE_PROJECT_NAME, or the file's `name`, or its folder. Sources: compose-go 2 loader/normalize.go
 * setNameFromKey; docker/compose 2 pkg/api/api.go GetImageNameOrDefault (PROJECT-SERVICE).
 */
export function engineNames(source: Source, context: ReadContext): EngineNames {
  const reading = startReading(source, context);
  const override = overrideOf(reading);
  const project = readProject(reading, override === undefined ? [source] : [source, override]);
  const prefix = context.env.COMPOSE_PROJECT_NAME || project.name;
  const nameIn = (section: Pairs, name: string): string => {
    const pair = present(section.get(name));
    if (pair === undefined && !section.has(name)) return name;
    const definition = pairsOf(reading, pair?.value, name);
    const text = (pairs: Pairs): string | undefined => knownValue(field(reading, present(pairs.get('name')), words));
    const external = present(definition.get('external'));
    // Files of version 3.3 and before: external: { name: … }
    if (external?.value.kind === 'map') return text(pairsOf(reading, external.value, 'external')) ?? name;
    const isExternal = external !== undefined && knownValue(field(reading, external, boolean)) !== false;
    return text(definition) ?? (isExternal ? name : `${prefix}_${name}`);
  };
  return {
    network: (name) => (name === 'default' && !project.networks.has(name) ? `${prefix}_default` : nameIn(project.networks, name)),
    volume: (name) => nameIn(project.volumes, name),
    image: (service) => `${prefix}-${service}`,
  };
}
