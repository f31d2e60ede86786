import { imageReference } from '../../facts/image-reference.ts';
import { isOfficialName } from '../../facts/official-image-names.ts';
import {
  broken,
  type Container,
  type Control,
  type Field,
  held,
  inapplicable,
  isUnknown,
  undecided,
  type Verdict,
} from '../../model/index.ts';
import { fromOthers } from './bases.ts';

export const imagePinned: Control = {
  id: 'image-pinned',
  group: 'image',
  title: 'The image is named by a version, at best by its digest',
  stops: 'Nobody changes what runs by pushing another image under the same name, and a restart brings up what was tested.',
  why: 'Without a tag the engine takes latest: whatever was pushed last, which may be another major version, or the work of whoever stole the account of the publisher. A tag such as 1.27 says which version is meant, but can be moved as well; only the digest (name:1.27@sha256:…) names the content. Digests have to be renewed for security updates: let a tool such as Renovate or Dependabot do it, or leave it at a tag and rebuild often. A missing tag and latest are told to everyone, a missing digest only in the profile strict. Images that are built here, and scratch, are not judged.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  judges: ['container', 'image'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'a digest is not moved by updates: it has to be raised by somebody',
    test: 'Pull the image by its digest, and let a bot raise it',
  },
  references: { nsaCisa: ['Building secure container images'], nist800190: ['4.1.5', '4.2.2'], mitre: ['T1525', 'T1204.003'] },
  judge(container) {
    const verdicts = referencesOf(container).map(judgeReference);
    return verdicts.length > 0 ? verdicts : inapplicable('names no image of others');
  },
  harden: (container) =>
    referencesOf(container).flatMap((field) => {
      const verdict = judgeReference(field);
      return verdict.outcome === 'broken' ? (verdict.remedy ?? []) : [];
    }),
};

function referencesOf(container: Container): readonly Field<string>[] {
  if (container.kind === 'image') return fromOthers(container.image.build?.steps ?? []);
  const { reference, build } = container.image;
  return reference === undefined || build !== undefined || isBuiltHere(container) ? [] : [reference];
}

/** `docker build -t NAME` in the same script, Podman's name for what was built on the machine, and names that no registry has. */
function isBuiltHere({ surface, origin, image: { reference } }: Container): boolean {
  if (reference?.state !== 'written') return false;
  const { name } = imageReference(reference.value);
  // <YOUR-IMAGE>, and a name without a slash that Docker Hub does not have: a tool fills it in, or it was built on this machine.
  if (name.startsWith('localhost/') || /[<>]/.test(name) || (!name.includes('/') && !isOfficialName(name))) return true;
  if (surface !== 'run-command') return false;
  return [`-t ${name}`, `--tag ${name}`, `--tag=${name}`, `-t=${name}`].some((flag) => origin.source.text.includes(flag));
}

function judgeReference(field: Field<string>): Verdict {
  if (isUnknown(field)) return undecided(field, 'low');
  const { name, tag, digest } = imageReference(field.value);
  if (digest !== undefined) return held(`${name} is named by its digest`, field);
  const change = (to: string) => [{ set: 'image.reference', to }] as const;
  if (tag === undefined)
    return broken(`${name} has no tag, so it is whatever was pushed last as latest`, field, { remedy: change(`${name}:TAG@DIGEST`) });
  if (tag === 'latest') return broken(`${name}:latest is whatever was pushed last`, field, { remedy: change(`${name}:TAG@DIGEST`) });
  return broken(`${name}:${tag} can be moved to another image: it has no digest`, field, {
    severity: 'low',
    level: 'strict',
    remedy: change(`${name}:${tag}@DIGEST`),
  });
}
