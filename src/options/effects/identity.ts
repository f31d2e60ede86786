import { byDefault, type IdMapping, written } from '../../model/index.ts';
import { groupId, userId } from '../../text/docker-syntax/index.ts';
import { type Draft, type Effect, type Option, readField } from '../draft.ts';
import { commaSeparated, cut } from './values.ts';

const number = (text: string): number | undefined => (/^\d{1,10}$/.test(text) ? Number(text) : undefined);

/** --user NAME|UID[:GROUP|GID]; nothing before the colon is uid 0 (moby/sys/user GetExecUser). */
export const user: Effect = (draft, option) => {
  const [name, group] = cut(option.value, ':');
  const { process } = draft;
  delete process.user;
  delete process.group;
  if (name !== '') assign(process, 'user', readField(draft, option, name, userId));
  else if (group) process.user = written({ uid: 0 }, option.origin);
  if (group !== undefined && group !== '') assign(process, 'group', readField(draft, option, group, groupId));
};

function assign<T, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) target[key] = value;
}

export const groupAdd: Effect = (draft, option) => {
  const group = readField(draft, option, option.value, groupId);
  if (group !== undefined) draft.lists.groups.push(group);
};

/** Podman --uidmap and --gidmap: CONTAINER[:HOST[:SIZE]]. The forms with @ and + rest on what the host has: they stay unread. */
const idMap =
  (key: 'uidMappings' | 'gidMappings'): Effect =>
  (draft, option) => {
    const mapping = readField(draft, option, option.value, (text) => commaSeparated(text).map(mappingOf));
    if (mapping === undefined) return;
    const before = draft.linux[key];
    if (mapping.state === 'unknown') draft.linux[key] = mapping;
    else if (mapping.state === 'written') {
      const known = mapping.value.filter((entry) => entry !== undefined);
      if (known.length < mapping.value.length) {
        draft.linux[key] = {
          state: 'unknown',
          because: `${option.name} names ids of a map that only the host knows`,
          origin: option.origin,
        };
      } else if (before?.state === 'written') draft.linux[key] = { ...before, value: before.value.concat(known) };
      else if (before === undefined) draft.linux[key] = { ...mapping, value: known };
    }
    ownUsers(draft, option);
  };

function mappingOf(text: string): IdMapping | undefined {
  const [containerId, hostId, size, ...rest] = text.split(':').map(number);
  if (containerId === undefined || hostId === undefined || rest.length > 0 || (size === undefined && text.split(':').length > 2))
    return undefined;
  return { containerId, hostId, size: size ?? 1 };
}

export const uidMap = idMap('uidMappings');
export const gidMap = idMap('gidMappings');

/** Podman: a map makes the user namespace private unless --userns says otherwise (pkg/specgenutil of 5.x). */
export const ownUsers: Effect = (draft, option: Option) => {
  draft.namespaces.user ??= byDefault({ mode: 'private' }, option.name, option.origin);
};

export const forgetDefault = (draft: Draft): void => {
  if (draft.namespaces.user?.state === 'default') delete draft.namespaces.user;
};
