import type { AppArmor, Origin, Seccomp, Selinux } from '../../../model/index.ts';
import { nodeAt } from '../../../text/yaml/edit/index.ts';
import { addTo, dropEntries, ownItems, replace, writtenAt } from './keys.ts';
import { isOverride, isOwn, placeOf, type Result, type Writing } from './writing.ts';

const key = 'security_opt';

/** One entry: changed where the service itself says it, otherwise one more, since the last one counts. */
function setOption(writing: Writing, origin: Origin | undefined, text: string): Result {
  const place = origin === undefined ? undefined : placeOf(origin);
  const here = origin !== undefined && place !== undefined && (isOwn(writing, place) || isOverride(writing, origin));
  return here ? replace(place, text) : addTo(writing, key, [text]);
}

export const setNoNewPrivileges = (writing: Writing, to: boolean): Result =>
  setOption(writing, writtenAt(writing.container.process.noNewPrivileges), `no-new-privileges:${to}`);

export function setSeccomp(writing: Writing, { profile, path }: Seccomp): Result {
  const origin = writtenAt(writing.container.linux.seccomp);
  if (profile === 'default') return dropEntries(writing, origin === undefined ? [] : [origin], 'seccomp');
  return setOption(writing, origin, `seccomp=${profile === 'unconfined' ? profile : (path ?? '')}`);
}

export function setApparmor(writing: Writing, { profile, name }: AppArmor): Result {
  const origin = writtenAt(writing.container.process.apparmor);
  if (profile === 'default') return dropEntries(writing, origin === undefined ? [] : [origin], 'apparmor');
  return setOption(writing, origin, `apparmor=${profile === 'unconfined' ? profile : (name ?? '')}`);
}

/** The label is made of several entries; the field knows the last one of them. */
export function setSelinux(writing: Writing, to: Selinux): Result {
  if (to.disabled || [to.user, to.role, to.type, to.level].some((part) => part !== undefined)) return 'a label is chosen by hand';
  const origin = writtenAt(writing.container.process.selinux);
  const labels = ownItems(writing, key).flatMap((way) => {
    const node = nodeAt(way);
    return node.kind === 'scalar' && /^label[=:]/.test(node.text) ? [{ source: node.source, start: node.start, end: node.end }] : [];
  });
  const more = origin === undefined || labels.some(({ start }) => start === origin.start) ? [] : [origin];
  return dropEntries(writing, [...labels, ...more], 'label');
}

/** systempaths=unconfined and Podman's unmask= go. */
export function uncoverNothing(writing: Writing): Result {
  const { maskedPaths, readonlyPaths, unmask = [] } = writing.container.linux;
  const origins = [maskedPaths, readonlyPaths, ...unmask].flatMap((field) => writtenAt(field) ?? []);
  const each = new Map(origins.map((origin) => [`${origin.source.path}:${origin.start}`, origin]));
  return dropEntries(writing, [...each.values()], 'systempaths=unconfined');
}
