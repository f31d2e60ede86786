/**
 * What somebody inside a container met when a measure was tried.
 *
 * - `holds`: the measure stood in the way. `fails`: the attempt got through. `inconclusive`: nothing can be said, `detail` says why.
 */
export interface Evidence {
  readonly control: string;
  /** The container's id. */
  readonly container: string;
  readonly verdict: 'holds' | 'fails' | 'inconclusive';
  /** What was tried, as the object of "could": "make a new user namespace". */
  readonly probe: string;
  /** The system call that it is about. */
  readonly call: string;
  /** What the kernel answered: the name of an error, a number, or "signal 31"; absent where there was no answer. */
  readonly answer?: string;
  /** What said no; absent where nothing did, or where it cannot be told. */
  readonly layer?: Layer;
  /** Of the layer `lsm`: who that was, as a phrase: "AppArmor profile web". */
  readonly by?: string;
  /** What was seen, as a clause: "unshare answers EPERM". */
  readonly observed: string;
  /** The kernel does not have what the measure is made of. */
  readonly lacking?: true;
  /** Opens no way out by itself: it does not count against its control. */
  readonly mild?: true;
}

/**
 * - `seccomp`, `capability`: as they say. `lsm`: AppArmor or SELinux. `mount`: an option of a mount, or what it covers.
 * - `identity`: its user and groups. `limit`: a cgroup or a resource limit. `absent`: there is nothing that could be reached.
 * - `filter`: a rule of a packet filter. `kernel`: the kernel refuses by a rule or setting of its own.
 */
export type Layer = 'seccomp' | 'capability' | 'lsm' | 'mount' | 'identity' | 'limit' | 'absent' | 'filter' | 'kernel';
