import { resolve } from 'node:path';
import { attach } from '../../../host/attach.ts';
import { lookAt } from '../../../host/read.ts';
import { findTool, type ToolResult } from '../../../host/run-tool.ts';
import { Unreadable } from '../../../model/index.ts';
import { oneLine } from '../../../text/printable.ts';
import { askProgram, whyNot } from '../../engine-program.ts';

/** As of `docker run --pull`. */
export type Pull = 'always' | 'missing' | 'never';

/** Where skopeo finds an image: the words that name it (containers-transports(5)), and those that say how to get there. */
interface Source {
  readonly name: string;
  readonly how: readonly string[];
}

export interface FoundImage {
  readonly source: Source;
  /** Its configuration, as it stands there: its digest is the image's id. */
  readonly config: string;
}

/** The first place that has the image, and what it says of itself. Throws Unreadable with what each place said. */
export async function findImage(skopeo: string, reference: string, pull: Pull): Promise<FoundImage> {
  const sources = reference.startsWith('archive:') ? archives(reference) : await stores(reference, pull);
  const why: string[] = [];
  for (const source of sources) {
    const daemon = source.how.flatMap((word) => ['--daemon-host', word]);
    const result = await askProgram(skopeo, ['inspect', '--config', '--raw', ...daemon, source.name], 120_000);
    if (result.kind === 'done') return { source, config: result.stdout };
    why.push(`${source.name}: ${reasonOf(result)}`);
  }
  throw new Unreadable(
    `the image ${oneLine(reference)} is not to be had: ${why.length === 0 ? 'no store of images is here' : why.join('; ')}`,
  );
}

/** skopeo says it as its log: time="…" level=fatal msg="Error parsing image name \\"…\\": …". */
function reasonOf(result: Exclude<ToolResult, { kind: 'done' }>): string {
  const message = result.kind === 'failed' ? /level=fatal msg="((?:[^"\\]|\\.)*)"/.exec(result.stderr)?.[1] : undefined;
  const text = oneLine((message ?? whyNot(result)).replaceAll('\\"', '"')).replace(/^Error parsing image name "[^"]*": /, '');
  return /does not resolve to an image ID|No such image/.test(text) ? 'it is not there' : text.slice(0, 300);
}

function archives(reference: string): readonly Source[] {
  const path = resolve(reference.slice('archive:'.length));
  if (path.includes(':'))
    throw new Unreadable(`${oneLine(path)} has a colon in its name, behind which skopeo looks for a tag: give it another name`);
  const status = lookAt(path);
  if (status === undefined) throw new Unreadable(`there is no ${oneLine(path)}`);
  const kinds = status.isDirectory() ? ['oci'] : ['docker-archive', 'oci-archive'];
  return kinds.map((kind) => ({ name: `${kind}:${path}`, how: [] }));
}

/** What is here comes first, as with engines. */
async function stores(reference: string, pull: Pull): Promise<readonly Source[]> {
  const { DOCKER_HOST: host = '' } = process.env;
  const podman = pull !== 'always' && (await findTool('podman')) !== undefined;
  const docker = pull !== 'always' && (host !== '' || lookAt('/var/run/docker.sock') !== undefined);
  return [
    ...(podman ? [{ name: `containers-storage:${reference}`, how: [] }] : []),
    ...(docker ? [{ name: `docker-daemon:${tagged(reference)}`, how: host === '' ? [] : [host] }] : []),
    ...(pull === 'never' ? [] : [{ name: `docker://${reference}`, how: [] }]),
  ];
}

/** A daemon is asked for a tag or a digest, and for none by default. */
const tagged = (reference: string): string => (/[:@][^/]*$/.test(reference) ? reference : `${reference}:latest`);

/** Copies the image to an OCI layout; its name for umoci there. Throws Unreadable. */
export async function fetchImage(
  skopeo: string,
  { source, config }: FoundImage,
  layout: string,
  patience: number,
  report: (line: string) => void,
): Promise<string> {
  const to = `oci:${layout}:image`;
  const daemon = source.how.flatMap((word) => ['--src-daemon-host', word]);
  const failed = (why: string): Unreadable => new Unreadable(`${source.name} was not fetched: ${why}`);
  const copy = async (words: readonly string[]): Promise<void> => {
    const result = await askProgram(skopeo, ['copy', '--quiet', ...words], patience);
    if (result.kind !== 'done') throw failed(reasonOf(result));
  };
  if (source.name.startsWith('docker://')) {
    report(`fetching ${source.name}`);
    // It may take long, and shows how far it is.
    const { code } = await attach(skopeo, ['copy', ...daemon, source.name, to], 'output to stderr');
    if (code !== 0) throw failed('skopeo has said why');
  } else {
    await copy([...daemon, source.name, to]);
  }
  const copied = await askProgram(skopeo, ['inspect', '--config', '--raw', to], 120_000);
  if (copied.kind !== 'done') throw failed(reasonOf(copied));
  if (layersOf(copied.stdout) !== layersOf(config)) throw failed('it has changed meanwhile; start again');
  const manifest = await askProgram(skopeo, ['inspect', '--raw', to], 120_000);
  if (manifest.kind !== 'done' || !manifest.stdout.includes('+zstd"')) return `${layout}:image`;
  // umoci (0.4) does not know zstd, and skopeo (1.9) packs anew only what is not packed.
  await copy(['--dest-decompress', to, `dir:${layout}.unpacked`]);
  await copy([`dir:${layout}.unpacked`, `oci:${layout}:again`]);
  return `${layout}:again`;
}

/** The digests of its layers, unpacked: what root file system it is. */
function layersOf(config: string): string {
  try {
    return JSON.stringify((JSON.parse(config) as { rootfs?: { diff_ids?: unknown } } | null)?.rootfs?.diff_ids ?? []);
  } catch {
    return 'no JSON';
  }
}
