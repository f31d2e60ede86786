import { type Beside, type Container, knownValue, type TranslationNote } from '../model/index.ts';
import { maskSecrets } from '../text/secrets.ts';
import { type Facet, facetsOf } from './facets.ts';
import { gained } from './gained.ts';
import type { Place } from './place.ts';
import { besideReason, reasonFor } from './reasons.ts';

/**
 * What the source's effective view says and the result's does not, each with its reason and the line that says it. What a note of `said` is about is
 * not told again. The result is what the target engine makes of the text that was written, read back from it: so nothing is lost in silence.
 */
export function losses(
  want: Container,
  got: Container | undefined,
  place: Place,
  said: readonly TranslationNote[],
  mates: ReadonlySet<string>,
): readonly TranslationNote[] {
  const { id } = want;
  if (got === undefined)
    return [{ kind: 'lost', container: id, message: `${place.title} did not take the container over`, origin: want.origin }];
  const [wanted, found] = [facetsOf(want), facetsOf(got)];
  const covered = said
    .filter(({ container, path }) => (container === undefined || container === id) && path !== undefined)
    .map(({ path }) => path ?? '');
  const isTold = (path: string): boolean => covered.some((above) => isBelow(path, above));
  const lost = [...wanted.values()].flatMap((facet) => {
    const other = found.get(facet.path);
    if (isAlike(facet, other, want, got, mates) || isTold(facet.path)) return [];
    const secret = /^(secrets\[.*\])\.(\w+)$/s.exec(facet.path);
    if (secret !== null && !found.has(`${secret[1]}.name`))
      return secret[2] === 'name' ? [{ ...noteOf(facet, other, want, place), path: secret[1] ?? facet.path }] : [];
    const mount = /^(mounts\[.*\])\.(\w+)$/.exec(facet.path);
    // A mount that is not there is told once.
    if (mount !== null && !found.has(`${mount[1]}.type`))
      return mount[2] === 'type' ? [absentMount(facet, mount[1] ?? '', want, place)] : [];
    const port = /^(ports\[.*\])\.(\w+)$/.exec(facet.path);
    // So is a port.
    if (port !== null && !found.has(`${port[1]}.published`))
      return port[2] === 'published' ? [{ ...noteOf(facet, other, want, place), path: port[1] ?? facet.path }] : [];
    return [noteOf(facet, other, want, place)];
  });
  return [...lost, ...gained(want, got, [wanted, found], place, isTold)];
}

const isBelow = (path: string, above: string): boolean =>
  path === above || (path.startsWith(above) && /^[.[/\]]/.test(path.slice(above.length)));

/** What says nothing where it is absent. */
const nothing: Readonly<Record<string, string>> = {
  privileged: 'false',
  'linux.resources.memory.limit': '-1',
  'linux.resources.memory.swap': '-1',
  'linux.resources.memory.disableOOMKiller': 'false',
  'linux.resources.pids.limit': '-1',
  'process.oomScoreAdj': '0',
};

function isAlike(facet: Facet, other: Facet | undefined, want: Container, got: Container, mates: ReadonlySet<string>): boolean {
  const { path, value } = facet;
  if (other !== undefined && other.value === value) return true;
  // Nothing of it was written, and the target has nothing of the kind.
  if (other === undefined && !facet.written && nothing[path] === value) return true;
  if (path === 'serviceAccountToken' && value === 'false' && got.engine !== 'kubernetes') return true;
  // The node's container runtime gives a pod its own, as the engines do.
  if (
    other === undefined &&
    !facet.written &&
    got.engine === 'kubernetes' &&
    /^linux\.namespaces\.(?:uts|cgroup)$/.test(path) &&
    value === own
  )
    return true;
  // Nobody has to refuse root where the user is another one.
  if (path === 'process.runAsNonRoot') return (knownValue(got.process.user)?.uid ?? 0) > 0;
  if (path.startsWith('secrets[')) return isThereAsFile(facet, want, got);
  if (path === 'hostname') return other?.value === value;
  if (path.startsWith('process.env[')) return other !== undefined && isReference(facet) && isReference(other);
  if (path === 'healthcheck')
    return (
      knownValue(got.healthcheck)?.disabled === knownValue(want.healthcheck)?.disabled && isCommand(want) && got.surface === 'kubernetes'
    );
  if (path.startsWith('linux.namespaces.')) return inOnePod(path, want, got, mates);
  // On the host's network nothing is published, and everything is open.
  if (path.endsWith('.hostIp') && other === undefined)
    return value === '0.0.0.0' && knownValue(got.linux.namespaces.network)?.mode === 'host';
  if (path.endsWith('.published') && value === 'false') return other === undefined ? false : other.value === 'true';
  return false;
}

