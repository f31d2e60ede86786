import { type Architecture, isSyscall } from '../../facts/syscalls/index.ts';
import { machine } from '../../host/machine.ts';
import { Unreadable } from '../../model/index.ts';
import type { Circumstances, KernelVersion, Native, RuntimeFacts } from '../../profiles/seccomp/index.ts';
import { inForceCapabilities } from './capabilities.ts';

export interface SeccompFlags {
  readonly arch?: Architecture;
  readonly caps?: string;
  readonly kernel?: string;
  readonly engine: 'docker' | 'podman' | 'kubernetes' | 'oci';
  readonly runtime?: 'runc' | 'crun';
  readonly format: 'text' | 'json';
  readonly color: boolean;
}

/** What a profile is resolved for, and how it is said. */
export interface Setting {
  readonly circumstances: Circumstances;
  readonly runtime: RuntimeFacts;
  /** "x86_64, Docker, 14 capabilities, Linux 6.1, runc". */
  readonly words: string;
}

const readers = { docker: 'docker', podman: 'podman', kubernetes: 'oci', oci: 'oci' } as const;
const engines = { docker: 'Docker', podman: 'Podman', kubernetes: 'Kubernetes (containerd)', oci: 'no engine' };

/** Throws Unreadable for what cannot be understood. */
export function settingOf(flags: SeccompFlags): Setting {
  const native = nativeOf(flags.arch ?? hostArchitecture());
  const capabilities = capabilitiesOf(flags);
  const kernel = kernelOf(flags.kernel ?? machine().kernel);
  const runtime = flags.runtime ?? (flags.engine === 'podman' ? 'crun' : 'runc');
  return {
    circumstances: { reader: readers[flags.engine], native, capabilities, kernel },
    runtime: { knows: (name) => isSyscall(name), enosys: runtime === 'crun' ? 'nowhere' : 'listed and native' },
    words: `${native}, ${engines[flags.engine]}, ${capabilities.size} capabilities, Linux ${kernel.major}.${kernel.minor}, ${runtime}`,
  };
}

export const hostArchitecture = (): Architecture => (({ arm64: 'aarch64', arm: 'arm', ia32: 'x86' }) as const)[machine().arch] ?? 'x86_64';

/** The machine that runs calls of an architecture; 32-bit ones are taken as guests of the 64-bit one. */
function nativeOf(architecture: Architecture): Native {
  return architecture === 'aarch64' || architecture === 'arm' ? 'aarch64' : 'x86_64';
}

function kernelOf(text: string): KernelVersion {
  const match = /^(\d{1,3})\.(\d{1,3})(?![\d])/.exec(text);
  if (match === null) throw new Unreadable(`--kernel ${text} is no version of Linux; write it as 6.1`);
  return { major: Number(match[1]), minor: Number(match[2]) };
}

function capabilitiesOf({ caps, engine }: SeccompFlags): ReadonlySet<string> {
  if (caps === undefined) return new Set(inForceCapabilities(engine));
  return new Set(
    caps.split(',').flatMap((word) => {
      const name = word.trim().toUpperCase();
      if (name === '' || name === 'NONE') return [];
      if (name === 'ALL' || name === 'CAP_ALL') return inForceCapabilities('all');
      const full = name.startsWith('CAP_') ? name : `CAP_${name}`;
      if (!inForceCapabilities('all').includes(full))
        throw new Unreadable(`--caps: ${word} is no capability; write them as NET_RAW,CHOWN, or ALL, or NONE`);
      return [full];
    }),
  );
}
