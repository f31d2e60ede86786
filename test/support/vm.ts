import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach } from 'vitest';
import type { Ran } from './cli.ts';

/** What is run in a VM, one after the other: a shell command under a name. */
export type Steps = Readonly<Record<string, string>>;

/** Processor time is short on a busy machine, and a VM gets one processor of it. */
export const patience = 900_000;

/** Undefined: the lab can start here; else why not. What it lacks is fetched, once. */
export function whyNoVm(): string | undefined {
  const { status, stderr } = spawnSync(script('fetch'), { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  return status === 0 ? undefined : reasonIn(stderr);
}

const script = (name: string): string => resolve('scripts/vm', name);

const reasonIn = (text: string): string => /^no VM lab: (.*)$/m.exec(text)?.[1] ?? 'scripts/vm/fetch fails';

/** Of this test file. Each starts its VM, or has. */
const vms: (() => Promise<string | undefined>)[] = [];

/**
 * One VM for all tests of a describe: with the others of the file it is started before the first test, takes every step, and is gone; the tests look at what
 * came out. Where there can be no lab the tests are skipped with the reason, but in CI they fail. The steps find $image (an archive of a small root file system
 * with busybox and nginx), the image localhost/web:1, and the commands bulkhead and pid_of. BULKHEAD_VM_RESULTS=FOLDER keeps what came out, and the next run
 * with the same steps only looks at it again.
 */
export function inVm(lsm: 'apparmor' | 'selinux' | 'none', steps: Steps): (name: string) => Ran {
  const kept = process.env.BULKHEAD_VM_RESULTS;
  const folder = kept === undefined ? join(tmpdir(), `bulkhead-vm-steps-${process.pid}-${lsm}`) : join(kept, lsm);
  let started: Promise<string | undefined> | undefined;
  let missing: string | undefined;
  const start = (): Promise<string | undefined> => {
    started ??= (async () => whyNoVm() ?? (await boot(lsm, folder, steps)))();
    return started;
  };
  vms.push(start);
  beforeAll(async () => {
    for (const vm of vms) vm().catch(() => {});
    missing = await start();
    if (missing !== undefined && process.env.CI === 'true') throw new Error(`no VM lab: ${missing}`);
    return () => kept ?? rmSync(folder, { recursive: true, force: true });
  }, patience);
  beforeEach(({ skip }) => {
    if (missing !== undefined) skip(`no VM lab: ${missing}`);
  });
  const read = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8');
  return (name) => ({ exit: Number(read(`${name}.exit`)), out: read(`${name}.out`), err: read(`${name}.err`) });
}

/** Undefined: the VM took all the steps. */
async function boot(lsm: string, folder: string, steps: Steps): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true });
  const commands = Object.entries({ image: 'sh test/support/vm-image', ...steps }).map(([name, command]) => {
    writeFileSync(`${folder}/${name}.sh`, `${preamble}${command}\n`);
    const file = `'${folder}/${name}`;
    return `timeout 300 sh ${file}.sh' >${file}.out' 2>${file}.err' </dev/null; echo $? >${file}.exit'\n`;
  });
  const fingerprint = commands.join('') + Object.values(steps).join('');
  if (existsSync(`${folder}/done`) && readFileSync(`${folder}/done`, 'utf8') === fingerprint) return undefined;
  writeFileSync(`${folder}/all`, commands.join(''));
  const words = ['--lsm', lsm, '--share', folder, '--timeout', '800', '--', 'sh', `${folder}/all`];
  const vm = spawn(script('run'), words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  vm.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  const exit = await new Promise<number | null>((done) => vm.once('close', done));
  if (exit === 125) return reasonIn(said);
  if (exit !== 0) throw new Error(`the VM ends with ${exit}: ${said}`);
  writeFileSync(`${folder}/done`, fingerprint);
  return undefined;
}

/**
 * Patience inside: an engine that is asked for an answer within seconds may need more of them on a busy machine, which bulkhead calls a problem (2). `as`: as which user.
 */
const preamble = `image=/tmp/web.tar
as=
podman() { $as /usr/bin/podman "$@"; }
bulkhead() {
  for try in 1 2 3 4; do
    code=0
    $as '${process.execPath}' '${resolve('dist/cli.cjs')}' "$@" >/tmp/said || code=$?
    [ "$code" = 2 ] || break
  done
  cat /tmp/said
  return "$code"
}
pid_of() { podman inspect --format '{{.State.Pid}}' "$1"; }
`;
