import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examine } from '../src/commands/check/examine/examine.ts';
import { questionOf } from '../src/commands/check/question.ts';
import { controls } from '../src/controls/index.ts';
import type { Report } from '../src/model/index.ts';
import { formats, render } from '../src/reports/index.ts';
import { summarize } from '../src/reports/summary.ts';

/** The secret's value appears nowhere, whatever kind it is, wherever it is written, and however the report is printed. */

const from = (characters: string, length: number) =>
  fc.array(fc.constantFrom(...characters), { minLength: length, maxLength: length }).map((chosen) => chosen.join(''));
const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';

const passwords = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_!.%+-]{5,30}[A-Za-z0-9]$/);
const tokens = fc.oneof(
  from(letters, 36).map((body) => `ghp_${body}`),
  from(letters, 20).map((body) => `glpat-${body}`),
  from(letters, 36).map((body) => `npm_${body}`),
  from(letters, 24).map((body) => `sk_live_${body}`),
  from(letters, 48).map((body) => `sk-${body}`),
  from(letters, 24).map((body) => `hvs.${body}`),
  from('0123456789abcdef', 64).map((body) => `dop_v1_${body}`),
  from(letters, 64).map((body) => `pypi-${body}`),
);
const names = fc.constantFrom(
  'DB_PASSWORD',
  'POSTGRES_PASSWORD',
  'API_TOKEN',
  'JWT_SECRET',
  'MYSQL_PWD',
  'SECRET_KEY_BASE',
  'dbPassword',
  'REDIS_PASS',
);
const plainNames = fc.constantFrom('REMOTE', 'CONFIG', 'LINE');

interface Place {
  readonly file: string;
  readonly text: (name: string, secret: string) => string;
}

const pod = (part: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.27\n${part}`;

const object = (kind: string, data: string) => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: web\n${data}`;

/** Where a variable's value is written. */
const variables: readonly Place[] = [
  { file: 'compose.yaml', text: (n, s) => `services:\n  web:\n    image: nginx\n    environment:\n      ${n}: ${s}\n` },
  { file: 'compose.yaml', text: (n, s) => `services:\n  web:\n    image: nginx\n    environment:\n      - ${n}=${s}\n` },
  { file: 'compose.yaml', text: (n, s) => `services:\n  web:\n    image: nginx\n    environment: {A: b, ${n}: "${s}", C: d}\n` },
  { file: 'compose.yaml', text: (n, s) => `services:\n  web:\n    image: nginx\n    environment:\n      ${n}: \${${n}:-${s}}\n` },
  { file: 'pod.yaml', text: (n, s) => pod(`      env:\n        - name: ${n}\n          value: ${s}\n`) },
  { file: 'pod.yaml', text: (n, s) => pod(`      env:\n        - value: ${s}\n          # the value of\n\n          name: ${n}\n`) },
  { file: 'pod.yaml', text: (n, s) => pod(`      env: [{name: ${n}, value: "${s}"}]\n`) },
  {
    file: 'pod.json',
    text: (n, s) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'web' },
        spec: { containers: [{ name: 'web', image: 'nginx', env: [{ name: n, value: s }] }] },
      }),
  },
  {
    file: 'pod.json',
    text: (n, s) =>
      JSON.stringify(
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'web' },
          spec: { containers: [{ name: 'web', image: 'nginx', env: [{ value: s, name: n }] }] },
        },
        null,
        2,
      ),
  },
  { file: 'config.yaml', text: (n, s) => object('ConfigMap', `data:\n  ${n}: "${s}"\n`) },
  { file: 'config.yaml', text: (n, s) => object('ConfigMap', `data: {${n}: "${s}", A: b}\n`) },
  { file: 'config.yaml', text: (n, s) => object('ConfigMap', `data:\n  app.properties: |\n    a = b\n    ${n}=${s}\n`) },
  { file: 'secret.yaml', text: (n, s) => object('Secret', `stringData:\n  ${n}: ${s}\n`) },
  { file: 'secret.yaml', text: (n, s) => object('Secret', `data:\n  ${n}: ${Buffer.from(s).toString('base64')}\n`) },
  { file: 'Containerfile', text: (n, s) => `FROM debian\nENV ${n}=${s}\n` },
  { file: 'Containerfile', text: (n, s) => `FROM debian\nENV ${n} ${s}\n` },
  { file: 'Containerfile', text: (n, s) => `FROM debian\nENV A=b \\\n    ${n}="${s}" \\\n    C=d\n` },
  { file: 'Containerfile', text: (n, s) => `FROM debian\nARG ${n}=${s}\nENV COPY_OF=$${n}\n` },
  { file: 'run.sh', text: (n, s) => `docker run -e ${n}=${s} nginx\n` },
  { file: 'run.sh', text: (n, s) => `docker run \\\n  --privileged \\\n  --env "${n}=${s}" \\\n  nginx\n` },
  { file: 'run.sh', text: (n, s) => `X=${s}\ndocker run -e ${n}=$X nginx\n` },
  { file: 'web.container', text: (n, s) => `[Container]\nImage=nginx\nEnvironment=${n}=${s}\n` },
];

