import type { GroupId, UserId } from '../../model/index.ts';
import { groupId, userId } from '../../text/docker-syntax/index.ts';

export interface Names {
  readonly user: UserId;
  readonly group?: GroupId;
}

/** An image's User: "", "1000", "node", "1000:1000", "node:node". Nothing before the colon means root. */
export function parseNames(text: string): Names {
  const [user = '', group = ''] = text.trim().split(':', 2);
  return { user: user === '' ? { uid: 0 } : userId(user), ...(group === '' ? {} : { group: groupId(group) }) };
}
