import { errnoName } from '../../facts/syscalls/index.ts';
import { actionOf } from './actions.ts';

/** "allow", "errno EPERM", "kill the thread". */
export function sayAction(value: number): string {
  const { action, errno } = actionOf(value);
  switch (action) {
    case 'errno':
      return `errno ${errnoName(errno ?? 0)}`;
    case 'trace':
      return `ask a tracer (${errno})`;
    case 'kill_thread':
      return 'kill the thread';
    case 'kill_process':
      return 'kill the process';
    case 'trap':
      return 'signal SIGSYS';
    case 'log':
      return 'allow and log';
    case 'notify':
      return 'ask an agent';
    case 'allow':
      return 'allow';
  }
}