const inspected = (config: object, whole: object = {}) =>
  `${JSON.stringify({ Id: 'ab', Name: '/web', State: {}, Config: { Image: 'nginx', User: '', ...config }, HostConfig: {}, ...whole }, null, 2)}\n`;
const ofImage = (config: object, more: object = {}) =>
  `${JSON.stringify({ os: 'linux', architecture: 'amd64', config, rootfs: { diff_ids: [] }, ...more }, null, 2)}\n`;
const made = (created_by: string) => ofImage({}, { history: [{ created_by }] });

/** Where an engine or an image says it. */
const live: readonly Place[] = [
  { file: 'container:web', text: (n, s) => inspected({ Env: ['A=b', `${n}=${s}`] }) },
  {
    file: 'container:web',
    text: (n, s) => inspected({ Env: [`${n}=${s}`], CreateCommand: ['podman', 'run', '-e', `${n}=${s}`] }, { OCIRuntime: 'runc' }),
  },
  { file: 'archive:web.tar', text: (n, s) => ofImage({ Env: [`${n}=${s}`] }) },
  { file: 'archive:web.tar', text: (n, s) => made(`/bin/sh -c #(nop)  ENV ${n}=${s}`) },
];

/** Where a word of a command is written. */
const commands: readonly Place[] = [
  { file: 'container:web', text: (n, s) => inspected({}, { Path: 'app', Args: [`--${n}`, s, '--port'] }) },
  { file: 'container:web', text: (n, s) => inspected({}, { Path: 'app', Args: [`--${n}=${s}`] }) },
  { file: 'archive:web.tar', text: (n, s) => ofImage({ Entrypoint: ['app'], Cmd: [`--${n}`, s] }) },
  { file: 'archive:web.tar', text: (n, s) => made(`|1 ${n}=${s} /bin/sh -c make`) },
  { file: 'archive:web.tar', text: (n, s) => made(`RUN |2 A=b ${n}=${s} /bin/sh -c make # buildkit`) },
  { file: 'archive:web.tar', text: (_n, s) => made(`/bin/sh -c curl -u me:${s} https://example.com/x`) },
  { file: 'compose.yaml', text: (n, s) => `services:\n  web:\n    image: nginx\n    command: app --${n} ${s} --port 80\n` },
  { file: 'compose.yaml', text: (n, s) => `services:\n  web:\n    image: nginx\n    command: ["app", "--${n}", "${s}"]\n` },
  {
    file: 'compose.yaml',
    text: (n, s) => `services:\n  web:\n    image: nginx\n    command:\n      - app\n      - --${n}\n      - ${s}\n`,
  },
  { file: 'pod.yaml', text: (n, s) => pod(`      args:\n        - --${n}=${s}\n`) },
  { file: 'pod.yaml', text: (n, s) => pod(`      args:\n        - --${n}\n        - ${s}\n`) },
  { file: 'pod.yaml', text: (n, s) => pod(`      command: [sh, -c, "export ${n}=${s}; exec app"]\n`) },
  { file: 'Containerfile', text: (n, s) => `FROM debian\nCMD ["app", "--${n}", "${s}"]\n` },
  { file: 'Containerfile', text: (n, s) => `FROM debian\nCMD app --${n}=${s}\n` },
  { file: 'Containerfile', text: (n, s) => `FROM debian\nRUN ${n}=${s} make\n` },
  { file: 'Containerfile', text: (n, s) => `FROM debian\nRUN make \\\n  --${n} \\\n  ${s}\n` },
  { file: 'Containerfile', text: (_n, s) => `FROM debian\nRUN echo 'root:${s}' | chpasswd\n` },
  { file: 'Containerfile', text: (_n, s) => `FROM debian\nRUN curl -u me:${s} https://example.com/x\n` },
  { file: 'Containerfile', text: (_n, s) => `FROM debian\nADD https://me:${s}@example.com/x?key=${s} /x\n` },
  { file: 'run.sh', text: (n, s) => `docker run nginx app --${n} ${s}\n` },
  { file: 'run.sh', text: (_n, s) => `docker run mysql mysql -u root -p${s}\n` },
];

