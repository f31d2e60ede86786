import { type HostProcess, unknown, written } from '../model/index.ts';
import type { Files } from './files.ts';

/** The parts of engines that run for long. conmon and containerd-shim stand for a container that runs. */
const names = new Set(['dockerd', 'containerd', 'podman', 'crio', 'kubelet', 'conmon', 'buildkitd', 'k3s', 'k3s-server', 'rke2']);

/** A machine with more processes is searched no further. */
const mostProcesses = 50_000;

/**
 * Running parts of engines, by the kernel's own name for each process. Those that live in a container (a pid namespace of their own) belong to
 * that container and not to the machine.
 */
export function processesOf(files: Files): HostProcess[] {
  const { door } = files;
  const numbers = door
    .list('/proc')
    .filter((name) => /^[1-9]\d{0,9}$/.test(name))
    .slice(0, mostProcesses);
  return numbers.flatMap((number): HostProcess[] => {
    const folder = `/proc/${number}`;
    const comm = textOf(files, `${folder}/comm`)?.trim();
    if (comm === undefined || !names.has(comm)) return [];
    const status = textOf(files, `${folder}/status`);
    const uid = /^Uid:\s+(\d{1,10})/m.exec(status ?? '')?.[1];
    if (uid === undefined || nested(status ?? '')) return [];
    const words = door.words(`${folder}/cmdline`);
    const path = `${folder}/cmdline`;
    const text = (words ?? []).join(' ');
    return [
      {
        name: comm,
        pid: Number(number),
        uid: Number(uid),
        args:
          words === undefined ? unknown(`${path} cannot be read`) : written(words, { source: { path, text }, start: 0, end: text.length }),
      },
    ];
  });
}

/** NSpid lists the process's number in each pid namespace from ours inwards. */
const nested = (status: string): boolean => (/^NSpid:\s+(.*)$/m.exec(status)?.[1] ?? '').trim().split(/\s+/).length > 1;

function textOf(files: Files, path: string): string | undefined {
  const read = files.door.read(path);
  return 'text' in read ? read.text : undefined;
}
