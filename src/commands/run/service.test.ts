import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { serviceOf } from './service.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-service-'));
const file = join(folder, 'compose.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const service = (text: string, words: readonly string[] = [], secrets: readonly string[] = []) => {
  writeFileSync(file, text);
  return serviceOf(file, { image: 'web', options: [{ flag: 'rm', value: 'true' }], own: [], words }, 'docker', secrets);
};

it('is the words of the engine, then what was asked for', async () => {
  const text = `services:
  web:
    image: my/web:1
    entrypoint: [/app, serve]
    command: [--port, "80"]
    ports: ["8080:80"]
    cap_add: [CHOWN]
    volumes: ["./data:/data:ro", "logs:/logs"]
    environment: { GREETING: "hello $$there" }
    stop_grace_period: 5s
volumes: { logs: {} }
`;
  const { image, options, words } = await service(text);
  expect(image).toBe('my/web:1');
  expect(options.map(({ flag, value }) => `${flag}=${value}`)).toEqual([
    ...['cap-add=CHOWN', `volume=${folder}/data:/data:ro`, 'volume=logs:/logs', 'publish=8080:80', 'env=GREETING=hello $there'],
    ...['stop-timeout=5', 'entrypoint=/app', 'rm=true'],
  ]);
  expect(words).toEqual(['serve', '--port', '80']);
  expect((await service(text, ['other'])).words).toEqual(['other']);
});

it.each([
  ['services: { db: { image: x } }', /has no service web; it has db/],
  ['services: { web: { build: . } }', /is built, not named/],
  ['services: { web: { image: "$NOBODY_SET" } }', /the image of web is not known/],
  [
    'services: { web: { image: x, secrets: [key] } }\nsecrets: { key: { file: ./key } }',
    /say where it comes from, with --secret key=file:PATH/,
  ],
  ['services: { web: { image: x, privilegd: true } }', /compose.yaml:1: /],
])('%s', (text, message) => expect(service(text)).rejects.toThrow(message));

it('a secret that the command line gives is not missed', async () =>
  expect((await service('services: { web: { image: x, secrets: [key] } }\nsecrets: { key: { file: ./key } }', [], ['key'])).image).toBe(
    'x',
  ));
