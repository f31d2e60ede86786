/** What an image is built for. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** Names that other tools have for an architecture. Source: containerd/platforms 1.0 database.go, normalizeArch. */
const otherNames: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm',
  armel: 'arm',
  i386: '386',
  ppc64el: 'ppc64le',
};

/** Node's names of architectures that Go calls otherwise (node 20 process.arch; go 1.22 internal/platform). */
const ofNode: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le', mipsel: 'mipsle', loong64: 'loong64' };

/** What runs on this machine: containers are Linux's wherever they run. */
export const platformHere = (arch: string): Platform => ({ os: 'linux', architecture: ofNode[arch] ?? arch });

/** "linux/arm64/v8". Undefined: it is no such word. */
export function parsePlatform(text: string): Platform | undefined {
  const [os = '', architecture = '', variant, ...more] = text.split('/');
  const isWord = (word: string): boolean => /^\w[\w.-]{0,39}$/.test(word);
  if (more.length > 0 || !isWord(os) || !isWord(architecture) || (variant !== undefined && !isWord(variant))) return undefined;
  return normal({ os: os.toLowerCase(), architecture, ...(variant === undefined ? {} : { variant }) });
}

/** One name for each architecture; the variant that everybody means is left out. */
function normal({ os, architecture, variant }: Platform): Platform {
  const name = otherNames[architecture.toLowerCase()] ?? architecture.toLowerCase();
  const usual = (name === 'arm64' && (variant === 'v8' || variant === '8')) || (name === 'arm' && (variant === 'v7' || variant === '7'));
  return { os, architecture: name, ...(variant === undefined || variant === '' || usual ? {} : { variant }) };
}

/** Does what is there serve who wants that? Without a variant any will do. */
export function serves(there: Platform, wanted: Platform): boolean {
  const [has, wants] = [normal(there), normal(wanted)];
  return has.os === wants.os && has.architecture === wants.architecture && (wants.variant === undefined || has.variant === wants.variant);
}

/** Is it the very one, and not another variant of it? */
export const isExactly = (there: Platform, wanted: Platform): boolean =>
  serves(there, wanted) && normal(there).variant === normal(wanted).variant;

export const platformName = ({ os, architecture, variant }: Platform): string =>
  [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');

/** As an image's configuration or an index says it. Undefined: it does not. */
export function platformIn(value: unknown): Platform | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { os, architecture, variant } = value as Readonly<Record<string, unknown>>;
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  return { os, architecture, ...(typeof variant === 'string' && variant !== '' ? { variant } : {}) };
}

/**
 * Is this entry of an index no image? BuildKit stores what it says about a build beside the image (moby/buildkit
 * docs/attestations/attestation-storage.md).
 */
export function isAttestation({ annotations, platform }: Readonly<Record<string, unknown>>): boolean {
  const about = (annotations ?? {}) as Readonly<Record<string, unknown>>;
  const { os, architecture } = platformIn(platform) ?? {};
  return about['vnd.docker.reference.type'] !== undefined || (os === 'unknown' && architecture === 'unknown');
}
