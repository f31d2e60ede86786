import type { YamlMap, YamlNode } from '../../text/yaml/node.ts';

/** A pod found inside a custom resource. */
export interface CustomPod {
  readonly metadata: YamlNode | undefined;
  readonly spec: YamlMap;
  readonly claims: ReadonlySet<string>;
}
