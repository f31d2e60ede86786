import { type Attempt, oneCall } from '../attempt.ts';
import { badMount, compute, into, must, type Step, slot, tell, words, zeros } from '../step.ts';

/**
 * Doors to the kernel that need no capability, so that only a filter or a security module shuts them. Each is tried with arguments that do
 * nothing, or that end with the process. Constants: the headers of Linux 6.1 (include/uapi/linux).
 */
const control = 'seccomp-profile-strength';
const newUser = 0x1000_0000;
const newMount = 0x2_0000;
const childSignal = 17;

/** A new process ends at once; what is told is what its parent got. */
const begins = (step: Step): readonly Step[] => [
  { ...into(0, step), stopOnError: true },
  compute('ifEqual', slot(0), 0, { steps: 2 }),
  { ...compute('add', slot(0), 0), report: true },
];

const process = (id: string, tries: string, call: string, step: Step): Attempt => ({
  ...oneCall({ id, control, tries, door: id }, step),
  call,
  steps: begins(step),
});

const door = (id: string, tries: string, step: Step, more?: Parameters<typeof oneCall>[2]): Attempt =>
  oneCall({ id, control, tries, door: id }, step, more);

/** Opens no way out by itself: programs ask for it for good reasons. */
const mild = (id: string, tries: string, step: Step): Attempt => ({ ...door(id, tries, step), mild: true });

const softwareClock = words(0x70_0000_0001, 0, 0, 0, 0, 0x60, 0, 0);
const absent = ['EAFNOSUPPORT', 'EPROTONOSUPPORT', 'ESOCKTNOSUPPORT'];

export const kernelDoors: readonly Attempt[] = [
  door('unshare(CLONE_NEWUSER)', 'make a new user namespace', tell('unshare', newUser)),
  process('clone(CLONE_NEWUSER)', 'start a process in a new user namespace', 'clone', must('clone', newUser + childSignal, 0, 0, 0, 0)),
  process(
    'clone3',
    'start a process in a new user namespace by clone3',
    'clone3',
    must('clone3', words(newUser, 0, 0, 0, childSignal, 0, 0, 0), 64),
  ),
  {
    ...oneCall(
      { id: 'mount in a new user namespace', control, tries: 'mount a file system in a user namespace of its own' },
      tell('mount'),
    ),
    steps: [must('unshare', newUser + newMount), tell('mount', ...badMount)],
  },
  door('bpf', 'load a BPF program', tell('bpf', 5, words(1, 0, 0, 0, 0, 0, 0, 0, 0, 0), 80)),
  door('io_uring_setup', 'open an io_uring', tell('io_uring_setup', 1, { room: 0 })),
  door('perf_event_open', 'open a performance event', tell('perf_event_open', softwareClock, 0, -1, -1, 0)),
  door('keyctl', 'read its keyring', tell('keyctl', 0, -3, 0)),
  door('add_key', 'add a key', tell('add_key', 0, 0, 0, 0, 0)),
  door('request_key', 'ask for a key', tell('request_key', 0, 0, 0, 0)),
  door('userfaultfd', 'stop the kernel at page faults', tell('userfaultfd', 1)),
  door('socket(AF_ALG)', 'open a socket of the crypto interface', tell('socket', 38, 5, 0), { absent }),
  door('socket(AF_VSOCK)', "open a socket to the machine's hypervisor", tell('socket', 40, 1, 0), { absent }),
  mild('personality(ADDR_NO_RANDOMIZE)', 'turn off the random layout of memory', tell('personality', 0x004_0000)),
  mild('kcmp', 'compare kernel objects of processes', tell('kcmp', 0x7fff_fff0, 0x7fff_fff1, 0, 0, 0)),
  mild('pidfd_getfd', 'take an open file of another process', tell('pidfd_getfd', -1, 0, 0)),
  mild('process_madvise', 'act on the memory of another process', tell('process_madvise', -1, 0, 0, 0, 0)),
  mild('move_pages', 'move memory of other processes', tell('move_pages', 0x7fff_fff0, 1, words(0), 0, zeros(8), 0)),
  mild('get_mempolicy', 'see where memory lies', tell('get_mempolicy', 0, 0, 0, 0, 0)),
];
