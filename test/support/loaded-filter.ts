import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import koffi from 'koffi';
import { type Architecture, numberOf } from '../../src/facts/syscalls/index.ts';
import { auditArch, type RuntimeFacts } from '../../src/profiles/seccomp/index.ts';

/** What runc did with a seccomp profile: the program that the kernel holds, the refusal, or nothing within the time. */
export type Loaded = { readonly program: Uint8Array } | { readonly refused: string } | { readonly hangs: true };

export const hasRunc = (): boolean => ['/usr/sbin/runc', '/usr/bin/runc', '/usr/local/sbin/runc'].some((path) => existsSync(path));

export const versionOfRunc = (): string => /runc version ([\d.]+)/.exec(execFileSync('runc', ['--version']).toString())?.[1] ?? '';

/** Names that old releases of libseccomp may lack: those above the last number of Linux 6.1, and two on x86. */
const isNewer = (number: number): boolean => (number & 0xffff) > 450 || (number & 0xffff) === 335 || (number & 0xffff) === 336;

const tokens: Record<Architecture, number> = { ...auditArch, x32: 0x4000_003e };

/**
 * Asks the libseccomp that runc uses about syscalls newer than Linux 6.1: distributions add names to old releases, so its version
 * does not tell. All others it must know, with the numbers of our tables.
 */
export function knownToLibseccomp(): RuntimeFacts['knows'] {
  const libseccomp = koffi.load('libseccomp.so.2');
  const resolve = libseccomp.func('int seccomp_syscall_resolve_name(const char *name)');
  const resolveOn = libseccomp.func('int seccomp_syscall_resolve_name_arch(uint32_t token, const char *name)');
  const known = new Map<string, boolean>();
  return (name, architecture) => {
    const key = `${architecture} ${name}`;
    const answer = known.get(key) ?? ask(name, architecture);
    known.set(key, answer);
    return answer;
  };

  function ask(name: string, architecture: Architecture | undefined): boolean {
    if (architecture === undefined) return resolve(name) !== -1;
    const number = numberOf(architecture, name);
    return number === undefined || !isNewer(number) || resolveOn(tokens[architecture], name) >= 0;
  }
}

/** How long runc may take, in milliseconds; it needs about 50. */
const patience = 20_000;

export interface Laboratory {
  /** Creates a container under `seccomp` (JSON, as in config.json), reads its filter back, and deletes it. */
  load(seccomp: string): Promise<Loaded>;
  close(): void;
}

/** A folder with a bundle whose process is never started: runc loads the filter before it waits for the start. */
export function laboratory(): Laboratory {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-seccomp-'));
  let count = 0;
  return {
    close: () => rmSync(folder, { recursive: true, force: true }),
    async load(seccomp) {
      const id = `b${process.pid}-${count++}`;
      const bundle = join(folder, id);
      makeBundle(bundle, seccomp);
      const runc = (...args: string[]) => run('runc', ['--root', join(folder, 'state'), ...args]);
      try {
        const { code, output } = await runc('--log', join(bundle, 'log'), 'create', '--bundle', bundle, id);
        if (code === 'late') return { hangs: true };
        if (code !== 0) return { refused: `${output}\n${readFileSync(join(bundle, 'log'), 'utf8')}` };
        return {
          program: readFilter(Number(readFileSync(join(folder, 'state', id, 'state.json'), 'utf8').match(/"init_process_pid":(\d+)/)?.[1])),
        };
      } finally {
        await runc('delete', '--force', id);
        rmSync(bundle, { recursive: true, force: true });
      }
    },
  };
}

function makeBundle(bundle: string, seccomp: string): void {
  mkdirSync(join(bundle, 'rootfs', 'proc'), { recursive: true });
  writeFileSync(join(bundle, 'rootfs', 'x'), '');
  chmodSync(join(bundle, 'rootfs', 'x'), 0o755);
  const config = {
    ociVersion: '1.0.2',
    process: { user: { uid: 0, gid: 0 }, args: ['/x'], cwd: '/', capabilities: { bounding: [] }, noNewPrivileges: false },
    root: { path: 'rootfs', readonly: true },
    mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }],
    linux: { namespaces: [{ type: 'pid' }, { type: 'mount' }], seccomp: 'SECCOMP' },
  };
  // Numbers of 64 bits would not survive being parsed here.
  writeFileSync(
    join(bundle, 'config.json'),
    JSON.stringify(config).replace('"SECCOMP"', () => seccomp),
  );
}

function run(program: string, args: string[]): Promise<{ code: number | 'late'; output: string }> {
  return new Promise((resolve) => {
    // The container's process keeps the streams open, so they are not waited for: exit is enough.
    const child = execFile(program, args);
    let output = '';
    let isLate = false;
    const late = setTimeout(() => {
      // runc ends by itself, with a code, once its child is gone: that is no answer of its own.
      isLate = true;
      killTree(child.pid);
    }, patience);
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('exit', (code) => {
      clearTimeout(late);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve({ code: isLate ? 'late' : (code ?? 'late'), output });
    });
  });
}

/** A process and those that it started: `runc init` would go on for ever. */
function killTree(pid: number | undefined): void {
  if (pid === undefined) return;
  const children = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === pid);
  for (const child of children) killTree(Number(child));
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

/** ptrace(2), Linux 6.1. */
const seize = 0x4206;
const interrupt = 0x4207;
const getFilter = 0x420c;
const detach = 17;
const allChildren = 0x4000_0000;

/** The cBPF program that the kernel holds for a process. Needs root. */
function readFilter(pid: number): Uint8Array {
  const libc = koffi.load('libc.so.6');
  const ptrace = libc.func('long ptrace(long request, int pid, uintptr_t address, void *data)');
  const waitpid = libc.func('int waitpid(int pid, void *status, int options)');
  const must = (done: number, what: string): number => {
    if (done < 0) throw new Error(`${what} of process ${pid} failed`);
    return done;
  };
  must(ptrace(seize, pid, 0, null), 'PTRACE_SEIZE');
  try {
    must(ptrace(interrupt, pid, 0, null), 'PTRACE_INTERRUPT');
    must(waitpid(pid, Buffer.alloc(4), allChildren), 'waitpid');
    const length = must(ptrace(getFilter, pid, 0, null), 'PTRACE_SECCOMP_GET_FILTER');
    const program = Buffer.alloc(length * 8);
    must(ptrace(getFilter, pid, 0, program), 'PTRACE_SECCOMP_GET_FILTER');
    return program;
  } finally {
    ptrace(detach, pid, 0, null);
  }
}
