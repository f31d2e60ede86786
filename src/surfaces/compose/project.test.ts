import { describe, expect, it } from 'vitest';
import { bare, marked, pick, readCompose, said, service, type World } from '../../../test/support/compose.ts';

/** Two services' worth of YAML, merged, and what comes of it. */
type Row = readonly [name: string, base: string, over: string, way: string, expected: unknown];

const rows: readonly Row[] = [
  ['scalars are replaced', 'user: a', 'user: b', 'process.user', { name: 'b' }],
  ['null keeps the base', 'user: a', 'user:', 'process.user', { name: 'a' }],
  ['lists are appended', 'cap_add: [A]', 'cap_add: [B]', 'process.capabilities.add', ['CAP_A', 'CAP_B']],
  ['command is replaced', 'command: [a]', 'command: [b]', 'process.args', ['b']],
  ['entrypoint is replaced', 'entrypoint: a', 'entrypoint: [b]', 'process.args', ['b']],
  ['healthcheck.test is replaced', 'healthcheck: {test: [CMD, a]}', 'healthcheck: {test: [CMD, b]}', 'healthcheck.test', ['CMD', 'b']],
  [
    'environment is merged, list over mapping',
    'environment: {A: 1, B: 2}',
    'environment: ["B=3"]',
    'process.env',
    [
      { name: 'A', value: '1' },
      { name: 'B', value: '3' },
    ],
  ],
  [
    'environment is merged, mapping over list',
    'environment: ["A=1", "B=2"]',
    'environment: {B: 3}',
    'process.env',
    [
      { name: 'A', value: '1' },
      { name: 'B', value: '3' },
    ],
  ],
  [
    'volumes are unique by target',
    'volumes: ["./a:/d", "x:/x"]',
    'volumes: ["./b:/d:ro"]',
    'mounts.0',
    { type: 'bind', source: './b', destination: '/d', readonly: true },
  ],
  [
    'volumes, short under long',
    'volumes: ["./a:/d"]',
    'volumes: [{type: volume, source: v, target: /d}]',
    'mounts',
    [{ type: 'volume', source: 'v', destination: '/d' }],
  ],
  ['ports are appended', 'ports: ["80:80"]', 'ports: ["443:443", "80:80"]', 'ports.length', 2],
  ['secrets are unique by target', 'secrets: [a]', 'secrets: [{source: b, target: x}]', 'secrets.length', 2],
  ['build string under mapping', 'build: ./a', 'build: {target: t}', 'image.build', { context: './a', target: 't', args: [] }],
  [
    'build args are merged',
    'build: {args: {A: 1}}',
    'build: {args: ["B=2"]}',
    'image.build.args',
    [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
  ],
  ['tmpfs, string under list', 'tmpfs: /a', 'tmpfs: [/b]', 'mounts.length', 2],
  ['networks, list under mapping', 'networks: [a]', 'networks: {b: {}}', 'networks', ['a', 'b']],
  [
    'sysctls are merged',
    'sysctls: {a: 1}',
    'sysctls: ["b=2"]',
    'linux.sysctl',
    [
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ],
  ],
  [
    'ulimits are replaced one by one',
    'ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}',
    'ulimits: {nofile: 9}',
    'process.rlimits',
    [
      { type: 'nofile', soft: 9, hard: 9 },
      { type: 'nproc', soft: 3, hard: 3 },
    ],
  ],
  [
    'deep mappings are merged',
    'deploy: {resources: {limits: {memory: 1g, pids: 5}}}',
    'deploy: {resources: {limits: {pids: 6}}}',
    'linux.resources',
    { memory: { limit: 1073741824 }, pids: { limit: 6 } },
  ],
  ['!reset takes away', 'ports: ["80:80"]\nprivileged: true', 'ports: !reset []', 'ports', []],
  ['!reset of a scalar', 'privileged: true', 'privileged: !reset false', 'privileged', undefined],
  ['!reset inside a mapping', 'environment: {A: 1, B: 2}', 'environment: {A: !reset null}', 'process.env', [{ name: 'B', value: '2' }]],
  [
    '!override replaces',
    'ports: ["80:80"]',
    'ports: !override ["443:443"]',
    'ports',
    [{ hostPort: '443', containerPort: '443', published: true }],
  ],
];

const indented = (body: string, by: number): string => body.replace(/^(?=.)/gm, ' '.repeat(by));

describe('merging', () => {
  for (const [name, base, over, way, expected] of rows) {
    it(`by override file: ${name}`, () => {
      const files = { 'app/compose.override.yaml': `services:\n  web:\n${indented(over, 4)}\n` };
      const result = readCompose(`services:\n  web:\n    image: x\n${indented(base, 4)}\n`, { files });
      expect(result.problems).toEqual([]);
      expect(result.alsoRead).toEqual(['app/compose.override.yaml']);
      expect(pick(bare(service(result)), way)).toEqual(expected);
    });
    it(`by extends: ${name}`, () => {
      const text = `services:\n  base:\n    image: x\n${indented(base, 4)}\n  web:\n    extends: {service: base}\n${indented(over, 4)}\n`;
      expect(pick(bare(service(readCompose(text))), way)).toEqual(expected);
    });
  }
});

describe('override files', () => {
  const override = 'services:\n  web:\n    privileged: true\n  extra:\n    image: y\n';
  const base = 'services:\n  web:\n    image: x\n';

  it('keep the place of every setting', () => {
    const web = service(readCompose(base, { files: { 'app/compose.override.yml': override } }));
    expect(marked(web)).toBe('app/compose.yaml:2:3 web');
    expect(marked(web.privileged)).toBe('app/compose.override.yml:3:5 privileged: true');
    expect(web.id).toBe('app/compose.yaml#web');
  });

  it('bring services of their own', () => {
    expect(service(readCompose(base, { files: { 'app/compose.override.yml': override } }), 'extra').id).toBe(
      'app/compose.override.yml#extra',
    );
  });

  it('give nothing on their own beside their base', () => {
    const files = { 'app/compose.yaml': base };
    expect(readCompose(override, { path: 'app/compose.override.yml', files })).toEqual({ containers: [], problems: [] });
  });

  it('are read like any file without a base', () => {
    const result = readCompose(override, { path: 'app/compose.override.yml' });
    expect(result.containers.map(({ name }) => name)).toEqual(['extra']);
    expect(result.problems.map(said)).toEqual([
      expect.stringContaining('app/compose.override.yml:2:3 the service "web" has neither image nor build'),
    ]);
  });

  it('belong to the file that Compose takes, not to another one beside it', () => {
    const files = { 'app/compose.yaml': base, 'app/docker-compose.override.yml': override };
    const result = readCompose(base, { path: 'app/docker-compose.yml', files });
    expect(service(result).privileged).toBeUndefined();
    expect(result.alsoRead).toBeUndefined();
  });

  it('a file for production is judged on top of its base, and only what it names', () => {
    const files = { 'app/docker-compose.yml': `${base}    user: "1000"\n  other:\n    image: z\n` };
    const result = readCompose('services:\n  web:\n    privileged: true\n', { path: 'app/docker-compose.prod.yml', files });
    expect(result.problems).toEqual([]);
    expect(result.containers.map(({ id }) => id)).toEqual(['app/docker-compose.prod.yml#web']);
    expect(bare(service(result))).toMatchObject({ image: { reference: 'x' }, privileged: true, process: { user: { uid: 1000 } } });
    expect(result.alsoRead).toBeUndefined();
  });
});

describe('extends', () => {
  it('follows a chain over files, each with its own folder', () => {
    const files = {
      'app/lib/common.yml': 'services:\n  mid:\n    extends: {file: ../low.yml, service: low}\n    volumes: ["./m:/m"]\n    build: .\n',
      'app/low.yml': 'services:\n  low:\n    image: low\n    user: "7"\n    volumes: ["./l:/l"]\n',
    };
    const result = readCompose('services:\n  web:\n    extends:\n      file: lib/common.yml\n      service: mid\n', { files });
    expect(result.problems).toEqual([]);
    expect(result.alsoRead).toEqual(['app/lib/common.yml', 'app/low.yml']);
    const web = service(result);
    expect(bare(web)).toMatchObject({ image: { reference: 'low', build: { context: 'lib' } }, process: { user: { uid: 7 } } });
    expect(pick(bare(web), 'mounts')).toEqual([
      { type: 'bind', source: './l', destination: '/l' },
      { type: 'bind', source: './lib/m', destination: '/m' },
    ]);
    expect(marked(web.process.user)).toBe('app/low.yml:4:5 user: "7"');
    expect(marked(web)).toBe('app/compose.yaml:2:3 web');
  });

  it('leaves a project of its own to be read for itself', () => {
    const files = { 'base/compose.yaml': 'services:\n  a: {image: x}\n' };
    expect(readCompose('services:\n  web:\n    extends: {file: ../base/compose.yaml, service: a}\n', { files }).alsoRead).toBeUndefined();
  });

  const refused: readonly (readonly [name: string, text: string, message: string])[] = [
    [
      'itself',
      'services:\n  web:\n    image: x\n    extends: web\n',
      'app/compose.yaml:4:5 the service "web" is not judged: its extends come back to itself',
    ],
    [
      'no service of this file',
      'services:\n  web:\n    extends: {service: nope}\n',
      'it extends the service "nope", which is not in this file',
    ],
    ['a missing file', 'services:\n  web:\n    extends: {file: no.yml, service: a}\n', 'no.yml, which it extends, is not there'],
    [
      'a file named by an unset variable',
      'services:\n  web:\n    extends: {file: "${NOPE}", service: a}\n',
      'names its file by a variable that is not set',
    ],
    ['a file far away', 'services:\n  web:\n    extends: {file: "https://a/b.yml", service: a}\n', 'a file of another place'],
    ['nothing', 'services:\n  web:\n    extends: {}\n', 'names no service'],
  ];
  for (const [name, text, message] of refused) {
    it(`from ${name} leaves the service out and says so`, () => {
      const result = readCompose(`${text}  other:\n    image: y\n`);
      expect(result.containers.map((container) => container.name)).toEqual(['other']);
      expect(result.problems.map(said).join('\n')).toContain(message);
    });
  }

  it('in a circle of two is named at both', () => {
    const result = readCompose('services:\n  a: {image: x, extends: b}\n  b: {image: x, extends: a}\n');
    expect(result.containers).toEqual([]);
    expect(result.problems.length).toBeGreaterThan(1);
  });
});

describe('include', () => {
  const files = {
    'app/db/compose.yaml': 'services:\n  db:\n    image: db:${TAG}\n    volumes: ["./data:/data"]\n    build: .\n',
    'app/db/.env': 'TAG=16\n',
  };

  it('gives the services of the other file, in their own place, with its own .env and folder', () => {
    const result = readCompose('include: [db/compose.yaml]\nservices:\n  web:\n    image: w\n', { files });
    expect(result.problems).toEqual([]);
    expect(result.alsoRead).toEqual(['app/db/compose.yaml']);
    const db = service(result, 'db');
    expect(db.id).toBe('app/db/compose.yaml#db');
    expect(marked(db)).toBe('app/db/compose.yaml:2:3 db');
    expect(db.group).toBe('app');
    expect(bare(db)).toMatchObject({ image: { reference: 'db:16', build: { context: '.' } }, mounts: [{ source: './db/data' }] });
  });

  it('lets the project’s own environment win', () => {
    expect(bare(service(readCompose('include: [db/compose.yaml]\n', { files, env: { TAG: '17' } }), 'db').image.reference)).toBe('db:17');
  });

  it('takes project_directory and env_file', () => {
    const more = { ...files, 'app/other.env': 'TAG=15' };
    const text = 'include:\n  - path: db/compose.yaml\n    project_directory: .\n    env_file: other.env\n';
    const db = service(readCompose(text, { files: more }), 'db');
    // The build context is told from the folder of the file that declares the service.
    expect(bare(db)).toMatchObject({ image: { reference: 'db:15', build: { context: '..' } }, mounts: [{ source: './data' }] });
  });

  it('merges a list of paths, and the including file on top', () => {
    const more = { ...files, 'app/more.yaml': 'services: {db: {user: "5"}}' };
    const text = 'include:\n  - path: [db/compose.yaml, more.yaml]\nservices:\n  db:\n    read_only: true\n';
    expect(bare(service(readCompose(text, { files: more }), 'db'))).toMatchObject({
      process: { user: { uid: 5 } },
      root: { readonly: true },
    });
  });

  const refused: readonly (readonly [text: string, message: string])[] = [
    ['include: [nope.yaml]', 'nope.yaml is not there'],
    ['include: ["${NOPE}/compose.yaml"]', 'a variable that is not set'],
    ['include: ["oci://registry/app:1"]', 'fetch it'],
    ['include: [compose.yaml]', 'includes itself again'],
    ['include: [{env_file: x}]', 'names no file'],
    ['include: nope.yaml', 'include must be a list'],
  ];
  for (const [text, message] of refused) {
    it(`${text} is a problem, and the rest is read`, () => {
      const result = readCompose(`${text}\nservices:\n  web:\n    image: w\n`, { files: { 'app/compose.yaml': 'services: {}' } });
      expect(result.containers.map(({ name }) => name)).toEqual(['web']);
      expect(result.problems.map(said).join('\n')).toMatch(`compose.yaml:1:`);
      expect(result.problems.map(said).join('\n')).toContain(message);
    });
  }
});

describe('the file as a whole', () => {
  const names = (text: string, world?: World) => readCompose(text, world).containers.map(({ name }) => name);

  it('format 1 has its services at the top', () => {
    const result = readCompose('web:\n  build: .\n  net: host\ndb:\n  image: postgres\n  volumes_from: [web]\n', {
      path: 'app/docker-compose.yml',
    });
    expect(result.problems).toEqual([]);
    expect(bare(service(result))).toMatchObject({ linux: { namespaces: { network: { mode: 'host' } } } });
    expect(result.containers).toHaveLength(2);
  });

  it('several documents are merged', () => {
    expect(bare(service(readCompose('services: {web: {image: x}}\n---\nservices: {web: {user: a}}\n')))).toMatchObject({
      process: { user: { name: 'a' } },
    });
  });

  it('anchors and merge keys keep the place of what they bring', () => {
    const text =
      'x-base: &base\n  privileged: true\nservices:\n  web:\n    <<: *base\n    image: x\n  other:\n    <<: *base\n    image: y\n    privileged: false\n';
    const result = readCompose(text);
    expect(marked(service(result).privileged)).toBe('app/compose.yaml:2:3 privileged: true');
    expect(marked(service(result, 'other').privileged)).toBe('app/compose.yaml:10:5 privileged: false');
  });

  it('every profile is judged', () => {
    expect(names('services: {a: {image: x, profiles: [debug]}, b: {image: y}}')).toEqual(['a', 'b']);
  });

  it('a provider runs nothing that Compose starts', () => {
    expect(names('services: {a: {provider: {type: cloud}}, b: {image: y}}')).toEqual(['b']);
  });

  it('the project is named by name:, or by the folder', () => {
    expect(service(readCompose('name: My.App\nservices: {web: {image: x}}')).group).toBe('myapp');
    expect(service(readCompose('services: {web: {image: x}}', { path: 'some/My App/compose.yaml' })).group).toBe('myapp');
    expect(bare(service(readCompose('services: {web: {image: "x/${COMPOSE_PROJECT_NAME}"}}')).image.reference)).toBe('x/app');
  });

  it('.env beside the file fills in, and the caller wins', () => {
    const files = { 'app/.env': 'TAG=1\nOWN=2\n' };
    expect(bare(service(readCompose('services: {web: {image: "x:$TAG-$OWN"}}', { files, env: { OWN: '3' } })).image.reference)).toBe(
      'x:1-3',
    );
  });

  it('volumes with driver_opts that are bind mounts are bind mounts', () => {
    const text =
      'services:\n  web:\n    image: x\n    volumes: ["va:/a", "vb:/b:ro", "vc:/c"]\nvolumes:\n  va: {driver_opts: {type: none, o: bind, device: /etc}}\n  vb: {driver: local, driver_opts: {type: none, o: "bind,noexec", device: ./b}}\n  vc: {driver_opts: {type: tmpfs, device: tmpfs, o: "size=1m,noexec"}}\n';
    const { mounts } = service(readCompose(text));
    expect(bare(mounts)).toEqual([
      { type: 'bind', source: '/etc', destination: '/a' },
      { type: 'bind', source: './b', destination: '/b', readonly: true, options: ['noexec'] },
      { type: 'tmpfs', destination: '/c', options: ['noexec'], size: 1048576 },
    ]);
    expect(marked(mounts[0])).toBe('app/compose.yaml:4:15 "va:/a"');
    expect(marked(mounts[0]?.source)).toBe('app/compose.yaml:6:43 device: /etc');
  });

  it('volumes_from brings the mounts of another service', () => {
    const text =
      'services:\n  a: {image: x, volumes: ["/etc:/e", "vol:/v"], tmpfs: /t}\n  b: {image: x, volumes_from: ["a:ro"], volumes: ["/usr:/e"]}\n  c: {image: x, volumes_from: [b, "container:other"]}\n';
    const result = readCompose(text);
    expect(bare(service(result, 'b').mounts)).toEqual([
      { type: 'bind', source: '/usr', destination: '/e' },
      { type: 'volume', source: 'vol', destination: '/v', readonly: true },
    ]);
    const because = '? what the container other mounts is not known here';
    expect(bare(service(result, 'c').mounts)).toEqual([
      { type: 'bind', source: '/usr', destination: '/e' },
      { type: 'volume', source: 'vol', destination: '/v', readonly: true },
      { type: because, source: because, destination: because },
    ]);
  });

  it('volumes_from in a circle comes to an end', () => {
    expect(names('services:\n  a: {image: x, volumes_from: [b]}\n  b: {image: x, volumes_from: [a]}\n')).toEqual(['a', 'b']);
  });

  it('secrets and configs know where they come from', () => {
    const text =
      'services:\n  web:\n    image: x\n    secrets: [f, {source: e, target: t, mode: 0400, uid: "5"}, n]\n    configs: [{source: c, target: /c}]\nsecrets:\n  f: {file: ./f}\n  e: {environment: E}\nconfigs:\n  c: {file: /etc/c}\n';
    const web = service(readCompose(text));
    expect(bare(web.secrets)).toEqual([
      { name: 'f', target: '/run/secrets/f', from: 'file' },
      { name: 'e', target: '/run/secrets/t', mode: 0o400, uid: '5', from: 'environment' },
      { name: 'n', target: '/run/secrets/n', from: '? this file does not say where the secret "n" comes from' },
    ]);
    expect(bare(web.mounts)).toEqual([
      { type: 'bind', source: './f', destination: '/run/secrets/f', readonly: true },
      { type: 'bind', source: '/etc/c', destination: '/c', readonly: true },
    ]);
  });
});