async function everything({ file, text }: Place, name: string, secret: string) {
  const source = { path: file, text: text(name, secret) };
  const question = questionOf({ profile: 'strict', all: true, views: true });
  const { containers, findings, problems, passedOver } = await examine(source, { load: () => undefined, env: {} }, question);
  const listed = { containers, findings, problems, passedOver };
  const report: Report = {
    version: 1,
    tool: { name: 'bulkhead', version: '0' },
    targets: [file],
    ...listed,
    summary: { ...summarize({ ...listed, files: 1 }), held: 0 },
  };
  const all = { verbose: true, all: true, details: true };
  const printed = new Map([['views', JSON.stringify(report)]]);
  for (const format of formats) printed.set(format, render(format, report, controls, all));
  return { findings, printed };
}

const told = /^secret-in-/;

async function holds(place: Place, name: string, secret: string, mustFind: boolean): Promise<void> {
  fc.pre(!place.text(name, '').includes(secret));
  const { findings, printed } = await everything(place, name, secret);
  if (mustFind) expect(findings.filter(({ control, outcome }) => told.test(control) && outcome === 'broken')).not.toEqual([]);
  const leaks = [...printed].flatMap(([format, text]) => {
    const at = text.indexOf(secret);
    return at < 0 ? [] : [`${format}: …${text.slice(Math.max(0, at - 60), at)}`];
  });
  expect(leaks).toEqual([]);
}

describe('the value of a secret appears nowhere', () => {
  const rows = [...variables, ...live, ...commands].map(
    (place) => [`${place.file}: ${JSON.stringify(place.text('NAME', 'SECRET')).slice(-90)}`, place] as const,
  );

  it.each(rows)('a password in %s', async (_, place) => {
    await fc.assert(
      fc.asyncProperty(names, passwords, (name, secret) => holds(place, name, secret, false)),
      { numRuns: 15 },
    );
  });

  it.each(rows)('a token in %s', async (_, place) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(names, plainNames), tokens, (name, secret) =>
        holds(place, name, secret, !place.text('', '').includes('ADD')),
      ),
      { numRuns: 15 },
    );
  });

  it.each(rows.slice(0, variables.length + live.length))('a password in an address in %s', async (_, { file, text }) => {
    const place: Place = { file, text: (name, secret) => text(name, `postgres://app:${secret}@db:5432/app`) };
    await fc.assert(
      fc.asyncProperty(plainNames, fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{7,20}$/), (name, secret) =>
        holds(place, name, secret, false),
      ),
      { numRuns: 12 },
    );
  });
});
