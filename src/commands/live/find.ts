import { type Endpoint, endpoints, howToStart } from '../../facts/engines/sockets.ts';
import { type Caller, caller } from '../../host/caller.ts';
import { NobodyThere } from '../../host/engine-api.ts';
import { Unreadable } from '../../model/index.ts';
import { type Found, lookUp } from './engine.ts';
import { askPodmanProgram } from './podman-program.ts';

type Kind = Endpoint['engine'];

/** What came of asking one place. */
interface Attempt {
  readonly kind: Kind;
  readonly where: string;
  readonly found?: Found;
  /** It answered, and has no such container. */
  readonly absent?: true;
  /** Nobody is there. */
  readonly nobody?: string;
  /** Somebody is there, and gave no proper answer. */
  readonly failed?: string;
}

/** The container of that name, in the engine that was asked for or in any that is found. Throws Unreadable, one line fit to print. */
export async function findContainer(name: string, engine: Kind | undefined, by: Caller = caller()): Promise<Found> {
  // Docker and Podman 5: RestrictedNameChars and NameRegex; an id is of the same letters.
  if (!/^[A-Za-z0-9][\w.-]{0,250}$/.test(name))
    throw new Unreadable(`${JSON.stringify(name.slice(0, 60))} is no name that an engine gives to a container`);
  const kinds: readonly Kind[] = engine === undefined ? ['docker', 'podman'] : [engine];
  const attempts = (await Promise.all(kinds.map((kind) => askAll(kind, name, by)))).flat();
  const found = distinct(attempts.flatMap((attempt) => attempt.found ?? []));
  const [first, ...others] = found;
  if (first === undefined) throw new Unreadable(nowhere(name, attempts));
  if (others.length > 0) throw new Unreadable(ambiguous(name, found));
  return first;
}

async function askAll(kind: Kind, name: string, { env, home }: Caller): Promise<Attempt[]> {
  const attempts = await Promise.all(endpoints(kind, { env, home }).map((endpoint) => attempt(endpoint, name)));
  // The socket of root's Podman, which an ordinary user may not use, says nothing of the user's own.
  if (kind === 'docker' || attempts.some(({ found, absent }) => found !== undefined || absent === true)) return attempts;
  return [...attempts, await attemptProgram(name, env)];
}

async function attempt(endpoint: Endpoint, name: string): Promise<Attempt> {
  const where = endpoint.from === undefined ? endpoint.url : `${endpoint.url} (${endpoint.from})`;
  return settle({ kind: endpoint.engine, where }, () => lookUp(endpoint, name));
}

const attemptProgram = (name: string, env: Caller['env']): Promise<Attempt> =>
  settle({ kind: 'podman', where: 'the program podman' }, () => askPodmanProgram(name, env));

async function settle(
  about: { readonly kind: Kind; readonly where: string },
  look: () => Promise<Found | 'no program' | undefined>,
): Promise<Attempt> {
  try {
    const found = await look();
    if (found === 'no program') return { ...about, nobody: 'it is not in PATH' };
    return found === undefined ? { ...about, absent: true } : { ...about, found };
  } catch (error) {
    if (error instanceof NobodyThere) return { ...about, nobody: error.message };
    if (error instanceof Unreadable) return { ...about, failed: error.message };
    throw error;
  }
}

/** Podman's service may stand behind Docker's socket too (podman-docker): the same container once is enough. */
function distinct(found: readonly Found[]): Found[] {
  const ids = new Map<string, Found>();
  for (const one of found) {
    const id = /"Id"\s{0,10}:\s{0,10}"([0-9a-f]{12,64})"/.exec(one.text)?.[1] ?? one.where;
    if (!ids.has(id)) ids.set(id, one);
  }
  return [...ids.values()];
}

function nowhere(name: string, attempts: readonly Attempt[]): string {
  const failed = attempts.filter((one) => one.failed !== undefined).map(({ where, failed: why }) => `${where}: ${why}`);
  const asked = attempts.filter(({ absent }) => absent === true).map(({ where }) => where);
  if (asked.length > 0) {
    const silent = (['docker', 'podman'] as const).filter((kind) => {
      const own = attempts.filter((one) => one.kind === kind);
      return own.length > 0 && own.every(({ nobody }) => nobody !== undefined);
    });
    const also = [...failed, ...silent.map((kind) => `no ${kind} answers`)].map((why) => `; ${why}`).join('');
    return `there is no container ${name} in ${asked.join(' or ')}${also}`;
  }
  if (failed.length > 0) return `${failed.join('; ')}`;
  const tried = attempts.map(({ where, nobody }) => `${where} (${nobody})`).join(', ');
  const ways = [...new Set(attempts.map(({ kind }) => kind))].map((kind) => howToStart[kind]);
  return `no engine answers: tried ${tried}; start one: ${ways.join('; ')}`;
}

function ambiguous(name: string, found: readonly Found[]): string {
  const where = found.map(({ engine, where: place }) => `${engine.name} (${place})`).join(' and ');
  const kinds = new Set(found.map(({ engine }) => engine.kind));
  const way =
    kinds.size > 1 ? [...kinds].map((kind) => `${kind}:${name}`).join(' or ') : 'one with the variable DOCKER_HOST or CONTAINER_HOST';
  return `${name} is in ${where}; say which: ${way}`;
}
