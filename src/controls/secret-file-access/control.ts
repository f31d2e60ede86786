import {
  broken,
  type Change,
  type Container,
  type Control,
  held,
  inapplicable,
  isUnknown,
  isWindows,
  knownValue,
  runsAsRoot,
  type SecretUse,
  undecided,
  type Verdict,
  windowsReason,
} from '../../model/index.ts';

/** What the engine gives where no mode is written: Kubernetes API reference, SecretVolumeSource.defaultMode; Podman podman-run(1) --secret; Swarm; Compose for a secret of a variable (docker/compose pkg/compose/secrets.go createTar). */
const defaults = { kubernetes: 0o644, podman: 0o444, docker: 0o444, oci: 0o444 } as const;

const suggested = 0o440;

export const secretFileAccess: Control = {
  id: 'secret-file-access',
  group: 'secrets',
  title: 'Only the user and the group of the program read the file of a secret',
  stops: 'A program that runs as another user in the container, such as a worker that was taken over, does not read the key of its master.',
  why: 'The files of a Kubernetes Secret are 0644 unless defaultMode says otherwise, and those of Podman and Swarm 0444: every user in the container may read them. With 0440 and an fsGroup (Kubernetes gives the files to that group and adds the right to read) only the program can. Without fsGroup the files belong to root, and an ordinary user cannot read 0400: set both, or the program does not start. Where a container has only one user this gains little, which is why the default is told only in the profile strict. An item of a volume may have a mode of its own. Compose mounts a file of the host as it is and ignores uid, gid and mode there (it says so when it starts): the mode of that file counts. Only a secret from a variable gets them.',
  severity: 'low',
  gain: 'secrets',
  level: 'recommended',
  judges: ['container'],
  risk: {
    safe: false,
    because: 'a program that runs as another user than the owner of the file cannot read it',
    test: 'Start it, and look whether it finds its secret',
  },
  references: { nsaCisa: ['Secrets'], nist800190: ['4.1.4'], mitre: ['T1552.001'] },
  judge(container) {
    if (isWindows(container)) return inapplicable(windowsReason);
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
  if ((bits & everybody) === 0) return held(`${called} has the mode 0${bits.toString(8)}`, mode);
  return broken(`${called} is readable by every user of the container (mode 0${bits.toString(8)})`, mode, {
    remedy: narrow(use, container),
    // The API server writes its default into every manifest that is read back from it.
    ...(engine === 'kubernetes' && bits === defaults.kubernetes ? { level: 'strict' } : {}),
  });
}

/** The bits that let everybody read, write or run the file. */
const everybody = 0o007;

/**
 * The files belong to root, so that an ordinary user needs a group of the pod: fsGroup gives them to its group and adds the right to read
 * (pkg/volume/volume_linux.go, SetVolumeOwnership: 0440 for a read-only volume).
 */
function narrow({ name, item }: SecretUse, container: Container): Change[] {
  const group = container.engine === 'kubernetes' && runsAsRoot(container) === false && container.process.additionalGroups === undefined;
  return [{ set: 'secrets.mode', to: { name, mode: suggested, ...(item !== undefined && { item }), ...(group && { group }) } }];
}
