import {
  accountsOf,
  byDefault,
  type Container,
  type Field,
  type GroupId,
  type ImageAccounts,
  isRootUser,
  isUnknown,
  knownValue,
  mapField,
  type Origin,
  type UserId,
  unknown,
} from '../../model/index.ts';
import { type Names, parseNames } from './names.ts';

/** What is known of a public image: see facts/official-images.ts. */
export type ImageUser = (reference: string) => { user: string; entrypointUser?: string; source: string } | undefined;

export interface Identity {
  readonly user: Field<UserId>;
  readonly group: Field<GroupId>;
}

/** The user and group that the main process starts as: written, else the image's, else unknown. `engine`: "Docker 29 default". */
export function identityOf(declared: Container, imageUser: ImageUser, engine: string, caller?: Identity): Identity {
  const { user, group } = declared.process;
  const accounts = accountsOf(declared);
  if (user !== undefined) return { user: numberOfRoot(user, accounts), group: group ?? groupOf(user, engine, accounts) };
  const ofImage = imageIdentity(declared, imageUser, engine, caller ?? callerOf(declared, engine));
  return { user: ofImage.user, group: group ?? ofImage.group };
}

/** Podman keep-id: whoever calls is the user of an image that sets none (podman 5.8 pkg/specgen/generate/namespaces.go). */
function callerOf({ linux }: Container, engine: string): Identity | undefined {
  const { user } = linux.namespaces;
  const keeps = knownValue(user)?.keepsCaller;
  if (keeps === undefined) return undefined;
  const doubt = unknown('keep-id runs it as whoever calls Podman, where the image sets no USER', user?.origin);
  const from = `${engine} of keep-id, where the image sets no USER`;
  return {
    user: keeps.uid === undefined ? doubt : byDefault({ uid: keeps.uid }, from, user?.origin),
    group: keeps.gid === undefined ? doubt : byDefault({ gid: keeps.gid }, from, user?.origin),
  };
}

function imageIdentity(declared: Container, imageUser: ImageUser, engine: string, caller: Identity | undefined): Identity {
  const { built, build, reference, notHad } = declared.image;
  if (built !== undefined) return identityOf(built, imageUser, engine, caller);
  if (build !== undefined && declared.kind === 'container')
    return unclear('the Containerfile of its image was not looked at; its USER decides', build.origin);
  if (reference === undefined) return unclear('the image is not named; its USER decides', declared.origin);
  if (isUnknown(reference))
    return unclear(`the image is not known: ${reference.because}; its USER decides`, reference.origin ?? declared.origin);
  const why = notHad === undefined ? 'was not looked at' : `could not be looked at: ${notHad}`;
  return publicIdentity(reference.value, imageUser, engine, reference.origin ?? declared.origin, caller, why);
}

/** `why`: the image itself says nothing. */
function publicIdentity(
  reference: string,
  imageUser: ImageUser,
  engine: string,
  origin: Origin,
  caller: Identity | undefined,
  why: string,
): Identity {
  if (reference === 'scratch') return caller ?? named({ user: { uid: 0 } }, 'an image from scratch sets no USER, so root', engine);
  // Quoted nowhere: what swallowed other lines of the file may hold a secret.
  if (/\s/.test(reference)) return unclear('what is written as the image is no reference', origin);
  const fact = imageUser(reference);
  if (fact === undefined) return unclear(`the image ${reference} ${why}; its USER decides`, origin);
  if (fact.user === '' && caller !== undefined) return caller;
  const says = fact.user === '' ? 'sets no USER, so root' : `sets USER ${fact.user}`;
  const later = fact.entrypointUser === undefined ? '' : `; its entry point steps down to ${fact.entrypointUser}`;
  // The digest says nothing to a reader; where the fact was read stands in facts/official-images-table.ts.
  const name = reference.split('@', 1)[0];
  return named(parseNames(fact.user), `the image ${name} ${says}${later}`, engine);
}

function named({ user, group }: Names, from: string, engine: string): Identity {
  const field = byDefault(user, from);
  return { user: field, group: group === undefined ? groupOf(field, engine) : byDefault(group, from) };
}

function unclear(because: string, origin: Origin): Identity {
  const field = unknown(because, origin);
  return { user: field, group: field };
}

/** Nobody names a group: the engines take the user's own from the image's /etc/passwd, and 0 for a number that is not there. */
function groupOf(user: Field<UserId>, engine: string, accounts?: ImageAccounts): Field<GroupId> {
  if (isUnknown(user)) return user;
  const { name, uid } = user.value;
  const listed = accounts?.users?.find((one) => (name === undefined ? one.uid === uid : one.name === name));
  if (listed?.gid !== undefined)
    return byDefault({ gid: listed.gid }, `the group of ${name ?? `uid ${uid}`} in the image's /etc/passwd`, user.origin);
  if (isRootUser(user.value)) return byDefault({ gid: 0 }, `${engine}: the group of root`);
  if (name !== undefined) return unknown(`the group of ${name} is in the image's /etc/passwd`, user.origin);
  return byDefault({ gid: 0 }, `${engine} for a number that the image's /etc/passwd does not list`, user.origin);
}

/** Whatever he is called, uid 0 is root. */
function numberOfRoot(user: Field<UserId>, accounts: ImageAccounts | undefined): Field<UserId> {
  const name = knownValue(user)?.name;
  const listed = name === undefined ? undefined : accounts?.users?.find((one) => one.name === name);
  return listed?.uid === 0 && name !== 'root' ? mapField(user, () => ({ uid: 0 })) : user;
}