const own = '["private",null,null]';

/** A secret that is a file of the host is there when the file is mounted. */
function isThereAsFile({ path }: Facet, want: Container, got: Container): boolean {
  const use = want.secrets.find(({ name }) => path.startsWith(`secrets[${name}].`));
  const target = knownValue(use?.target);
  return (
    knownValue(use?.from) === 'file' && target !== undefined && got.mounts.some(({ destination }) => knownValue(destination) === target)
  );
}

/** Who gives the value is said elsewhere: a Secret there is a variable of the caller here. */
const isReference = ({ value }: Facet): boolean => value === undefined || value.startsWith('from ');

const isCommand = ({ healthcheck }: Container): boolean => {
  const check = knownValue(healthcheck);
  return check?.disabled === false && /^CMD/.test(check.test[0] ?? '');
};

/** Containers of one pod share its network and IPC without a word, and its processes by one of the pod's. */
function inOnePod(path: string, want: Container, got: Container, mates: ReadonlySet<string>): boolean {
  const kind = path.slice('linux.namespaces.'.length) as 'network' | 'ipc' | 'pid';
  const wanted = knownValue(want.linux.namespaces[kind]);
  if (got.surface !== 'kubernetes' || wanted?.mode !== 'shared' || !mates.has((wanted.with ?? '').replace(/^container:/, ''))) return false;
  const has = knownValue(got.linux.namespaces[kind]);
  return kind === 'pid' ? has?.with === 'pod' : kind === 'network' || kind === 'ipc' ? has?.mode === 'private' : false;
}

function absentMount(facet: Facet, path: string, { id }: Container, { title }: Place): TranslationNote {
  const because =
    facet.value === 'object'
      ? 'its files come from the API server: write them into a folder and mount that'
      : `${title} has no word for it`;
  const { written, origin, said } = facet;
  return { kind: written ? 'lost' : 'differs', container: id, path, message: `is ${said}`, because, ...(origin && { origin }) };
}

function noteOf(facet: Facet, other: Facet | undefined, want: Container, place: Place): TranslationNote {
  const { path, origin } = facet;
  return {
    kind: isWritten(facet, other, want) ? 'lost' : 'differs',
    container: want.id,
    path,
    message: difference(facet, other),
    because: reasonFor(path, place) ?? `${place.title} has no word for it`,
    ...(origin === undefined ? {} : { origin }),
  };
}

/** Of a list, which entries: the whole would have to be compared by eye. */
function difference({ value, said }: Facet, other: Facet | undefined): string {
  if (value === undefined) return 'is not known here';
  const [own, has] = [listIn(value), listIn(other?.value)];
  if (own !== undefined && (has !== undefined || other === undefined)) {
    const [missing, more] = [own.filter((name) => !has?.includes(name)), has?.filter((name) => !own.includes(name)) ?? []];
    const parts = [
      ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
      ...(more.length > 0 ? [`has ${more.join(', ')} besides`] : []),
    ];
    if (parts.length > 0) return `there ${maskSecrets(parts.join(' and '))}`;
  }
  const there = other === undefined ? '' : `, there ${other.said === said ? 'another one' : maskSecrets(other.said)}`;
  return `is ${maskSecrets(said)}${there}`;
}

