import { type Field, type GroupId, type Origin, type UserId, unknown, written } from '../../model/index.ts';
import { groupId, userId } from '../../text/docker-syntax/index.ts';
import { type Missing, type Piece, wholeOf } from './variable.ts';

export interface UserFields {
  readonly user: Field<UserId>;
  readonly group?: Field<GroupId>;
}

/**
 * USER's argument once its variables are filled in: user, or user:group, each a name or a number. An empty user is
 * root: it takes back what the base image set.
 */
export function userFields(pieces: readonly Piece[], origin: Origin, groupOrigin: Origin): UserFields {
  const { before, after } = cutAtColon(pieces);
  const user = field(before, origin, (text): UserId => (text === '' ? { uid: 0 } : userId(text)));
  const group = after === undefined || after.length === 0 || wholeOf(after) === '' ? undefined : field(after, groupOrigin, groupId);
  return group === undefined ? { user } : { user, group };
}

function cutAtColon(pieces: readonly Piece[]): { before: Piece[]; after?: Piece[] } {
  const index = pieces.findIndex((piece) => typeof piece === 'string' && piece.includes(':'));
  const piece = pieces[index];
  if (typeof piece !== 'string') return { before: [...pieces] };
  const colon = piece.indexOf(':');
  return { before: [...pieces.slice(0, index), piece.slice(0, colon)], after: [piece.slice(colon + 1), ...pieces.slice(index + 1)] };
}

function field<T>(pieces: readonly Piece[], origin: Origin, id: (text: string) => T): Field<T> {
  const whole: string | Missing = wholeOf(pieces);
  if (typeof whole !== 'string') return unknown(whole.because, origin);
  if (/\s/.test(whole)) return unknown('it has a space in it, which no user or group has', origin);
  return written(id(whole), origin);
}
