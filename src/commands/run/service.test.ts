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
  const text = `name: shop
services:
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
    ...['cap-add=CHOWN', `volume=${folder}/data:/data:ro`, 'volume=shop_logs:/logs', 'publish=8080:80', 'env=GREETING=hello $there'],
    ...['stop-timeout=5', 'entrypoint=/app', 'rm=true'],
  ]);
  expect(words).toEqual(['serve', '--port', '80']);
  expect((await service(text, ['other'])).words).toEqual(['other']);
});

it('what is built has the name that Compose gives it', async () => {
  expect((await service('name: shop\nservices: { web: { build: . } }')).image).toBe('shop-web');
});

it.each([
  ['services: { db: { image: x } }', /has no service web; it has db/],
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

const flags = async (text: string, flag: string) => (await service(text)).options.flatMap((one) => (one.flag === flag ? [one.value] : []));

it.each<[string, string, readonly string[]]>([
  ['networks: [back] }}, networks: { back: }', 'network', ['shop_back']],
  ['networks: [back] }}, networks: { back: { name: there } }', 'network', ['there']],
  ['networks: [back] }}, networks: { back: { external: true } }', 'network', ['back']],
  ['networks: [back] }}, networks: { back: { external: { name: old } } }', 'network', ['old']],
  ['networks: [back] }}, networks: { back: { external: false } }', 'network', ['shop_back']],
  ['networks: [default] }}', 'network', ['shop_default']],
  ['network_mode: bridge }}', 'network', ['bridge']],
  ['volumes: ["data:/d"] }}, volumes: { data: }', 'volume', ['shop_data:/d']],
  ['volumes: ["data:/d"] }}, volumes: { data: { name: mine } }', 'volume', ['mine:/d']],
  ['volumes: ["data:/d"] }}, volumes: { data: { external: true } }', 'volume', ['data:/d']],
])('%s is called as Compose calls it', async (rest, flag, expected) =>
  expect(await flags(`{ name: Shop, services: { web: { image: x, ${rest} }`, flag)).toEqual(expected),
);

it('the caller’s name of the project comes first', async () => {
  process.env.COMPOSE_PROJECT_NAME = 'mine';
  try {
    expect(await flags('{ name: shop, services: { web: { image: x, networks: [a] } }, networks: { a: } }', 'network')).toEqual(['mine_a']);
  } finally {
    delete process.env.COMPOSE_PROJECT_NAME;
  }
});

it('a network that is asked for is the only one', async () => {
  writeFileSync(file, 'services: { web: { image: x, networks: [a] } }\nnetworks: { a: }');
  const asked = { image: 'web', options: [{ flag: 'network', value: 'none' }], own: [], words: [] };
  expect((await serviceOf(file, asked, 'docker', [])).options).toEqual(asked.options);
});

it('with --rm nothing is started again', async () =>
  expect(await flags('services: { web: { image: x, restart: always } }', 'restart')).toEqual([]));

it('a variable that is not set is said without what stands around it', async () => {
  const failing = service('services: { web: { image: x, environment: { DB_PASSWORD: "K4ngaroo$NOBODY_SET" } } }');
  await expect(failing.catch(({ message }: Error) => message)).resolves.not.toMatch(/K4ngaroo/);
});

it('its rates of disks come along', async () => {
  const text = `services:
  web:
    image: x
    blkio_config:
      device_read_bps: [{ path: /dev/sda, rate: 12mb }]
      device_write_iops: [{ path: /dev/sda, rate: 30 }]
`;
  expect([await flags(text, 'device-read-bps'), await flags(text, 'device-write-iops')]).toEqual([['/dev/sda:12m'], ['/dev/sda:30']]);
});
