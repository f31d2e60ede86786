import type { GroupId, UserId } from '../../model/index.ts';

export interface Names {
  readonly user: UserId;
  readonly group?: GroupId;
}

const number = /^\d{1,10}$/;

/** An image's User: "", "1000", "node", "1000:1000", "node:node". Nothing before the colon means root. */
export function parseNames(text: string): Names {
  const [user = '', group = ''] = text.trim().split(':', 2);
  return { user: userOf(user), ...(group === '' ? {} : { group: groupOf(group) }) };
}

const userOf = (text: string): UserId => (text === '' ? { uid: 0 } : number.test(text) ? { uid: Number(text) } : { name: text });

const groupOf = (text: string): GroupId => (number.test(text) ? { gid: Number(text) } : { name: text });
