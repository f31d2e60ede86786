import { secretFile } from '../../facts/secret-files.ts';
import {
  broken,
  type Container,
  type Control,
  held,
  inapplicable,
  isKnown,
  knownValue,
  type Mount,
  type SecretUse,
  type Verdict,
} from '../../model/index.ts';

export const secretOnDisk: Control = {
  id: 'secret-on-disk',
  group: 'secrets',
  title: "A secret comes from the engine's store and lies in memory, not in a file of the host",
  stops: "Backups, other users of the host and whoever gets hold of its disk do not find the secret in a project's folder.",
  why: "A secret that is a file of the project lies on the disk of the host with the rights that somebody gave it, is backed up with the rest, and is committed by mistake. Compose without Swarm mounts that file as it is, and copies a secret from a variable into the container's own layer, so on disk too. Swarm and Kubernetes keep secrets in their store and mount them as a tmpfs; Podman keeps them in its store and mounts a file of its run directory. On a developer's machine a file that is in .gitignore and readable by its owner alone is often good enough: this is for hosts that serve others.",
  severity: 'low',
  gain: 'secrets',
  level: 'strict',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'the engine has to be given the secret before anything starts',
    test: 'Create the secret and start it',
  },
  references: { nsaCisa: ['Secrets'], nist800190: ['4.1.4'], mitre: ['T1552.001'] },
  judge(container) {
    const uses = container.secrets.map(judgeUse);
    const verdicts = [...uses, ...filesOf(container).map(judgeMount)];
    return verdicts.length > 0 ? verdicts : inapplicable('has no secret that is known as one');
  },
  harden: ({ secrets }) =>
    secrets.filter((use) => judgeUse(use).outcome === 'broken').map(({ name }) => ({ set: 'secrets.external', to: { name } })),
};

function judgeUse({ name, from, origin }: SecretUse): Verdict {
  const remedy = [{ set: 'secrets.external', to: { name } }] as const;
  switch (knownValue(from)) {
    case 'file':
      return broken(`the secret ${name} is a file of the host, mounted as it is`, from, { remedy });
    case 'environment':
      return broken(`the secret ${name} comes from a variable and is copied into the container's layer`, from, { remedy });
    case 'inline':
      return broken(`the secret ${name} is written in this file`, from, { remedy });
    case 'external':
      return held(`the secret ${name} is kept by the engine`, from);
    default:
      return { outcome: 'unknown', because: `where the secret ${name} comes from is not known`, origin, severity: 'low' };
  }
}

/** Bind mounts of files that hold secrets by their name, other than those that stand for a secret of the list. */
function filesOf({ mounts, secrets }: Container): Mount[] {
  const targets = new Set(secrets.map(({ target }) => knownValue(target)));
  return mounts.filter(
    ({ type, source, destination }) =>
      knownValue(type) === 'bind' && isKnown(source) && secretFile(source.value) !== undefined && !targets.has(knownValue(destination)),
  );
}

function judgeMount({ source, destination }: Mount): Verdict {
  const path = knownValue(source) ?? '';
  const to = knownValue(destination);
  return broken(`mounts ${path} of the host, which by its name holds ${secretFile(path) ?? 'a secret'}`, source, {
    remedy: to === undefined ? [] : [{ set: 'mounts.remove', to: { destination: to } }],
  });
}
