/**
 * What a filter answers, as the 32-bit value that the kernel reads: the action in the upper half, its number in the lower.
 * Source: include/uapi/linux/seccomp.h, Linux 6.1; names of the profile: the OCI runtime specification 1.2, config-linux.md.
 */
export const actionNames = ['kill_process', 'kill_thread', 'trap', 'errno', 'notify', 'trace', 'log', 'allow'] as const;
export type ActionName = (typeof actionNames)[number];

const values: Record<ActionName, number> = {
  kill_process: 0x8000_0000,
  kill_thread: 0,
  trap: 0x0003_0000,
  errno: 0x0005_0000,
  notify: 0x7fc0_0000,
  trace: 0x7ff0_0000,
  log: 0x7ffc_0000,
  allow: 0x7fff_0000,
};

/** SCMP_ACT_… → the action. KILL means the thread (libseccomp, seccomp.h.in). */
export const actionWords: ReadonlyMap<string, ActionName> = new Map([
  ['SCMP_ACT_KILL', 'kill_thread'],
  ['SCMP_ACT_KILL_THREAD', 'kill_thread'],
  ['SCMP_ACT_KILL_PROCESS', 'kill_process'],
  ['SCMP_ACT_TRAP', 'trap'],
  ['SCMP_ACT_ERRNO', 'errno'],
  ['SCMP_ACT_TRACE', 'trace'],
  ['SCMP_ACT_ALLOW', 'allow'],
  ['SCMP_ACT_LOG', 'log'],
  ['SCMP_ACT_NOTIFY', 'notify'],
]);

export interface Action {
  readonly action: ActionName;
  /** The error number, or the number that a tracer gets; only for errno and trace. */
  readonly errno?: number;
}

/** runc and libseccomp take EPERM where no number is given (runc, libcontainer/seccomp/seccomp_linux.go). */
const unsetErrno = 1;

export function returnValue(action: ActionName, errno: number | undefined): number {
  const carries = action === 'errno' || action === 'trace';
  return carries ? (values[action] | ((errno ?? unsetErrno) & 0xffff)) >>> 0 : values[action];
}

/** The action in a filter's answer. What the kernel does not know kills the process (kernel/seccomp.c). */
export function actionOf(value: number): Action {
  const upper = (value & 0xffff_0000) >>> 0;
  const action = actionNames.find((name) => values[name] === upper) ?? 'kill_process';
  return action === 'errno' || action === 'trace' ? { action, errno: value & 0xffff } : { action };
}

/** Whether the kernel then carries the call out. A tracer or an agent may, so it is not said to be denied either. */
export const letsThrough = (value: number): boolean => {
  const { action } = actionOf(value);
  return action === 'allow' || action === 'log';
};

/** ERRNO 38 above the last syscall that a profile names (runc, patchbpf). */
export const enosys = returnValue('errno', 38);
/** What libseccomp answers to the calls of an architecture that is not in the filter (db.c, act_badarch). */
export const foreign = returnValue('kill_thread', undefined);
