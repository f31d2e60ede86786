import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderJson } from '../src/reports/json.ts';
import { proofJson } from '../src/reports/proof/json.ts';
import type { ProofReport } from '../src/reports/proof/shape.ts';
import { proofText } from '../src/reports/proof/text.ts';
import { pathsMarkdown } from '../src/reports/ways/markdown.ts';
import { pathsText } from '../src/reports/ways/text.ts';
import { bulkhead } from './support/cli.ts';
import { finding, judged, report } from './support/report.ts';
import { waysIn } from './support/ways.ts';

/** A mounted engine socket, a privileged sidecar, and a process namespace that is shared with it. */
const stack = `services:
  proxy:
    image: traefik:v3.1
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro
  agent:
    image: alpine:3.20
    privileged: true
  app:
    image: postgres:16
    cap_add: [SYS_PTRACE]
    pid: service:agent
`;

const hardened = `services:
  web:
    image: registry.example/web:1
    user: "10001:10001"
    read_only: true
    cap_drop: [ALL]
    security_opt: [no-new-privileges:true]
`;

const told = async (text: string, findings: Parameters<typeof report>[0] = []) =>
  report(findings, {
    containers: ['proxy', 'agent', 'app'].map((name) => judged({ id: `compose.yaml#${name}`, name })),
    ways: await waysIn('compose.yaml', text),
  });

/** The lines of one part of the text, its title left out. */
const section = (text: string, title: string): readonly string[] => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(title));
  const end = lines.indexOf('', start + 1);
  return start < 0 ? [] : lines.slice(start + 1, end < 0 ? undefined : end);
};

describe('the text', () => {
  it('explains the cut of a stack in at most ten lines', async () => {
    const text = pathsText(await told(stack));
    const cut = section(text, 'What closes them');
    expect(cut.length).toBeLessThanOrEqual(10);
    expect(cut.join('\n')).toMatch(/1\. agent: remove privileged \(compose\.yaml:8\): closes \d+ of \d+ alone/);
    expect(cut.join('\n')).toMatch(/2\. proxy: remove the mount of \/var\/run\/docker\.sock \(compose\.yaml:5\): closes 1 of \d+ alone/);
    expect(text).toContain('2 changes, and no fewer settings do');
  });

  it('leads from one container to the next', async () => {
    const text = pathsText(await told(stack));
    expect(text).toMatch(/app may be able to become root on the host \(compose\.yaml:9\)/);
    expect(text).toContain('→ inside agent: ');
    expect(text).toContain('→ root on the host: as an intruder in agent');
  });

  it('is no wider than the page', async () => {
    const text = pathsText(await told(stack), { width: 100, details: true });
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('says what is accepted apart, and does not ask for it to be changed', async () => {
    const accepted = { reason: 'it drives the proxy', until: '2030-01-01', by: 'comment', place: finding().origin } as const;
    const socket = finding({
      control: 'engine-socket',
      severity: 'critical',
      gain: 'host',
      container: 'compose.yaml#proxy',
      origin: { file: 'compose.yaml', line: 5, column: 9, endLine: 5, endColumn: 12 },
      accepted,
    });
    const text = pathsText(await told(stack, [socket]));
    expect(section(text, 'Lived with (1)').join('\n')).toMatch(/proxy: .* \(accepted\)/s);
    expect(section(text, 'What closes them').join('\n')).not.toContain('docker.sock');
    expect(text.split('Lived with')[0]).not.toContain('docker.sock');
  });

  it('of a hardened container says what is still trusted', async () => {
    const text = pathsText(await told(hardened));
    expect(text).toContain('No way to the host is known');
    expect(section(text, 'Still trusted').length).toBeGreaterThan(0);
  });
});

it('markdown has the changes and each step', async () => {
  const text = pathsMarkdown(await told(stack));
  expect(text).toContain('#### What closes them');
  expect(text).toContain('1. agent: remove privileged');
  expect(text).toMatch(/\*\*proxy\*\* \(<code>compose\.yaml:2<\/code>\)/);
});

describe('the JSON', () => {
  const validator = (file: string) =>
    new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync(file, 'utf8')));

  it('is as its schema says', async () => {
    const validate = validator('docs/report.schema.json');
    expect(validate(JSON.parse(renderJson(await told(stack)))), JSON.stringify(validate.errors)).toBe(true);
  });

  it('of a proof too', async () => {
    const validate = validator('docs/proof.schema.json');
    const proof: ProofReport = {
      version: 1,
      tool: { name: 'bulkhead', version: '0.1.0' },
      target: 'compose.yaml',
      time: '2027-01-31T12:00:00Z',
      machine: { kernel: '6.12.0', architecture: 'x64' },
      profile: 'strict',
      containers: [],
      problems: [],
      ways: await waysIn('compose.yaml', stack),
    };
    expect(validate(JSON.parse(proofJson(proof))), JSON.stringify(validate.errors)).toBe(true);
    expect(proofText(proof, { color: false, width: 100, all: false })).toMatch(/Ways out \(\d+\)[\s\S]*What closes them {2}2 changes/);
  });
});

