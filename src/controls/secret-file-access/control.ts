import {
  broken,
  type Change,
  type Container,
  type Control,
  held,
  inapplicable,
  isUnknown,
  knownValue,
  runsAsRoot,
  type SecretUse,
  undecided,
  type Verdict,
} from '../../model/index.ts';

/** What the engine gives where no mode is written: Kubernetes API reference, SecretVolumeSource.defaultMode; Podman podman-run(1) --secret; Swarm; Compose for a secret of a variable (docker/compose pkg/compose/secrets.go createTar). */
const defaults = { kubernetes: 0o644, podman: 0o444, docker: 0o444, oci: 0o444 } as const;

const suggested = 0o440;

export const secretFileAccess: Control = {
  id: 'secret-file-access',
  group: 'secrets',
  title: 'Only the user and the group of the program read the file of a secret',
  stops: 'A program that runs as another user in the container, such as a worker that was taken over, does not read the key of its master.',
  why: 'The files of a Kubernetes Secret are 0644 unless defaultMode says otherwise, and those of Podman and Swarm 0444: every user in the container may read them. With 0440 and an fsGroup (Kubernetes gives the files to that group and adds the right to read) only the program can. Without fsGroup the files belong to root (root:root), and an ordinary user reads neither 0400 nor, unless his group is 0, 0440: set both, or the program does not start. In Podman they belong to root as well, unless uid= names somebody else. Where a container has only one user this gains little, which is why the default is told only in the profile strict. An item of a volume may have a mode of its own. Compose mounts a file of the host as it is and ignores uid, gid and mode there (it says so when it starts): the mode of that file counts. Only a secret from a variable gets them.',
  severity: 'low',
  gain: 'secrets',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'a program that runs as another user than the owner of the file cannot read it',
    test: 'Start it, and look whether it finds its secret',
  },
  references: { nsaCisa: ['Secrets'], nist800190: ['4.1.4'], mitre: ['T1552.001'] },
  judge(container) {
    const verdicts = container.secrets.map((use) => judgeUse(use, container));
    return verdicts.length > 0 ? verdicts : inapplicable('mounts no secret');
  },
  harden: (container) =>
    container.secrets.filter((use) => judgeUse(use, container).outcome === 'broken').flatMap((use) => narrow(use, container)),
};

function judgeUse(use: SecretUse, container: Container): Verdict {
  const { engine, surface } = container;
  const { name, item, mode, origin, from } = use;
  if (surface === 'compose' && knownValue(from) === 'file')
    return inapplicable(`the secret ${name} is a file of the host: its own mode counts, and Compose ignores what is written here`);
  if (isUnknown(mode)) return undecided(mode);
  const bits = knownValue(mode);
  const called = item === undefined ? `the secret ${name}` : `the key ${item} of the secret ${name}`;
  if (bits === undefined) {
    if (surface === 'compose' && from !== undefined && isUnknown(from)) return undecided(from, 'low');
    const given = defaults[engine];
    const detail = `${called} is readable by every user of the container (mode 0${given.toString(8)}, since none is written)`;
    return broken(detail, undefined, { origin, level: 'strict', remedy: narrow(use, container) });
  }
  const shut = shutOut(use, bits, container);
  if (shut !== undefined) return broken(`${called} ${shut}`, mode, { remedy: narrow(use, container) });
  if ((bits & everybody) === 0) return held(`${called} has the mode 0${bits.toString(8)}`, mode);
  return broken(`${called} is readable by every user of the container (mode 0${bits.toString(8)})`, mode, {
    remedy: narrow(use, container),
    // The API server writes its default into every manifest that is read back from it.
    ...(engine === 'kubernetes' && bits === defaults.kubernetes ? { level: 'strict' } : {}),
  });
}

/** The bits that let everybody read, write or run the file. */
const everybody = 0o007;

const isOrdinary = (container: Container): boolean => runsAsRoot(container) === false;

/** fsGroup, or other groups of the pod: which of them it is the view does not tell. */
const hasGroups = ({ process }: Container): boolean => process.additionalGroups !== undefined;

/**
 * Why the program itself cannot read the file; undefined: it can, or nobody knows. The kubelet makes the files of a Secret root's, with the
 * mode that is written; only where there is an fsGroup it gives them to that group and adds the right to read for it (SetVolumeOwnership,
 * pkg/volume/volume_linux.go: 0440 for a read-only volume, whatever the mode says).
 */
function shutOut({ uid, gid }: SecretUse, bits: number, container: Container): string | undefined {
  const { engine, process } = container;
  if (!isOrdinary(container) || hasGroups(container) || (bits & 0o004) !== 0 || uid !== undefined || gid !== undefined) return undefined;
  const group = knownValue(process.group)?.gid;
  const byGroup = (bits & 0o040) !== 0 && (group === undefined || group === 0);
  if (byGroup || !(engine === 'kubernetes' || engine === 'podman')) return undefined;
  const way = engine === 'kubernetes' ? 'and the pod has no fsGroup' : 'and no uid= is written';
  return `belongs to root with the mode 0${bits.toString(8)}, ${way}: the program cannot read it`;
}

/** The right to read goes where the program is: to root's own group, to an fsGroup, or to the user as the owner. */
function narrow({ name, item, uid, gid }: SecretUse, container: Container): Change[] {
  const { engine, process } = container;
  const to = { name, mode: suggested, ...(item !== undefined && { item }) };
  if (!isOrdinary(container)) return [{ set: 'secrets.mode', to }];
  if (engine === 'kubernetes') return [{ set: 'secrets.mode', to: { ...to, ...(!hasGroups(container) && { group: true }) } }];
  if (uid !== undefined || gid !== undefined) return [{ set: 'secrets.mode', to }];
  const own = knownValue(process.user)?.uid;
  // A name has no number here: a file of root's that the program cannot read would be no remedy.
  return own === undefined ? [] : [{ set: 'secrets.mode', to: { ...to, mode: 0o400, uid: own } }];
}
