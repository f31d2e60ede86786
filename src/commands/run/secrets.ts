import { owner } from '../../host/owner.ts';
import { isPlainFile, type SecretFolder, secretBytes, secretFolder } from '../../host/secret-files.ts';
import { type Container, knownValue, Unreadable } from '../../model/index.ts';
import { placeOf, type SecretRequest, secretRequest } from '../../secrets/index.ts';
import { environment, whyNot } from '../engine-program.ts';
import { settingsOf } from '../prove/sweep.ts';
import { asking, type Program } from './engine.ts';
import { type OpenVault, openVault } from './vault.ts';

/** Secrets that lie ready in memory, and what the engine is told of them. */
export interface ReadySecrets {
  readonly words: readonly string[];
  /** Keeps leases alive; what it answers ends that. `alone`: the container goes on without us. */
  keep(report: (line: string) => void, alone: boolean): () => Promise<void>;
  /** Takes the files away: a container that has started keeps what it has mounted. */
  remove(): void;
}

/** Throws Unreadable for the first that is not of the form. */
export function secretRequests(texts: readonly string[]): readonly SecretRequest[] {
  const requests = texts.map((text) => {
    const request = secretRequest(text);
    if ('because' in request) throw new Unreadable(request.because);
    return request;
  });
  const names = requests.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Unreadable(`--secret ${twice} is given twice`);
  return requests;
}

export interface SecretUser {
  readonly program: Program;
  readonly image: string;
  /** Whose secrets they are; the effective view. */
  readonly effective: Container;
  /** The first id of the host that the engine gives all of its containers (userns-remap), or 0. */
  readonly firstId: number;
  /** The engine runs without root: it cannot give a file to another user. */
  readonly rootless: boolean;
}

/** Reads every secret, and puts it into memory for the user of the container. Nothing of it is printed, and none is written to a disk. */
export async function readySecrets(requests: readonly SecretRequest[], user: SecretUser): Promise<ReadySecrets> {
  const folder = secretFolder();
  try {
    const owner = user.program.kind === 'docker' ? await ownerFor(user, folder) : undefined;
    const { files, keep } = await filledSecrets(requests, folder, owner);
    return { words: files.map(({ path, request }) => mountWord(path, request, user.program)), keep, remove: folder.remove };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** The same in a folder that is there already, for ids of the host. */
export async function filledSecrets(
  requests: readonly SecretRequest[],
  folder: SecretFolder,
  owner: { readonly uid: number; readonly gid: number } | undefined,
): Promise<{ readonly files: readonly { readonly path: string; readonly request: SecretRequest }[] } & Pick<ReadySecrets, 'keep'>> {
  let vault: OpenVault | undefined;
  const files: { path: string; request: SecretRequest }[] = [];
  for (const request of requests) {
    const { from } = request;
    if (from.kind === 'vault') vault ??= await openVault();
    const bytes = from.kind === 'vault' && vault !== undefined ? Buffer.from(await vault.read(from)) : localBytes(request);
    files.push({ path: folder.put(fileOf(request), bytes, owner), request });
  }
  return { files, keep: (report, alone) => vault?.keep(report, alone) ?? (async () => {}) };
}

/** What would be said of them, without reading any. */
export const secretWords = (requests: readonly SecretRequest[], program: Program): readonly string[] =>
  requests.map((request) => mountWord(`/dev/shm/bulkhead-run-ID/${fileOf(request)}`, request, program));

/** No name that anything else in the folder has. */
export const fileOf = ({ name }: SecretRequest): string => `secret-${name}`;

/** Podman gives the file to the user of the container itself, whatever his ids are mapped to. */
const mountWord = (file: string, request: SecretRequest, { kind }: Program): string =>
  `--volume=${file}:${placeOf(request)}:ro,Z${kind === 'podman' ? ',U,noexec,nosuid,nodev' : ''}`;

function localBytes({ name, from }: SecretRequest): Uint8Array {
  if (from.kind === 'file') return secretBytes(from.path);
  const value = from.kind === 'env' ? process.env[from.variable] : undefined;
  if (value === undefined) throw new Unreadable(`--secret ${name}: the variable ${from.kind === 'env' ? from.variable : ''} is not set`);
  return Buffer.from(value);
}

/** Ids of the host. A name is looked up in the image's own /etc/passwd. */
async function ownerFor(user: SecretUser, folder: SecretFolder): Promise<{ uid: number; gid: number } | undefined> {
  const { effective, firstId, rootless } = user;
  const id = knownValue(effective.process.user) ?? { uid: 0 };
  const uid = id.uid ?? (id.name === 'root' ? 0 : await numberOf(id.name ?? '', user, folder));
  if (!rootless) return { uid: firstId + uid, gid: firstId + uid };
  if (uid === 0) return undefined;
  throw new Unreadable('a Docker without root cannot give a secret to another user than root of the container: use --user 0, or Podman');
}

async function numberOf(name: string, { program, image }: SecretUser, folder: SecretFolder): Promise<number> {
  const ask = asking(program);
  const container = `bulkhead-run-${owner()}`;
  const remove = ['rm', '--force', '--volumes'];
  folder.note({ kind: 'engine', program: program.file, remove, settings: settingsOf(environment()), name: container });
  const made = await ask(['create', '--name', container, '--network', 'none', '--entrypoint', '/none', image]);
  if (made.kind !== 'done') throw new Unreadable(`the image was not looked into: ${whyNot(made)}`);
  try {
    const copied = await ask(['cp', `${container}:/etc/passwd`, `${folder.path}/passwd`]);
    // What an image has in that place may be a link, which would lead to a file of the host.
    const text =
      copied.kind === 'done' && isPlainFile(`${folder.path}/passwd`) ? secretBytes(`${folder.path}/passwd`).toString('utf8') : '';
    const line = text.split('\n').find((entry) => entry.startsWith(`${name}:`));
    const uid = line?.split(':')[2];
    if (uid === undefined || !/^\d{1,10}$/.test(uid))
      throw new Unreadable(`the image has no user ${name} in /etc/passwd: the secret has no owner; give a number with --user`);
    return Number(uid);
  } finally {
    await ask([...remove, container]);
  }
}
