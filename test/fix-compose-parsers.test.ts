import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fixed } from './support/fix.ts';

/** Parsers of compose files that are not ours. */
const parsers = [
  { name: 'docker compose', program: 'docker', first: ['compose'] },
  { name: 'docker-compose 1', program: 'docker-compose', first: ['--ansi=never'] },
].filter(({ program, first }) => spawnSync(program, [...first, 'version'], { stdio: 'ignore', timeout: 60_000 }).status === 0);
if (parsers.length === 0) console.warn('compose files are shown to no other parser: neither docker compose nor docker-compose');

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-compose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const web = 'services:\n  web:\n    image: nginx:1.27\n';
const files: Readonly<Record<string, string>> = {
  // Version 1 knows no name of a project.
  sample: readFileSync(new URL('../sample/compose.yaml', import.meta.url), 'utf8').replace(/^name:.*\n/m, ''),
  bare: web,
  'with a version': `version: "3.8"\n${web}`,
  'in brackets': '{services: {web: {image: "nginx:1.27", privileged: true, cap_add: [SYS_ADMIN, NET_ADMIN]}}}\n',
  'with much to take out': `${web}    privileged: true\n    pid: host\n    ipc: host\n    cap_add: [SYS_ADMIN]\n    security_opt: ["seccomp:unconfined"]\n    devices: ["/dev/mem:/dev/mem"]\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n      - /etc:/host\n`,
  'with a secret': `${web}    environment:\n      DB_PASSWORD: correct-horse-battery\n      OTHER: x\n`,
  'with a secret in a list': `${web}    environment:\n      - DB_PASSWORD=correct-horse-battery\n`,
  'with ports': `${web}    ports: ["80:80", "0.0.0.0:53:53/udp", "6379"]\n`,
  'with an anchor':
    'x-base: &base\n  restart: always\n  privileged: true\nservices:\n  web:\n    <<: *base\n    image: a:1\n  db:\n    <<: *base\n    image: b:1\n',
  'with extends': 'services:\n  base:\n    image: a:1\n  web:\n    extends: {service: base}\n    ports: ["8080:80"]\n',
  'with a limit': `${web}    mem_limit: 1g\n    ulimits: {nofile: {soft: 1024, hard: 65536}}\n`,
  'with reservations': `${web}    deploy:\n      resources:\n        reservations:\n          memory: 64M\n`,
  'with a tmpfs and a network': `${web}    tmpfs: [/tmp]\n    networks: [front]\nnetworks:\n  front: {}\n`,
  'with limits below deploy': `${web}    deploy:\n      resources:\n        limits:\n          memory: 256M\n`,
};

/** Version 1 does not know pids there; version 2 refuses pids_limit beside it, so this is where it has to stand. */
const knownRefusals: Readonly<Record<string, RegExp>> = {
  'with limits below deploy': /resources\.limits value .*'pids'/,
};

describe.each(parsers)('$name', ({ name, program, first }) => {
  it.each(Object.keys(files))(
    'takes a file %s before and after',
    async (title) => {
      const before = files[title] ?? '';
      const after = (await fixed({ 'compose.yaml': before })).texts.get('compose.yaml') ?? '';
      expect(after).not.toBe(before);
      const said = refusal(program, first, after);
      const known = name === 'docker-compose 1' ? knownRefusals[title] : undefined;
      if (known === undefined) expect(said, after).toBe('');
      else expect(said).toMatch(known);
    },
    60_000,
  );
});

/** What it says of a project; empty: it takes it. */
function refusal(program: string, first: readonly string[], text: string): string {
  const project = mkdtempSync(join(folder, 'project-'));
  for (const path of ['secrets', 'web']) mkdirSync(join(project, path));
  writeFileSync(join(project, 'compose.yaml'), text);
  // A secret that was written out becomes a variable that its user has to set.
  const asked = [...text.matchAll(/\$\{(\w+)(?::?\?)?/g)].map(([, variable]) => [variable, 'x']);
  const env = { ...process.env, ...Object.fromEntries(asked) };
  const { status, stderr } = spawnSync(program, [...first, 'config', '-q'], { cwd: project, env, encoding: 'utf8', timeout: 60_000 });
  return status === 0 ? '' : stderr || `status ${status}`;
}
