import { type Container, type Field, type Reader, type ReadResult, type Source, written } from '../../model/index.ts';
import { asBool, asString, fieldOf, pairOf, problem, type Reading, set } from '../../text/json/values.ts';
import { get, originOfPair, pairsOf, type YamlNode } from '../../text/yaml/node.ts';
import { parseYaml } from '../../text/yaml/parse.ts';
import { linuxOf } from './linux.ts';
import { mountsOf } from './mounts.ts';
import { phrases } from './phrases.ts';
import { processOf } from './process.ts';

export const reader: Reader = { read, phrases };

/** A bundle's config.json: one container, everything as it is written. Source: opencontainers/runtime-spec 1.2 config.md. */
function read(source: Source): ReadResult {
  const { documents, problems } = parseYaml(source);
  const reading: Reading = { problems: [...problems], format: 'the OCI runtime specification' };
  const [document] = documents;
  if (document?.kind !== 'map') {
    if (problems.length === 0) problem(reading, { source, start: 0 }, 'the text is no JSON object; it was not judged');
    return { containers: [], problems: reading.problems };
  }
  return { containers: [containerOf(reading, document, source)], problems: reading.problems };
}

function containerOf(reading: Reading, document: YamlNode, source: Source): Container {
  const annotations = get(document, 'annotations');
  const name = annotation(annotations, 'io.kubernetes.cri.container-name') ?? folderOf(source.path);
  const inPod = pairsOf(annotations).some(({ key }) =>
    /^io\.(?:kubernetes\.cri|kubernetes\.cri-o)\.(?:sandbox-id|SandboxID)$/.test(key.text),
  );
  const main = pairOf(document, 'process') ?? pairOf(document, 'root') ?? pairOf(document, 'ociVersion');
  const windows = pairOf(document, 'windows');
  const reference = referenceOf(annotations);
  return {
    id: `${source.path}#${name}`,
    name,
    kind: 'container',
    surface: 'oci-bundle',
    engine: 'oci',
    origin: main === undefined ? { source, start: 0, end: 0 } : { source, start: main.key.start, end: main.key.end },
    ...(windows !== undefined && get(document, 'linux') === undefined ? { os: written('windows', originOfPair(windows)) } : {}),
    image: { ...set('reference', reference) },
    process: processOf(reading, get(document, 'process')),
    root: { ...set('readonly', fieldOf(reading, get(document, 'root'), 'readonly', asBool)) },
    ...set('hostname', fieldOf(reading, document, 'hostname', asString)),
    mounts: mountsOf(reading, document),
    linux: linuxOf(reading, get(document, 'linux'), inPod),
    ports: [],
    secrets: [],
  };
}

/** The names under which containerd, CRI-O and the image specification keep the image's reference. */
const references = ['io.kubernetes.cri.image-name', 'io.kubernetes.cri-o.ImageName', 'org.opencontainers.image.ref.name'];

function referenceOf(annotations: YamlNode | undefined): Field<string> | undefined {
  const pair = references.map((key) => pairOf(annotations, key)).find((found) => found !== undefined);
  const text = pair === undefined ? undefined : asString(pair.value);
  return pair === undefined || text === undefined || text === '' ? undefined : written(text, originOfPair(pair));
}

function annotation(annotations: YamlNode | undefined, key: string): string | undefined {
  const pair = pairOf(annotations, key);
  return pair === undefined ? undefined : asString(pair.value) || undefined;
}

/** The bundle is the folder of its config.json. */
function folderOf(path: string): string {
  const folder = path.split('/').at(-2);
  return folder === undefined || folder === '' || folder === '.' || folder === '..' ? 'bundle' : folder;
}
