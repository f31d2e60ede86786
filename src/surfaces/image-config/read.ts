import { type Container, mapField, type Reader, type ReadResult, type Source } from '../../model/index.ts';
import { asString, fieldOf, pairOf, problem, type Reading, set } from '../../text/json/values.ts';
import { baseName } from '../../text/path.ts';
import { instructions } from '../../text/phrases/instructions.ts';
import { originOf, originOfPair, type YamlNode } from '../../text/yaml/node.ts';
import { parseYaml } from '../../text/yaml/parse.ts';
import { healthOf, portsOf, processOf, volumesOf } from './config.ts';
import { stepsOf } from './history.ts';

/** What is wrong is put right where the image is built. */
export const reader: Reader = { read, phrases: instructions };

function read(source: Source): ReadResult {
  const { documents, problems } = parseYaml(source);
  const reading: Reading = { problems: [...problems], format: 'the OCI image specification' };
  const [document] = documents;
  const nodes = document?.kind === 'seq' ? document.items : document?.kind === 'map' ? [document] : [];
  if (nodes.length === 0 && problems.length === 0)
    problem(reading, { source, start: 0 }, 'the text is no JSON object with the configuration of an image; it was not judged');
  const images = nodes.flatMap((node) => (node.kind === 'map' ? [node] : []));
  return { containers: images.map((node, index) => imageOf(reading, node, source, index)), problems: reading.problems };
}

function imageOf(reading: Reading, whole: YamlNode, source: Source, index: number): Container {
  const config = pairOf(whole, 'config') ?? pairOf(whole, 'Config');
  const name = tagOf(whole) ?? nameOf(source.path);
  const os = fieldOf(reading, whole, 'os', asString) ?? fieldOf(reading, whole, 'Os', asString);
  const steps = stepsOf(reading, whole);
  return {
    id: `${source.path}#${name}${index === 0 ? '' : `~${index + 1}`}`,
    name,
    kind: 'image',
    surface: 'image',
    engine: 'docker',
    origin:
      config === undefined ? { ...originOf(whole), end: originOf(whole).start + 1 } : { ...originOfPair(config), end: config.key.end },
    ...set('os', os?.state === 'written' && os.value === 'windows' ? mapField(os, () => 'windows') : undefined),
    image: { build: { origin: originOf(whole), args: [], ...set('steps', steps) } },
    process: processOf(reading, config?.value, config === undefined ? originOf(whole) : originOfPair(config)),
    root: {},
    mounts: volumesOf(config?.value),
    linux: { namespaces: {}, resources: {}, sysctl: [] },
    ports: portsOf(config?.value),
    secrets: [],
    ...set('healthcheck', healthOf(reading, config?.value)),
  };
}

/** "archive:folder/web.tar (web:1, linux/amd64)" → "web.tar (web:1, linux/amd64)". */
function nameOf(path: string): string {
  const which = path.endsWith(')') ? path.lastIndexOf(' (') : -1;
  const end = which < 0 ? path.length : which;
  return baseName(path.slice(0, end)).replace(/^archive:/, '') + path.slice(end);
}

/** The first name that `image inspect` lists. */
function tagOf(whole: YamlNode): string | undefined {
  const tags = pairOf(whole, 'RepoTags')?.value;
  const first = tags?.kind === 'seq' ? tags.items[0] : undefined;
  return first === undefined ? undefined : asString(first);
}
