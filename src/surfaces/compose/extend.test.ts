import { describe, expect, it } from 'vitest';
import { bare, marked, pick, readCompose, said, service } from '../../../test/support/compose.ts';

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
