import { byDefault, type IdMapping, unknown } from '../../../model/index.ts';
import { groupId, userId } from '../../../text/docker-syntax/index.ts';
import { type Draft, type Effect, readField } from '../draft.ts';

/** NAME|UID[:GROUP|GID] */
export const user: Effect = ({ process, ...draft }, option) => {
  const [name = '', group = ''] = option.value.split(':');
  delete process.user;
  delete process.group;
  const userField = name === '' ? undefined : readField({ process, ...draft }, option, name, userId);
  const groupField = group === '' ? undefined : readField({ process, ...draft }, option, group, groupId);
  if (userField !== undefined) process.user = userField;
  if (groupField !== undefined) process.group = groupField;
};

export const groupAdd: Effect = (draft, option) => {
  const group = readField(draft, option, option.value, groupId);
  if (group !== undefined) draft.lists.groups.push(group);
};

/** CONTAINER:HOST[:SIZE]. The forms with @, + and flags rest on what the host has. */
const idMap =
  (key: 'uidMappings' | 'gidMappings'): Effect =>
  (draft, option) => {
    const field = readField(draft, option, option.value, (text) => mappingOf(text) ?? 'of the host');
    const before = draft.linux[key];
    if (field?.state === 'written' && field.value !== 'of the host') {
      const known = before?.state === 'written' ? before.value : [];
      if (before?.state !== 'unknown') draft.linux[key] = { ...field, value: [...known, field.value] };
    } else if (field !== undefined) draft.linux[key] = unknown(`${option.name} names ids of a map that only the host knows`, option.origin);
    ownUsers(draft, option);
  };

function mappingOf(text: string): IdMapping | undefined {
  const [, container, host, size = '1'] = /^(\d{1,10}):(\d{1,10})(?::(\d{1,10}))?$/.exec(text) ?? [];
  return host === undefined ? undefined : { containerId: Number(container), hostId: Number(host), size: Number(size) };
}

export const uidMap = idMap('uidMappings');
export const gidMap = idMap('gidMappings');

/** A map makes the user namespace private unless --userns says otherwise (Podman 5.8 pkg/specgenutil). */
export const ownUsers: Effect = ({ namespaces }: Draft, { name, origin }) => {
  namespaces.user ??= byDefault({ mode: 'private' }, name, origin);
};
