// The layers of docs/ARCHITECTURE.md, held by `npm run check:layers`.
// Data runs one way: cli → commands → the parts → facts, text → model. A rule's comment is what a person reads when it breaks.
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^src/${from}`, pathNot: '\\.test\\.ts$' },
  to: { path: '.', pathNot: allowed, dependencyTypesNot: ['npm', 'npm-dev'] },
});

const model = '^src/model/';
const facts = '^src/facts/';
const text = '^src/text/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one idea in two places: move the shared part down a layer.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'one-door-out',
      comment: 'Only host/ touches files, processes and the network: everything else stays pure and can be tested as a table.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/host/', '^src/(worker|main|launch)\\.ts$', '\\.test\\.ts$'] },
      to: { dependencyTypes: ['core'], pathNot: ['^(node:)?(path|path/posix|stream)$'] },
    },
    {
      name: 'surfaces-are-strangers',
      comment: 'What joins two surfaces belongs in link/.',
      severity: 'error',
      from: { path: '^src/surfaces/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/surfaces/', pathNot: '^src/surfaces/$1/' },
    },
    {
      name: 'controls-are-strangers',
      comment: 'A control that needs another one is asking for a better model.',
      severity: 'error',
      from: { path: '^src/controls/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/controls/', pathNot: '^src/controls/$1/' },
    },
    only('model-knows-nobody', 'The model is the vocabulary: it imports nothing.', 'model/', [model]),
    only('facts-are-data', 'Facts are tables about Linux and the engines.', 'facts/', [facts, model]),
    only('text-knows-the-model', 'Text knows positions, not meaning: what a secret looks like is a fact.', 'text/', [text, facts, model]),
    only('options-know-the-model', 'What each option of the engines says of a container; where it was written is not known.', 'options/', [
      '^src/options/',
      facts,
      text,
      model,
    ]),
    only('surfaces-know-the-model', 'A surface reads one way of declaring a container, and judges nothing.', 'surfaces/', [
      '^src/surfaces/',
      '^src/options/',
      facts,
      text,
      model,
      '^(node:)?path',
    ]),
    only('controls-know-the-model', 'A control judges the model, whatever it was written in.', 'controls/', [
      '^src/controls/',
      facts,
      model,
    ]),
    only('engines-know-their-defaults', 'An engine turns declared into effective; it knows no surface.', 'engines/', [
      '^src/engines/',
      facts,
      text,
      model,
    ]),
    only(
      'images-are-read',
      'An archive or layout is followed from its index to its images, and a layer is searched as it goes by; who hands over the bytes is not known.',
      'image/',
      ['^src/image/', facts, text, model],
    ),
    only(
      'packages-are-read',
      'Records of packages in the files of an image, and how versions are ordered; what needs the machine is a door that is handed in.',
      'packages/',
      ['^src/packages/', facts, text, model],
    ),
    only(
      'advisories-are-matched',
      'What is known of vulnerabilities, read from its publishers' + "' forms, and held against packages; where it is kept is not known.",
      'advisories/',
      ['^src/advisories/', '^src/packages/', facts, text, model],
    ),
    only('bills-of-materials', 'An image as CycloneDX or SPDX, and back.', 'sbom/', ['^src/sbom/', '^src/packages/', facts, text, model]),
    only(
      'registries-are-asked-through-a-door',
      'What a registry is asked, and what is believed of its answers; the network is a door that is handed in.',
      'registry/',
      ['^src/registry/', facts, text, model],
    ),
    only('profiles-are-profiles', 'A profile is read, resolved and decided here; who asks for it is not known.', 'profiles/', [
      '^src/profiles/',
      facts,
      text,
      model,
    ]),
    only(
      'policies-choose-controls',
      'A policy profile chooses what is judged, or judges as a standard does; it knows no surface and no engine.',
      'policies/',
      ['^src/policies/', '^src/controls/', facts, text, model],
    ),
    only(
      'rendering-knows-its-files',
      'What charts and overlays are made of, and which line of them gave a rendered one. Running the tools is for commands, by host.',
      'render/',
      ['^src/render/', facts, text, model, '^(node:)?path'],
    ),
    only(
      'comparing-is-pure',
      'Two effective views are held against each other; where they came from is not known, and no control is asked.',
      'compare/',
      ['^src/compare/', facts, model],
    ),
    only(
      'translating-knows-no-words',
      'What must be declared so that the same comes of it on another engine; in which words is for the surfaces.',
      'translate/',
      ['^src/translate/', '^src/engines/', facts, text, model],
    ),
    only('linking-joins-texts', 'What belongs together across texts: it is handed what reads them, and knows no surface.', 'link/', [
      '^src/link/',
      '^src/profiles/',
      facts,
      text,
      model,
    ]),
    only(
      'running-is-declared',
      'What hardens a container that somebody asked for, and what of it he took away: no engine is asked here.',
      'run/',
      ['^src/run/', '^src/controls/', '^src/engines/', '^src/judge\\.ts$', facts, text, model],
    ),
    only('secrets-have-sources', 'What a secret is asked of, and how: the servers themselves stand behind a door.', 'secrets/', [
      '^src/secrets/',
      text,
      model,
    ]),
    only('fix-settles', 'Which remedies are written, and in which order: what writes and who judges is handed in.', 'fix/', [
      '^src/fix/',
      text,
      model,
    ]),
    only(
      'the-machine-is-read-through-a-door',
      'What the machine is, from texts that a door hands over: pure, so that a test can hold up any machine.',
      'machine/',
      ['^src/machine/', facts, text, model],
    ),
    only(
      'a-process-is-read-through-a-door',
      'What the kernel says of a live process, from texts that a door hands over: pure, so that a test can hold up any recording.',
      'observe/',
      ['^src/observe/', facts, text, model],
    ),
    only(
      'drift-compares',
      'Two views of one container, field by field; who made them is not known. How a value is said is asked of engines/describe.',
      'drift/',
      ['^src/drift/', '^src/engines/describe/', facts, text, model],
    ),
    only('filters-are-decided', 'What becomes of a packet, from the lists of packet filters; who read them is not known.', 'filters/', [
      '^src/filters/',
      facts,
    ]),
    only(
      'ways-are-pure',
      'Which steps a container leaves open, and what they come to: no surface, engine or control is known, a change is handed in.',
      'ways/',
      ['^src/ways/', facts, text, model],
    ),
    only('probes-are-pure', 'The probe program is made here, and its answers are read; who runs it is not known.', 'probes/', [
      '^src/probes/',
      facts,
      model,
    ]),
    only('proof-weighs', 'What is tried in a container, and what the answers say of its measures and of who said no.', 'proof/', [
      '^src/proof/',
      '^src/probes/',
      '^src/filters/',
      facts,
      model,
    ]),
    only('reports-print', 'Reports print findings; they know no surface and no engine.', 'reports/', [
      '^src/reports/',
      '^src/web/data\\.ts$',
      '^src/judge\\.ts$',
      facts,
      text,
      model,
    ]),
    only('the-page-stands-alone', 'What runs in a browser knows its data and nothing of what made it.', 'web/', ['^src/web/', model]),
    only(
      'risks-are-answered-for',
      'What somebody lives with is found, matched and weighed here; where it is read from is not known.',
      'risks/',
      ['^src/risks/', text, model],
    ),
    only(
      'a-configuration-is-words',
      'A configuration is read and held against what it may say; what its words mean is told to it.',
      'config/',
      ['^src/config/', text, model, '^ignore$'],
    ),
    only('the-host-is-a-door', 'The host reads and writes; it knows nothing of containers.', 'host/', [
      '^src/host/',
      model,
      '^(node:)?[a-z_/]+$',
    ]),
    {
      name: 'nobody-imports-the-top',
      comment: 'main.ts (command and thread), launch.ts, layer-thread.ts and index.ts are entrances.',
      severity: 'error',
      from: { pathNot: '^src/(main|launch)\\.ts$' },
      to: { path: '^src/(main|launch|cli|worker|layer-thread|index)\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts'], conditionNames: ['import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
