import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import {
  type Answer,
  type Attempt,
  answersIn,
  attemptsFor,
  type Processor,
  program,
  type Reading,
  type Subject,
} from '../../src/probes/index.ts';
import type { Task } from '../../src/probes/step.ts';

/** A folder for programs that everybody may execute. */
export function probeFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'bulkhead-probes-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** One for all tests of the file that asks for it. */
export function ownProbeFolder(): ReturnType<typeof probeFolder> {
  const folder = probeFolder();
  afterAll(() => folder.remove());
  return folder;
}

export const qemu = '/usr/bin/qemu-aarch64-static';

/** How this machine runs programs of a processor; undefined: it does not. */
export function runnerOf(processor: Processor): readonly string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  if (process.arch === processor) return [];
  return processor === 'arm64' && existsSync(qemu) ? [qemu] : undefined;
}

export interface Ran {
  readonly answers: ReadonlyMap<number, Answer>;
  readonly output: string;
  readonly status: number | null;
}

/** Runs tasks in a program at `path`, behind the words of `before` (setpriv, unshare, qemu). */
export function runTasks(processor: Processor, tasks: readonly Task[], path: string, before: readonly string[] = []): Ran {
  const { file } = program(processor, tasks);
  writeFileSync(path, file, { mode: 0o755 });
  const [first = path, ...rest] = [...before, path];
  const { stdout, status } = spawnSync(first, rest, { encoding: 'utf8', timeout: 60_000, env: { PLAIN: 'x', MY_SECRET: 'K4ngaroo99' } });
  return { answers: answersIn(stdout, tasks.length), output: stdout, status };
}

/** The same while this process goes on, for a program that asks it something. */
export function startTasks(
  processor: Processor,
  tasks: readonly Task[],
  path: string,
  before: readonly string[] = [],
): Promise<ReadonlyMap<number, Answer>> {
  writeFileSync(path, program(processor, tasks).file, { mode: 0o755 });
  const [first = path, ...rest] = [...before, path];
  return new Promise((resolve) => {
    execFile(first, rest, { timeout: 60_000, maxBuffer: 16 * 1024 * 1024, env: { PATH: process.env.PATH } }, (_, stdout) =>
      resolve(answersIn(stdout, tasks.length)),
    );
  });
}

/** An answer that brought these bytes. */
export const answerWith = (data: Uint8Array, more: Partial<Answer> = {}): Answer => ({
  ...{ value: 1n, step: 2, ended: { code: 0 }, note: 0n, data },
  ...more,
});

export const nothing: Subject = {
  self: '',
  maskedPaths: [],
  readonlyPaths: [],
  tmpfs: [],
  readonlyMounts: [],
  sockets: [],
  devices: [],
  secrets: [],
  askedCapabilities: [],
  memoryIsLimited: false,
};

/** What each attempt tells, by its id. */
export function readingsOf(
  subject: Partial<Subject>,
  path: string,
  before: readonly string[] = [],
  processor: Processor = 'x64',
): Record<string, Reading> {
  const attempts = attemptsFor({ ...nothing, ...subject, self: path }, processor);
  const { answers } = runTasks(processor, attempts, path, before);
  return readAll(attempts, answers);
}

export function readAll(attempts: readonly Attempt[], answers: ReadonlyMap<number, Answer>): Record<string, Reading> {
  const missing: Reading = { state: 'unclear', says: 'no answer' };
  return Object.fromEntries(
    attempts.map(({ id, reads }, index) => {
      const answer = answers.get(index);
      return [id, answer === undefined ? missing : reads(answer)];
    }),
  );
}