describe('the command', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bulkhead-paths-'));
    writeFileSync(join(folder, 'compose.yaml'), stack);
    writeFileSync(join(folder, 'hardened.compose.yaml'), hardened);
    writeFileSync(
      join(folder, 'perhaps.compose.yaml'),
      stack.replace(/ {2}proxy[\s\S]*?(?= {2}agent)/, '').replace('alpine:3.20', 'registry.example/agent:1'),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each<[string, readonly string[], number]>([
    ['an open way', ['compose.yaml'], 1],
    ['no way', ['hardened.compose.yaml'], 0],
    ['a way of which nobody can say whether it is open', ['perhaps.compose.yaml'], 2],
    ['nothing of that severity', ['perhaps.compose.yaml', '--from', 'nobody'], 2],
    ['a file that is not there', ['none.yaml'], 2],
    ['a command', ['--', 'docker', 'run', '--user', '0', '-v', '/:/host', 'alpine:3.20'], 1],
  ])('%s: exit code', (_, words, exit) => {
    expect(bulkhead(['paths', '--no-config', ...words], { cwd: folder }).exit).toBe(exit);
  });

  it('begins in one container alone', () => {
    const { out, exit } = bulkhead(['paths', '--no-config', 'compose.yaml', '--from', 'proxy'], { cwd: folder });
    expect([exit, out.includes('proxy can become root on the host'), out.includes('agent can become')]).toEqual([1, true, false]);
  });

  it('looks at many files in threads, which know what can be written', () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let at = 0; at < 160; at++) writeFileSync(join(many, `${at}.compose.yaml`), at === 7 ? stack : hardened);
    const { out, exit } = bulkhead(['paths', '--no-config', 'many'], { cwd: folder });
    expect([exit, out.includes('1. agent: remove privileged (many/7.compose.yaml:8)'), out.includes('not judged')]).toEqual([
      1,
      true,
      false,
    ]);
  });

  it('names the containers that there are', () => {
    const { err } = bulkhead(['paths', '--no-config', 'compose.yaml', '--from', 'nobody'], { cwd: folder });
    expect(err).toContain('--from nobody: there is no such container; there are proxy, agent, app');
  });

  it('has the graph in JSON, and check has it too', () => {
    const [paths, check] = ['paths', 'check'].map((command) => {
      const { out } = bulkhead([command, '--no-config', 'compose.yaml', '--format', 'json'], { cwd: folder });
      return JSON.parse(out) as { readonly ways: { readonly cut: readonly { readonly change: { readonly control: string } }[] } };
    });
    const controls = ['engine-socket', 'privileged'];
    expect(paths?.ways.cut.map(({ change }) => change.control).sort()).toEqual(controls);
    expect(check?.ways.cut.map(({ change }) => change.control).sort()).toEqual(controls);
  });

  it('check leads with the ways, and what closes them', () => {
    const { out } = bulkhead(['check', '--no-config', 'compose.yaml'], { cwd: folder });
    expect(out.split('\n').slice(0, 20).join('\n')).toMatch(
      /^Ways out \(\d+\)[\s\S]*proxy can become root on the host[\s\S]*What closes them/,
    );
  });

  it('check counts the ways that rest on what is accepted', () => {
    const reason = '# bulkhead: accept engine-socket until 2999-01-01: it finds its services by it';
    writeFileSync(join(folder, 'accepted.compose.yaml'), stack.replace('docker.sock:ro', `docker.sock:ro ${reason}`));
    const { out } = bulkhead(['check', '--no-config', 'accepted.compose.yaml'], { cwd: folder });
    expect(out).toContain('1 way to the host rests on what is accepted or in the baseline');
    expect(out).not.toContain('proxy can become root');
    expect(out.split('What closes them')[1]?.split('All findings')[0]).not.toContain('docker.sock');
  });

  it('check says nothing of ways where nothing reaches the host', () => {
    const { out } = bulkhead(['check', '--no-config', 'hardened.compose.yaml'], { cwd: folder });
    expect(out).not.toContain('Ways out');
  });
});
