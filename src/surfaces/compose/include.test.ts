import { describe, expect, it } from 'vitest';
import { bare, marked, readCompose, said, service } from '../../../test/support/compose.ts';

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
