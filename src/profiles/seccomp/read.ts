import type { Problem, Source } from '../../model/index.ts';
import { positionAt } from '../../text/lines.ts';
import { get, itemsOf, originOf, type YamlNode } from '../../text/yaml/node.ts';
import { parseYaml } from '../../text/yaml/parse.ts';
import { asText, isNull } from '../../text/yaml/value.ts';
import { archWords } from './arches.ts';
import type { Profile } from './profile.ts';
import { readRule } from './read-rule.ts';
import { type Complaints, closest, readAction, readErrno, stringsOf, unknownKeys } from './read-values.ts';

export interface ReadProfile {
  /** Undefined: there is no profile to speak of. */
  readonly profile?: Profile;
  readonly problems: readonly Problem[];
}

/** Docker's own profile has 13,000 characters; deciding a profile for each call takes time for each rule. */
const longest = 1024 * 1024;

const keys = [
  ...['defaultAction', 'defaultErrnoRet', 'defaultErrno', 'architectures', 'archMap', 'syscalls', 'flags', 'listenerPath'],
  ...['listenerMetadata', 'comment'],
];

/** Flags of the OCI runtime specification 1.2; SECCOMP_FILTER_FLAG_TSYNC is runc's own and does nothing there. */
const knownFlags = [
  ...['SECCOMP_FILTER_FLAG_TSYNC', 'SECCOMP_FILTER_FLAG_LOG', 'SECCOMP_FILTER_FLAG_SPEC_ALLOW'],
  'SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV',
];

/**
 * A profile in the JSON of Docker and Podman, or of an OCI bundle (its `linux.seccomp`, or the whole config.json).
 * What is not understood is a problem with line and column; the rest is still read. Never throws.
 */
export function readProfile(source: Source): ReadProfile {
  const { path, text } = source;
  if (text.length > longest) {
    const message = `not read: ${text.length} characters are too many for a seccomp profile, the limit is ${longest}; keep only its rules`;
    return { problems: [{ file: path, message }] };
  }
  const { documents, problems } = parseYaml(source);
  const document = documents[0];
  return readProfileAt(source, get(get(document, 'linux'), 'seccomp') ?? document, problems);
}

/** The same of a profile that stands inside another text, such as the `spec` of a Kubernetes object. `before`: problems so far. */
export function readProfileAt(source: Source, root: YamlNode | undefined, before: readonly Problem[] = []): ReadProfile {
  const problems: Problem[] = [...before];
  const complaints: Complaints = {
    at: (node, message) => void problems.push({ file: source.path, ...positionAt(source, node.start), message }),
  };
  if (root === undefined || root.kind !== 'map') {
    if (problems.length === 0)
      problems.push({ file: source.path, line: 1, column: 1, message: 'a seccomp profile is a JSON object, and this is none' });
    return { problems };
  }
  unknownKeys(root, keys, complaints);
  const profile = readRoot(source, root, complaints);
  return profile === undefined ? { problems } : { profile, problems };
}

function readRoot(source: Source, root: YamlNode, complaints: Complaints): Profile | undefined {
  const word = get(root, 'defaultAction');
  if (isNull(word)) {
    complaints.at(root, 'it has no defaultAction: engines take a profile without one and without syscalls as no profile at all');
    return undefined;
  }
  const defaultAction = readAction(word, complaints);
  if (defaultAction === undefined || word === undefined) return undefined;
  const architectures = readArchitectures(get(root, 'architectures'), complaints);
  const archMap = itemsOf(get(root, 'archMap')).map((entry) => ({
    architecture: readArchitectures(get(entry, 'architecture'), complaints)[0] ?? '',
    subArchitectures: readArchitectures(get(entry, 'subArchitectures'), complaints),
  }));
  if (architectures.length > 0 && archMap.length > 0) {
    complaints.at(root, 'architectures and archMap are both there: Docker and Podman refuse such a profile; keep one of them');
  }
  return {
    source,
    defaultAction,
    defaultErrno: readErrno(get(root, 'defaultErrno'), complaints) ?? readErrno(get(root, 'defaultErrnoRet'), complaints),
    defaultOrigin: originOf(word),
    architectures,
    archMap,
    flags: readFlags(get(root, 'flags'), complaints),
    listenerPath: asText(get(root, 'listenerPath')),
    rules: itemsOf(get(root, 'syscalls')).flatMap((node) => readRule(node, complaints) ?? []),
  };
}

function readFlags(node: YamlNode | undefined, complaints: Complaints): string[] {
  const flags = stringsOf(node, 'flags', complaints);
  for (const { text, node: flag } of flags) {
    if (!knownFlags.includes(text)) complaints.at(flag, `${text} is no flag of a filter: known are ${knownFlags.join(', ')}`);
  }
  return flags.map(({ text }) => text);
}

function readArchitectures(node: YamlNode | undefined, complaints: Complaints): string[] {
  if (isNull(node) || node === undefined) return [];
  const words = node.kind === 'scalar' ? [{ text: node.text, node }] : stringsOf(node, 'architectures', complaints);
  return words.flatMap(({ text, node: word }) => {
    if (archWords.has(text)) return [text];
    complaints.at(word, `${text} is no architecture${closest(text, archWords.keys())}: runtimes refuse the profile`);
    return [];
  });
}
