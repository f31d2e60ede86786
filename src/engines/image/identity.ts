import { byDefault, type Container, type Field, type GroupId, isUnknown, type Origin, type UserId, unknown } from '../../model/index.ts';
import { type Names, parseNames } from './names.ts';

/** What is known of a public image: see facts/official-images.ts. */
export type ImageUser = (reference: string) => { user: string; entrypointUser?: string; source: string } | undefined;

export interface Identity {
  readonly user: Field<UserId>;
  readonly group: Field<GroupId>;
}

/** The user and group that the main process starts as: written, else the image's, else unknown. `engine`: "Docker 29 default". */
export function identityOf(declared: Container, imageUser: ImageUser, engine: string): Identity {
  const { user, group } = declared.process;
  if (user !== undefined) return { user, group: group ?? groupOf(user, engine) };
  const ofImage = imageIdentity(declared, imageUser, engine);
  return { user: ofImage.user, group: group ?? ofImage.group };
}

function imageIdentity(declared: Container, imageUser: ImageUser, engine: string): Identity {
  const { built, build, reference } = declared.image;
  if (built !== undefined) return identityOf(built, imageUser, engine);
  if (build !== undefined && declared.kind === 'container')
    return unclear('the Containerfile of its image was not looked at; its USER decides', build.origin);
  if (reference === undefined) return unclear('the image is not named; its USER decides', declared.origin);
  if (isUnknown(reference))
    return unclear(`the image is not known: ${reference.because}; its USER decides`, reference.origin ?? declared.origin);
  return publicIdentity(reference.value, imageUser, engine, reference.origin ?? declared.origin);
}

function publicIdentity(reference: string, imageUser: ImageUser, engine: string, origin: Origin): Identity {
  if (reference === 'scratch') return named({ user: { uid: 0 } }, 'an image from scratch sets no USER, so root', engine);
  const fact = imageUser(reference);
  if (fact === undefined) return unclear(`the image ${reference} was not looked at; its USER decides`, origin);
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
function groupOf(user: Field<UserId>, engine: string): Field<GroupId> {
  if (isUnknown(user)) return user;
  const { uid, name } = user.value;
  if (uid === 0 || name === 'root') return byDefault({ gid: 0 }, `${engine}: the group of root`);
  if (name !== undefined) return unknown(`the group of ${name} is in the image's /etc/passwd`, user.origin);
  return byDefault({ gid: 0 }, `${engine} for a number that the image's /etc/passwd does not list`, user.origin);
}
