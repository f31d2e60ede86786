import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printable } from '../src/text/printable.ts';
import { bulkhead, patience } from './support/cli.ts';

const before = 'services:\n  web:\n    image: nginx:1.27\n';
const after = `${before}    security_opt:\n      - no-new-privileges:true\n`;
const only = ['fix', '--write', '--unsafe', '--control', 'no-new-privileges'];
const cli = resolve('dist/cli.cjs');
const isRoot = process.getuid?.() === 0;

let root = '';
let folder = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bulkhead-fix-write-'));
  folder = join(root, 'project');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (...names: string[]): string => join(folder, ...names);
const put = (path: string, text = before): string => {
  writeFileSync(path, text);
  return path;
};
const read = (path: string): string => readFileSync(path, 'utf8');
const leftovers = (where = folder): string[] =>
  readdirSync(where, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.tmp'));

describe('what a file is', () => {
  it('a symbolic link that was named: its target is written, and it stays', () => {
    put(join(root, 'real.yaml'));
    symlinkSync('../real.yaml', at('compose.yaml'));
    expect(bulkhead([...only, at('compose.yaml')]).exit).toBe(0);
    expect([read(join(root, 'real.yaml')), lstatSync(at('compose.yaml')).isSymbolicLink()]).toEqual([after, true]);
  });

  it('a symbolic link in a folder: nothing outside of the folder is written', () => {
    put(join(root, 'real.yaml'));
    symlinkSync('../real.yaml', at('compose.yaml'));
    expect(bulkhead([...only, folder]).exit).toBe(0);
    expect(read(join(root, 'real.yaml'))).toBe(before);
  });

  it('a hard link: other names keep the old text', () => {
    linkSync(put(at('compose.yaml')), join(root, 'backup.yaml'));
    expect(bulkhead([...only, folder]).exit).toBe(0);
    expect([read(at('compose.yaml')), read(join(root, 'backup.yaml'))]).toEqual([after, before]);
  });

  it.each(['444', '000'])('a file that may only be read (%s): it stays as it is', (octal) => {
    const mode = Number.parseInt(octal, 8);
    chmodSync(put(at('compose.yaml')), mode);
    const { exit, out } = bulkhead([...only, folder]);
    expect([exit, statSync(at('compose.yaml')).mode & 0o777]).toEqual([2, mode]);
    if (mode !== 0 || isRoot) expect(out).toContain('compose.yaml: not written: it may only be read: chmod u+w it first');
    chmodSync(at('compose.yaml'), 0o644);
    expect([read(at('compose.yaml')), leftovers()]).toEqual([before, []]);
  });

  it.each(['640', '600', '755', '664'])('keeps its mode %s', (octal) => {
    const mode = Number.parseInt(octal, 8);
    chmodSync(put(at('compose.yaml')), mode);
    expect(bulkhead([...only, folder]).exit).toBe(0);
    expect([read(at('compose.yaml')), statSync(at('compose.yaml')).mode & 0o7777]).toEqual([after, mode]);
  });

  it.skipIf(!isRoot)('keeps its owner and group', () => {
    chownSync(put(at('compose.yaml')), 1234, 5678);
    expect(bulkhead([...only, folder]).exit).toBe(0);
    const { uid, gid } = statSync(at('compose.yaml'));
    expect([read(at('compose.yaml')), uid, gid]).toEqual([after, 1234, 5678]);
  });

  it.each([
    ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte-order mark', (text: string) => `\uFEFF${text}`],
    ['both', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
  ])('keeps %s', (_, form) => {
    put(at('compose.yaml'), form(before));
    expect(bulkhead([...only, folder]).exit).toBe(0);
    expect(read(at('compose.yaml'))).toBe(form(after));
  });

  it('a pipe and a device are neither read nor written', () => {
    execFileSync('mkfifo', [at('compose.yaml')]);
    const named = bulkhead([...only, at('compose.yaml'), '/dev/zero']);
    expect(named.exit).toBe(2);
    expect(named.out.match(/not read: it is not a regular file/g)).toHaveLength(2);
    expect(bulkhead([...only, folder]).exit).toBe(0);
    expect(lstatSync(at('compose.yaml')).isFIFO()).toBe(true);
  });

  it('100 MB are too many', () => {
    put(at('compose.yaml'));
    truncateSync(at('compose.yaml'), 100_000_000);
    const { exit, out } = bulkhead([...only, at('compose.yaml')]);
    expect(exit).toBe(2);
    expect(out).toContain('it is too large to be a declaration: 96 MiB, the limit is 16 MiB');
    expect(bulkhead([...only, folder]).exit).toBe(0);
  });
});

describe('what a file is called', () => {
  const names = [
    'a b.yaml',
    '-x.yaml',
    'a\nb.yaml',
    'a\u001b[2Jb.yaml',
    'a"b\\c.yaml',
    "it's.yaml",
    'a\u009b31mb.yaml',
    'a\u202eb.yaml',
    'é.yaml',
    'a\tb.yaml',
  ];

  beforeEach(() => {
    for (const name of names) put(at(name));
  });

  it('does not keep it from being written, and drives no terminal', () => {
    const { exit, out } = bulkhead([...only, folder]);
    expect(names.map((name) => read(at(name)))).toEqual(names.map(() => after));
    expect(exit).toBe(0);
    for (const line of out.split('\n')) expect(line).toBe(printable(line));
    expect(out.split('\n').filter((line) => line.startsWith(folder))).toHaveLength(names.length);
  });

  it('stands in a problem of one line', () => {
    for (const name of names) chmodSync(at(name), 0o444);
    const { out } = bulkhead([...only, folder]);
    expect(out.split('\n').filter((line) => line.startsWith('problem') && line.endsWith('chmod u+w it first'))).toHaveLength(names.length);
  });

  it('stands in a patch that git takes', () => {
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const { out } = bulkhead(['fix', '--unsafe', '--control', 'no-new-privileges', '--format', 'patch', '.'], { cwd: folder });
    execFileSync('git', ['apply'], { cwd: folder, input: out });
    expect(names.map((name) => read(at(name)))).toEqual(names.map(() => after));
  });
});

describe('what happens meanwhile', () => {
  const many = 60;
  const names = Array.from({ length: many }, (_, index) => `${String(index).padStart(3, '0')}.yaml`);
  const texts = (): string[] => names.map((name) => read(at(name)));

  it('two at once come to what one comes to', async () => {
    for (const name of names) put(at(name));
    const runs = [1, 2].map(
      () => new Promise<number | null>((done) => spawn(process.execPath, [cli, ...only, folder], { stdio: 'ignore' }).on('close', done)),
    );
    const exits = await Promise.all(runs);
    expect(new Set(texts())).toEqual(new Set([after]));
    expect([exits, leftovers()]).toEqual([[0, 0], []]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends it between two files', async (signal) => {
    for (const name of names) put(at(name));
    const child = spawn(process.execPath, [cli, ...only, folder], { stdio: 'ignore' });
    const ended = new Promise((done) => child.on('close', done));
    // As soon as the first one is written.
    while (child.exitCode === null && read(at('000.yaml')) === before) await new Promise((done) => setTimeout(done, 1));
    child.kill(signal);
    await ended;
    for (const text of texts()) expect([before, after]).toContain(text);
    expect(leftovers()).toEqual([]);
  });

  it.skipIf(!isRoot)('a full disk: the old text stays whole', () => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'bulkhead', folder]);
    // A guest without CAP_SYS_ADMIN mounts nothing.
    if (mounted.status !== 0) return;
    try {
      const text = `# ${'x'.repeat(14_000)}\n${before}`;
      put(at('compose.yaml'), text);
      put(at('full'), 'x'.repeat(8_000));
      const { exit, out } = bulkhead([...only, folder]);
      expect(exit).toBe(2);
      expect(out).toContain('compose.yaml: not written: no space is left');
      expect([read(at('compose.yaml')), leftovers()]).toEqual([text, []]);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it.skipIf(!isRoot)('a folder that may only be read: the file stays, and the reason is told', () => {
    chownSync(put(at('compose.yaml')), 65_534, 65_534);
    chmodSync(root, 0o755);
    chmodSync(folder, 0o555);
    const nobody = { uid: 65_534, gid: 65_534, env: { PATH: process.env.PATH ?? '' } };
    // A checkout may be one that nobody else may read.
    if (spawnSync(process.execPath, [cli, '--version'], nobody).status !== 0) return;
    const { status, stdout } = spawnSync(process.execPath, [cli, ...only, folder], { ...nobody, encoding: 'utf8', timeout: patience });
    expect([status, read(at('compose.yaml')), leftovers()]).toEqual([2, before, []]);
    expect(stdout).toContain('not written: permission to write it, or into its folder, is denied');
  });
});
