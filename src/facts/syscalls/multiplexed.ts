/**
 * 32-bit x86 has two doors to sockets and System V IPC: the calls themselves, and socketcall/ipc with the call as first argument.
 * libseccomp turns a rule for one of these names into a rule for each door.
 * Source: include/uapi/linux/net.h and ipc.h of Linux 6.1; src/syscalls.c of libseccomp 2.5.4.
 */
export interface Behind {
  readonly door: 'socketcall' | 'ipc';
  readonly call: number;
}

export const multiplexed: ReadonlyMap<string, Behind> = new Map<string, Behind>([
  ...[
    ...['socket', 'bind', 'connect', 'listen', 'accept', 'getsockname', 'getpeername', 'socketpair', 'send', 'recv', 'sendto', 'recvfrom'],
    ...['shutdown', 'setsockopt', 'getsockopt', 'sendmsg', 'recvmsg', 'accept4', 'recvmmsg', 'sendmmsg'],
  ].map((name, index) => [name, { door: 'socketcall', call: index + 1 }] as const),
  ...(
    [
      ['semop', 1],
      ['semget', 2],
      ['semctl', 3],
      ['semtimedop', 4],
      ['msgsnd', 11],
      ['msgrcv', 12],
      ['msgget', 13],
      ['msgctl', 14],
      ['shmat', 21],
      ['shmdt', 22],
      ['shmget', 23],
      ['shmctl', 24],
    ] as const
  ).map(([name, call]) => [name, { door: 'ipc', call }] as const),
]);
