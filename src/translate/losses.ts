import { type Beside, type Container, knownValue, type TranslationNote } from '../model/index.ts';
import { type Facet, facetsOf } from './facets.ts';
import type { Place } from './place.ts';
import { reasonFor } from './reasons.ts';

/**
 * What the source's effective view says and the result's does not, each with its reason and the line that says it. What a note of `said` is about is
 * not told again. The result is what the target engine makes of the text that was written, read back from it: so nothing is lost in silence.
 */
export function losses(
  want: Container,
  got: Container | undefined,
  place: Place,
  said: readonly TranslationNote[],
): readonly TranslationNote[] {
  const { id } = want;
  if (got === undefined)
    return [{ kind: 'lost', container: id, message: `${place.title} did not take the container over`, origin: want.origin }];
  const found = facetsOf(got);
  const covered = said
    .filter(({ container, path }) => (container === undefined || container === id) && path !== undefined)
    .map(({ path }) => path ?? '');
  return [...facetsOf(want).values()].flatMap((facet) => {
    const other = found.get(facet.path);
    if (isAlike(facet, other, want, got) || covered.some((path) => isBelow(facet.path, path))) return [];
    return [noteOf(facet, other, id, place)];
  });
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

function isAlike(facet: Facet, other: Facet | undefined, want: Container, got: Container): boolean {
  const { path, value } = facet;
  if (other !== undefined && other.value === value) return true;
  // Nothing of it was written, and the target has nothing of the kind.
  if (other === undefined && !facet.written && (nothing[path] === value || path === 'serviceAccountToken')) return true;
  if (path === 'serviceAccountToken' && value === 'false' && got.engine !== 'kubernetes') return true;
  if (path === 'hostname') return other?.value === value;
  if (path.startsWith('process.env[')) return other !== undefined && isReference(facet) && isReference(other);
  if (path === 'healthcheck')
    return (
      knownValue(got.healthcheck)?.disabled === knownValue(want.healthcheck)?.disabled && isCommand(want) && got.surface === 'kubernetes'
    );
  if (path.startsWith('linux.namespaces.')) return inOnePod(path, want, got);
  if (path.endsWith('.published') && value === 'false') return other === undefined ? false : other.value === 'true';
  return false;
}

/** Who gives the value is said elsewhere: a Secret there is a variable of the caller here. */
const isReference = ({ value }: Facet): boolean => value === undefined || value.startsWith('from ');

const isCommand = ({ healthcheck }: Container): boolean => {
  const check = knownValue(healthcheck);
  return check?.disabled === false && /^CMD/.test(check.test[0] ?? '');
};

/** Containers of one pod share its network and IPC without a word, and its processes by one of the pod's. */
function inOnePod(path: string, want: Container, got: Container): boolean {
  const kind = path.slice('linux.namespaces.'.length) as 'network' | 'ipc' | 'pid';
  const wanted = knownValue(want.linux.namespaces[kind]);
  if (got.surface !== 'kubernetes' || wanted?.mode !== 'shared' || !/^container:/.test(wanted.with ?? '')) return false;
  const has = knownValue(got.linux.namespaces[kind]);
  return kind === 'pid' ? has?.with === 'pod' : kind === 'network' || kind === 'ipc' ? has?.mode === 'private' : false;
}

function noteOf({ path, said, written, origin, value }: Facet, other: Facet | undefined, container: string, place: Place): TranslationNote {
  const because = reasonFor(path, place);
  const there = other === undefined ? '' : `, there ${other.said === said ? 'another one' : other.said}`;
  const what = value === undefined ? 'is not known here' : `is ${said}`;
  return {
    kind: written ? 'lost' : 'differs',
    container,
    path,
    message: `${what}${there}: ${because ?? `${place.title} has no word for it`}`,
    ...(origin === undefined ? {} : { origin }),
  };
}

/** Notes for what no measure is about and the target cannot say. */
export function besideLosses(container: Container, place: Place): readonly TranslationNote[] {
  const { beside = [], id } = container;
  const lost = beside.filter(({ meaning, value }) => meaning === undefined || value === undefined || !place.says.includes(meaning));
  return [...lost.filter((one) => !isMoot(one, place)).map((one) => besideNote(one, id, place)), ...startedAgain(container, place)];
}

/** What the target does in any case. */
const isMoot = ({ meaning, value }: Beside, { surface }: Place): boolean =>
  (meaning === 'remove' && surface !== 'compose') || (meaning === 'restart' && surface === 'kubernetes' && value !== 'no');

const besideNote = ({ key, origin }: Beside, container: string, { title }: Place): TranslationNote => ({
  kind: 'lost',
  container,
  path: `beside[${key}]`,
  message: `was not carried over to ${title}`,
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
