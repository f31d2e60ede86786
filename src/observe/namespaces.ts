import { namespaceKinds } from '../facts/namespaces.ts';
import { byDefault, type Field, type Namespace, type Namespaces, type Observed, unknown } from '../model/index.ts';
import { byPath, isText, nowhereIn, type Texts } from './texts.ts';

const kinds = namespaceKinds satisfies Record<keyof Namespaces, { link: string; first: number }>;

const numbered: ReadonlySet<string> = new Set(['ipc', 'uts', 'user', 'pid', 'cgroup', 'time']);

/** Whether "host" means the machine, or the container that the reader runs in: its own process namespace decides. */
export function seenFrom({ door }: Texts): Observed['seenFrom'] {
  const path = '/proc/self/ns/pid';
  const own = door.link(path);
  if (own === undefined) return unknown(`${path} was not read`, nowhereIn(path));
  return byPath(path, own === `pid:[${kinds.pid.first}]` ? 'machine' : 'container');
}

/** Each namespace of the process, compared with those of the host as the reader sees it. Which containers share one is not looked for. */
export function namespacesOf(texts: Texts): Namespaces {
  const names = Object.keys(kinds) as (keyof Namespaces)[];
  return Object.fromEntries(names.map((name) => [name, namespaceOf(texts, name)]));
}

function namespaceOf(texts: Texts, name: keyof Namespaces): Field<Namespace> | undefined {
  const { door, folder } = texts;
  const { link, first } = kinds[name];
  const path = `${folder}/ns/${link}`;
  const its = door.link(path);
  if (its === undefined) {
    if (door.link(`/proc/self/ns/${link}`) === undefined) return undefined;
    return unknown(`${path} was not read: permission to read it is denied; root of the machine may read it`, nowhereIn(path));
  }
  if (its === `${link}:[${first}]`) return byPath(path, { mode: 'host' });
  const own = door.link(`/proc/self/ns/${link}`);
  if (own === its) return withReader(path);
  if (numbered.has(name) || numbersAll(texts)) return byPath(path, { mode: 'private' });
  const ofFirst = door.link(`/proc/1/ns/${link}`);
  if (ofFirst === undefined) return unknown(`whether ${path} is the host's is not known: /proc/1/ns/${link} was not read`, nowhereIn(path));
  return byPath(path, { mode: ofFirst === its ? 'host' : 'private' });
}

/** Linux 6.18 and later. */
function numbersAll(texts: Texts): boolean {
  const release = texts.read('/proc/sys/kernel/osrelease');
  const [, major, minor] = (isText(release) && /^(\d{1,3})\.(\d{1,3})/.exec(release.text)) || [];
  return Number(major) > 6 || (Number(major) === 6 && Number(minor) >= 18);
}

/** What the reader shares with it, when the reader is in a container itself. */
const withReader = (path: string): Field<Namespace> =>
  byDefault({ mode: 'host' }, 'the namespace that bulkhead itself runs in', nowhereIn(path));
