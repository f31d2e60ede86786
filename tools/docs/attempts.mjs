/** Controls of containers of which no program inside can tell anything, each with the reason. */
const cannot = {
  'health-check': 'the engine asks from outside, in its own time',
  'host-port': 'a twin publishes no port, and the node opens one outside of the container',
  'host-process': 'it is about containers of Windows',
  'image-pinned': 'it is about how the image is named, not about what runs',
  'network-policy': "the cluster's network plugin keeps it, which no twin on another engine meets",
  'network-policy-breadth': "the cluster's network plugin keeps it, which no twin on another engine meets",
  'probe-host': 'the kubelet asks, from outside',
  'published-address': 'a twin publishes no port, and the engine does that outside of the container',
  'remote-add': 'it is about how the image is built',
  'resolvable-user': 'a container whose user the image does not have does not start: that is told as a problem',
  'secret-in-arguments': "the program stands in the place of these words; with `--live` the kernel's own list of them is read from outside",
  'secret-in-build': 'it is about how the image is built',
  'secret-in-manifest': 'it is about the text of a manifest',
  'shared-namespace': "from inside another container's namespace looks like one of its own",
  'single-stage-build': 'it is about how the image is built',
};

/** A container that gives reason for every attempt. */
const everything = {
  self: '/probe',
  maskedPaths: ['PATH'],
  readonlyPaths: ['PATH'],
  tmpfs: [{ path: 'PATH', options: [], size: 1 }],
  readonlyMounts: ['PATH'],
  sockets: ['PATH'],
  devices: ['PATH'],
  secrets: ['NAME'],
  askedCapabilities: [],
  memoryIsLimited: true,
  memory: 1,
  pids: 1,
  cpus: 1,
  openFiles: 1,
  ownProcesses: true,
  hostPaths: [{ path: 'PATH', source: 'PATH' }],
  secretFiles: [{ path: 'PATH', name: 'NAME' }],
  sysctls: [{ name: 'NAME', value: 'VALUE', effect: 'EFFECT' }],
  bridged: true,
  beside: {
    boot: '0'.repeat(36),
    namespaces: {},
    mountGroups: [],
    defaultBridge: '172.17.0.1',
    root: true,
    alone: true,
    listeners: ['127.0.0.1', '172.17.0.1'].map((address) => ({ address, port: 1, word: 'WORD' })),
  },
};

/** One path of each kind is enough. */
function firstOfKind(attempts) {
  const kinds = new Map();
  for (const { id, tries, mild } of attempts) {
    const kind = id.split(':')[0];
    if (!kinds.has(kind)) kinds.set(kind, mild ? `${tries} (told, not counted)` : tries);
  }
  return [...kinds.values()];
}

const [start, end] = ['<!-- npm run docs: every measure -->', '<!-- end of every measure -->'];

/** What stands for a control for which nobody has written an attempt, nor said why there can be none. */
const notYet = 'none yet';

/** The text of docs/PROVE.md with its table of every measure made anew. Throws where a measure has an attempt and a reason to have none. */
export function provePage(text, { attemptsFor, controls }) {
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`docs/PROVE.md has no ${start} with ${end} behind it`);
  const attempts = attemptsFor(everything, 'x64');
  const rows = controls.map(({ id }) => {
    const own = attempts.filter(({ control }) => control === id);
    const reason = cannot[id];
    if (own.length > 0 && reason !== undefined)
      throw new Error(`tools/docs/attempts.mjs: ${id} has ${own.length} attempts and a reason why it can have none`);
    const kinds = firstOfKind(own).join('; ').replaceAll('more than 1 ', 'more than N ');
    return `| [\`${id}\`](controls/${id}.md) | ${own.length === 0 ? (reason === undefined ? notYet : `none: ${reason}`) : kinds} |`;
  });
  const gone = Object.keys(cannot).find((id) => !controls.some((control) => control.id === id));
  if (gone !== undefined) throw new Error(`tools/docs/attempts.mjs: there is no control ${gone}`);
  return [
    before,
    start,
    '\n\n| measure | can somebody inside do this? |\n| --- | --- |\n',
    rows.sort().join('\n'),
    '\n\n',
    end,
    after,
  ].join('');
}
