import type { HostPackage } from '../model/index.ts';
import type { Files } from './files.ts';

/** Packages whose makers are the engine's own, so that their version is the engine's: docker.com's and Kubernetes's repositories. */
const vendors = new Set([
  'docker-ce',
  'docker-ce-cli',
  'containerd.io',
  'docker-ce-rootless-extras',
  'docker-buildx-plugin',
  'kubelet',
  'cri-o',
]);

/** Folders that the system's package manager fills; what lies elsewhere was put there by hand. */
const managed = /^\/(?:usr\/)?s?bin\/|^\/usr\/(?:lib|libexec)\//;

/**
 * Whose package a program belongs to. dpkg's own lists are read (dpkg(1), /var/lib/dpkg/info/NAME.list and status), rpm is asked. Where neither
 * is known, a program of a system folder is taken for the distribution's: its version says nothing sure then.
 */
export async function packageOf(files: Files, path: string, candidates: readonly string[]): Promise<HostPackage | undefined> {
  const debian = candidates.find((name) => listsOf(files, name).some((list) => list.split('\n').some((line) => sameProgram(line, path))));
  if (debian !== undefined) return withVersion(by(debian), dpkgVersion(files, debian));
  if (!managed.test(path)) return undefined;
  const rpm = ['/usr/bin/rpm', '/bin/rpm'].find((program) => files.door.look(program)?.kind === 'file');
  const answer = rpm === undefined ? undefined : await files.door.run(rpm, ['-q', '--qf', '%{NAME} %{VERSION}-%{RELEASE}\\n', '-f', path]);
  const [name, version] = (answer ?? '').trim().split(/\s+/);
  if (name !== undefined && name !== '' && version !== undefined && /^\d/.test(version)) return withVersion(by(name), version);
  return { by: 'distribution', name: candidates[0] ?? path };
}

const by = (name: string): HostPackage => ({ by: vendors.has(name) ? 'vendor' : 'distribution', name });

const withVersion = (found: HostPackage, version: string | undefined): HostPackage =>
  version === undefined ? found : { ...found, version };

/** /bin may be a link to /usr/bin, and the list may name either. */
const sameProgram = (line: string, path: string): boolean =>
  line === path || (line !== '' && path === `/usr${line}`) || line === `/usr${path}`;

function listsOf(files: Files, name: string): string[] {
  return [`/var/lib/dpkg/info/${name}.list`, `/var/lib/dpkg/info/${name}:amd64.list`, `/var/lib/dpkg/info/${name}:arm64.list`].flatMap(
    (path) => {
      const source = files.source(path);
      return source === undefined || 'state' in source ? [] : [source.text];
    },
  );
}

/** Source: deb-control(5), /var/lib/dpkg/status: one paragraph a package. */
function dpkgVersion(files: Files, name: string): string | undefined {
  const source = files.source('/var/lib/dpkg/status');
  if (source === undefined || 'state' in source) return undefined;
  const { text } = source;
  const head = `Package: ${name}\n`;
  const start = text.startsWith(head) ? 0 : text.indexOf(`\n${head}`) + 1;
  if (start === 0 && !text.startsWith(head)) return undefined;
  const stop = text.indexOf('\n\n', start);
  const paragraph = text.slice(start, stop < 0 ? text.length : stop);
  return /^Status: \S+ \S+ installed$/m.test(paragraph) ? /^Version: (\S+)$/m.exec(paragraph)?.[1] : undefined;
}
