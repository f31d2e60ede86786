import { pairOf, type Reading } from '../../text/json/values.ts';
import { get, type YamlNode } from '../../text/yaml/node.ts';

/** One container as its engine describes it: the parts that every reader of this surface looks into. */
export interface Inspected {
  readonly reading: Reading;
  readonly whole: YamlNode;
  readonly config: YamlNode | undefined;
  readonly host: YamlNode | undefined;
  /** Podman's own answer (libpod). What it gives a client that speaks Docker's API is read as Docker's. */
  readonly engine: 'docker' | 'podman';
  readonly privileged: boolean;
}

export function inspected(reading: Reading, whole: YamlNode): Inspected {
  const host = get(whole, 'HostConfig');
  const privileged = get(host, 'Privileged');
  return {
    reading,
    whole,
    config: get(whole, 'Config'),
    host,
    engine: isPodman(whole) ? 'podman' : 'docker',
    privileged: privileged?.kind === 'scalar' && privileged.text === 'true',
  };
}

/** Keys that only Podman has. Source: podman 5.8 libpod/define/container_inspect.go; moby 29 api/types/container. */
const isPodman = (whole: YamlNode): boolean =>
  ['OCIRuntime', 'BoundingCaps', 'ConmonPidFile', 'ImageName'].some((key) => pairOf(whole, key) !== undefined);
