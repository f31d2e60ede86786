import { describe, expect, it } from 'vitest';
import { bare, marked, readCompose, said, service, type World } from '../../../test/support/compose.ts';

describe('variables', () => {
  it.each(['constructor', 'toString', '__proto__'])('do not come from what every object has: %s', (name) => {
    expect(service(readCompose(`services:\n  web:\n    image: x\n    user: \${${name}}\n`)).process.user).toMatchObject({
      state: 'unknown',
    });
  });
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
