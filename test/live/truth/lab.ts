import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stricterProfile } from '../../../src/profiles/seccomp/index.ts';
import { image, type LiveEngine, startDocker, startPodman } from '../../support/engines.ts';
import { asking, type Open } from './prove.ts';
import type { Kind } from './words.ts';

/** An engine with an image that has nothing in it, a container to share namespaces with, and the files that the flags of the table name. */
export interface Lab {
  readonly engine: LiveEngine;
  readonly open: Open;
  command(flags: string): string;
  stop(): Promise<void>;
}

const empty = 'docker.io/test/empty:1';
const start: Readonly<Record<Kind, () => Promise<LiveEngine>>> = { docker: startDocker, podman: startPodman };

export async function startLab(kind: Kind, startEngine = start[kind]): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-truth-'));
  const engine = await startEngine();
  writeFiles(folder);
  engine.client('import', `${folder}/empty.tar`, empty);
  engine.client('run', '--detach', '--name', 'peer', '--ipc', 'shareable', image);
  const program = kind === 'docker' ? `/usr/bin/docker -H ${engine.url}` : `/usr/bin/podman --remote --url ${engine.url}`;
  const socket = engine.url.replace(/^unix:\/\//, '');
  return {
    engine,
    open: asking(),
    command: (flags) => `${program} run ${flags.replaceAll('{folder}', folder).replaceAll('{socket}', socket)} ${empty} x`,
    async stop() {
      engine.client('rm', '--force', ...(kind === 'podman' ? ['--time', '0'] : []), 'peer');
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every capability that there is: a guest of a virtual machine may have been given fewer. */
export function hasEverything(): boolean {
  const bits = /^CapBnd:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const last = Number(readFileSync('/proc/sys/kernel/cap_last_cap', 'utf8'));
  return BigInt(`0x${bits}`) === 2n ** BigInt(last + 1) - 1n;
}

function writeFiles(folder: string): void {
  mkdirSync(`${folder}/data`);
  // A root file system with nothing in it.
  writeFileSync(`${folder}/empty.tar`, Buffer.alloc(1024));
  writeFileSync(`${folder}/app.conf`, 'mode = production\n');
  writeFileSync(`${folder}/secrets.env`, 'DB_PASSWORD=K4ngaroo99\n');
  writeFileSync(`${folder}/allows.json`, JSON.stringify({ defaultAction: 'SCMP_ACT_ALLOW' }));
  const architecture = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  writeFileSync(`${folder}/strict.json`, JSON.stringify(stricterProfile(architecture, new Set())));
  writeFileSync(`${folder}/denies.json`, JSON.stringify(denies));
}

const newUser = 0x1000_0000;
const argument = (index: number, value: number, valueTwo: number, op: string) => ({ index, value, valueTwo, op });
const refuse = (names: readonly string[], args: readonly object[] = []) => ({ names, action: 'SCMP_ACT_ERRNO', errnoRet: 1, args });

/** Names every door that is tried, and lets everything else through. */
const denies = {
  defaultAction: 'SCMP_ACT_ALLOW',
  syscalls: [
    refuse(['clone3', 'bpf', 'io_uring_setup', 'perf_event_open', 'keyctl', 'add_key', 'request_key', 'userfaultfd']),
    ...['unshare', 'clone'].map((name) => refuse([name], [argument(0, newUser, newUser, 'SCMP_CMP_MASKED_EQ')])),
    ...[38, 40].map((family) => refuse(['socket'], [argument(0, family, 0, 'SCMP_CMP_EQ')])),
  ],
};
