import { type Field, type HostProgram, unknown, written } from '../model/index.ts';
import type { Files } from './files.ts';
import { packageOf } from './packages.ts';

/** Not PATH: what root runs must not depend on who asks. */
const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin', '/opt/bin', '/snap/bin'];

interface Known {
  readonly name: string;
  /** What it is asked. */
  readonly args: readonly string[];
  /** Packages that carry it. */
  readonly packages: readonly string[];
}

const known: readonly Known[] = [
  { name: 'dockerd', args: ['--version'], packages: ['docker.io', 'docker-ce', 'moby-engine'] },
  { name: 'containerd', args: ['--version'], packages: ['containerd', 'containerd.io', 'moby-containerd'] },
  { name: 'runc', args: ['--version'], packages: ['runc', 'containerd.io', 'moby-runc', 'runc-app'] },
  { name: 'crun', args: ['--version'], packages: ['crun'] },
  { name: 'podman', args: ['--version'], packages: ['podman'] },
  { name: 'buildah', args: ['--version'], packages: ['buildah'] },
  { name: 'buildkitd', args: ['--version'], packages: ['buildkit'] },
  { name: 'crio', args: ['--version'], packages: ['cri-o'] },
  { name: 'kubelet', args: ['--version'], packages: ['kubelet'] },
];

/** The engines' programs that are installed, each asked for its version, all at once. */
export function programsOf(files: Files): Promise<HostProgram[]> {
  const found = known.flatMap((program) => {
    const path = folders.map((folder) => `${folder}/${program.name}`).find((candidate) => files.door.look(candidate)?.kind === 'file');
    return path === undefined ? [] : [{ ...program, path }];
  });
  return Promise.all(
    found.map(async ({ name, path, args, packages }): Promise<HostProgram> => {
      const [version, from] = await Promise.all([versionOf(files, path, args), packageOf(files, path, packages)]);
      return { name, path, version, ...(from === undefined ? {} : { package: from }) };
    }),
  );
}

/** The first word that is a version: "runc version 1.1.5+ds1", "Docker version 28.2.2, build e6534b4", "containerd containerd.io 1.7.27 05044…", "Kubernetes v1.30.2". */
async function versionOf({ door }: Files, path: string, args: readonly string[]): Promise<Field<string>> {
  const answer = (await door.run(path, args))?.slice(0, 4096);
  if (answer === undefined) return unknown(`${path} ${args.join(' ')} gave no answer`);
  const found = /(?:^|\s)v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?[-+~.\w]{0,60})/.exec(answer);
  if (found === null) return unknown(`${path} ${args.join(' ')} names no version`);
  const start = found.index + found[0].length - (found[1] as string).length;
  const source = { path: `${path} ${args.join(' ')}`, text: answer };
  return written(found[1] as string, { source, start, end: start + (found[1] as string).length });
}
