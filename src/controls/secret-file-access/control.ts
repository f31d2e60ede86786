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
  type SecretUse,
  undecided,
  type Verdict,
  windowsReason,
} from '../../model/index.ts';

/** What the engine gives where no mode is written: Kubernetes API reference, SecretVolumeSource.defaultMode; Podman podman-run(1) --secret; Swarm. */
const defaults = { kubernetes: 0o644, podman: 0o444, docker: 0o444, oci: 0o444 } as const;

const suggested = 0o440;

export const secretFileAccess: Control = {
  id: 'secret-file-access',
  group: 'secrets',
  title: 'Only the user and the group of the program read the file of a secret',
  stops: 'A program that runs as another user in the container, such as a worker that was taken over, does not read the key of its master.',
  why: 'The files of a Kubernetes Secret are 0644 unless defaultMode says otherwise, and those of Podman and Swarm 0444: every user in the container may read them. With 0440 and an fsGroup (Kubernetes gives the files to that group and adds the right to read) only the program can. Without fsGroup the files belong to root, and an ordinary user cannot read 0400: set both, or the program does not start. Where a container has only one user this gains little, which is why the default is told only in the profile strict. Compose mounts the file of the host as it is: there the mode of that file counts.',
  severity: 'low',
  gain: 'secrets',
  level: 'recommended',
  judges: ['container'],
  references: { nsaCisa: ['Secrets'], nist800190: ['4.1.4'], mitre: ['T1552.001'] },
  judge(container) {
    if (isWindows(container)) return inapplicable(windowsReason);
    const verdicts = container.secrets.map((use) => judgeUse(use, container));
    return verdicts.length > 0 ? verdicts : inapplicable('mounts no secret');
  },
  harden: (container) => container.secrets.filter((use) => judgeUse(use, container).outcome === 'broken').flatMap(narrow),
};

function judgeUse(use: SecretUse, { engine, surface }: Container): Verdict {
  const { name, mode, origin, from } = use;
  if (isUnknown(mode)) return undecided(mode);
  const bits = knownValue(mode);
  if (bits === undefined) {
    if (surface === 'compose' && knownValue(from) !== 'external')
      return held(`the secret ${name} has the mode that Compose finds or gives it`);
    const given = defaults[engine];
    return broken(
      `the secret ${name} is readable by every user of the container (mode 0${given.toString(8)}, since none is written)`,
      undefined,
      {
        origin,
        level: 'strict',
        remedy: narrow(use),
      },
    );
  }
  if ((bits & 0o007) === 0) return held(`the secret ${name} has the mode 0${bits.toString(8)}`, mode);
  return broken(`the secret ${name} is readable by every user of the container (mode 0${bits.toString(8)})`, mode, { remedy: narrow(use) });
}

const narrow = ({ name }: SecretUse): Change[] => [{ set: 'secrets.mode', to: { name, mode: suggested } }];