function listIn(value: string | undefined): readonly string[] | undefined {
  if (value?.startsWith('["') !== true && value !== '[]') return undefined;
  const list: unknown = JSON.parse(value);
  return Array.isArray(list) && list.every((entry) => typeof entry === 'string') ? list : undefined;
}

/** Of capabilities only those count that are missing or new. */
function isWritten({ path, written }: Facet, other: Facet | undefined, want: Container): boolean {
  const set = /^process\.capabilities\.(bounding|effective|inheritable|ambient)$/.exec(path)?.[1] as 'bounding' | undefined;
  if (set === undefined) return written;
  const has = new Set(listIn(other?.value));
  return (want.process.capabilities?.[set] ?? []).some(
    (entry) => entry.origin !== undefined && !has.has((knownValue(entry) ?? '').replace(/^CAP_/, '')),
  );
}

/** Notes for what no measure is about and the result, read back, does not say. */
export function besideLosses(
  container: Container,
  got: Container | undefined,
  place: Place,
  said: readonly TranslationNote[],
): readonly TranslationNote[] {
  const { beside = [], id } = container;
  const covered = said.some(({ path }) => path === 'beside');
  const lost = beside.filter(
    (one) =>
      !isSaid(one, got, place) && !isMoot(one, place) && !isItsName(one, container, place) && !(covered && one.meaning === 'restart'),
  );
  const conditions = place.surface === 'compose' ? [] : beside.filter(({ condition }) => condition !== undefined);
  const unsaid = conditions.map((one) => ({ ...one, key: `${one.key}.condition` }));
  return [...lost, ...unsaid].map((one) => besideNote(one, id, place)).concat(startedAgain(container, place));
}

/** Compose calls a service PROJECT-SERVICE-1 unless it is told; every other place calls it as the service. */
const isItsName = ({ key, value }: Beside, { name }: Container, { surface }: Place): boolean =>
  surface !== 'compose' && key === 'container_name' && value === name;

function isSaid({ meaning, value }: Beside, got: Container | undefined, { surface, says }: Place): boolean {
  if (meaning === undefined || value === undefined || !says.includes(meaning)) return false;
  // The order of the commands says it.
  if (meaning === 'depends-on' && surface === 'run-command') return true;
  // They are the times of its probe.
  if (meaning.startsWith('health-') && surface === 'kubernetes') return got?.healthcheck !== undefined;
  const isSwitch = meaning === 'terminal' || meaning === 'input' || meaning === 'init' || meaning === 'remove';
  const asPod =
    meaning === 'dns' ? 'dnsConfig' : meaning === 'label' ? `annotations.${value.slice(0, Math.max(0, value.indexOf('=')))}` : undefined;
  return (
    got?.beside?.some(
      (one) => (one.meaning === meaning && (isSwitch || one.value === value)) || (asPod !== undefined && one.key === asPod),
    ) ?? false
  );
}

/** What the target does in any case. */
const isMoot = ({ meaning, value }: Beside, { surface }: Place): boolean =>
  (meaning === 'remove' && surface !== 'compose') || (meaning === 'restart' && surface === 'kubernetes' && value !== 'no');

const besideNote = ({ key, meaning, origin }: Beside, container: string, { title }: Place): TranslationNote => ({
  kind: 'lost',
  container,
  path: `beside[${key}]`,
  message: 'was not carried over',
  because: besideReason(meaning, title),
  origin,
});

function startedAgain({ beside = [], id, role }: Container, { surface }: Place): readonly TranslationNote[] {
  const policy = beside.find(({ meaning }) => meaning === 'restart');
  if (surface !== 'kubernetes' || role === 'init' || (policy !== undefined && policy.value !== 'no')) return [];
  return [
    {
      kind: 'differs',
      container: id,
      path: 'beside[restart]',
      message: 'a Deployment starts it again whenever it ends; for a program that ends by itself make it a Job',
    },
  ];
}
