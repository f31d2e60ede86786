import { type Container, knownValue } from '../model/index.ts';

/** Work that a container was written for and that only root may do, as its own command says it. */
export interface RootWork {
  /** As its author wrote it: "sysctl -w". */
  readonly does: string;
  /** `kernel`: the privileges too; `files`: another owner; `packages`: the file system of the image as well. */
  readonly kind: 'kernel' | 'files' | 'packages';
  /** What would make the work unnecessary, as a clause that begins with a verb. */
  readonly instead: string;
}

/** capabilities(7): CAP_SYS_ADMIN, CAP_SYS_MODULE, CAP_NET_ADMIN, CAP_CHOWN; package managers write what belongs to root. */
const works: readonly (readonly [pattern: RegExp, kind: RootWork['kind'], instead: string])[] = [
  [/(?<![\w./-])sysctl\s+(?:-q\s+)?-w\b/, 'kernel', 'set it on the node, or in spec.securityContext.sysctls where it is namespaced'],
  [/(?<![\w./-])(?:modprobe|insmod)\b/, 'kernel', 'load the module on the node'],
  [/(?<![\w./-])(?:mount|umount)\s+[-/\w]/, 'kernel', 'let a volume bring what it mounts'],
  [/(?<![\w./-])nsenter\s/, 'kernel', 'do the work on the node itself'],
  [/(?<![\w./-])(?:iptables|ip6tables|nft)\s/, 'kernel', 'let the network plugin do it'],
  [/(?<![\w./-])chown\s/, 'files', 'give the volume an fsGroup, and leave the command out'],
  [
    /(?<![\w./-])(?:apt-get|apt|apk|yum|dnf|microdnf|pip3?|npm)\s+(?:-\S+\s+){0,4}(?:install|add)\b/,
    'packages',
    'put the package into an image of your own',
  ],
];

/** Looked at are the words of the command and of scripts in it. */
export function rootWorkOf({ process }: Container): RootWork | undefined {
  const text = (knownValue(process.args) ?? []).join(' ').slice(0, 20_000);
  for (const [pattern, kind, instead] of works) {
    const found = pattern.exec(text)?.[0].trim();
    if (found !== undefined) return { does: found.replace(/\s+[-/\w]$/, ''), kind, instead };
  }
  return undefined;
}
