import { isObject, type Loose, listOf } from '../text/json/loose.ts';

/** What a configuration says of the containers that are made of it, in one order. Source: opencontainers/image-spec 1.1 config.md; the last ones are Docker's own. */
const ofContainers = [
  'User',
  'ExposedPorts',
  'Env',
  'Entrypoint',
  'Cmd',
  'Volumes',
  'WorkingDir',
  'Labels',
  'StopSignal',
  'Healthcheck',
  'Shell',
  'OnBuild',
] as const;

/**
 * A configuration as people read it: what is judged of it, in one order, so that a finding has the same line wherever the image was read. Engines say
 * more or less besides, each in an order of its own.
 */
export function configText(config: Loose): string {
  const { architecture, os, variant, rootfs } = config;
  const own = isObject(config.config) ? config.config : {};
  const history = listOf(config.history)
    .filter(isObject)
    .map(({ created_by, empty_layer }) => present({ created_by, empty_layer: empty_layer === true ? true : undefined }));
  const judged = Object.fromEntries(ofContainers.map((key) => [key, own[key]]));
  return `${JSON.stringify({ ...present({ architecture, os, variant }), config: present(judged), ...present({ rootfs, history }) }, null, 2)}\n`;
}

/** Without what is empty: engines differ in whether they write it. */
const present = (values: Loose): Loose => Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
