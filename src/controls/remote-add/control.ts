import { type BuildStep, broken, type Control, held, inapplicable, knownValue, type Verdict } from '../../model/index.ts';

export const remoteAdd: Control = {
  id: 'remote-add',
  group: 'image',
  title: 'What ADD fetches from elsewhere is held against a checksum',
  stops: 'A server that was taken over, or whoever sits on the way to it, does not get a file of his own into the image.',
  why: 'ADD with an address takes whatever the server sends on the day of the build. With --checksum=sha256:… (BuildKit, Dockerfile syntax 1.6; for Git repositories since 1.13) the build fails when it is something else; a Git repository is also fixed by the full commit after the #. For a file of the project COPY says what is meant, and does not unpack archives or fetch by surprise.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  judges: ['image'],
  risk: {
    safe: false,
    because: 'the build stops on the day that the other side changes the file',
    test: 'Build the image',
  },
  references: { cisDocker: ['4.9', '4.11'], nist800190: ['4.1.5'], mitre: ['T1525'] },
  judge(image) {
    const steps = image.image.build?.steps;
    if (steps === undefined) return inapplicable('the steps of the build are not known');
    const verdicts = steps.flatMap(judgeStep);
    return verdicts.length > 0 ? verdicts : held('ADD fetches nothing from elsewhere');
  },
  harden: ({ image }) =>
    (image.build?.steps ?? []).flatMap(judgeStep).flatMap((verdict) => (verdict.outcome === 'broken' ? (verdict.remedy ?? []) : [])),
};

function judgeStep(step: BuildStep): Verdict[] {
  if (step.instruction !== 'ADD') return [];
  return sourcesOf(knownValue(step.text) ?? '').map((source) => {
    const shown = withoutUser(source);
    if (step.flags.checksum !== undefined) return held(`${shown} is held against a checksum`, step.text);
    if (/#[0-9a-f]{40}(?:[0-9a-f]{24})?(?::|$)/.test(source)) return held(`${shown} is fixed by its commit`, step.text);
    const plain = source.startsWith('http://') ? ', over an open connection' : '';
    return broken(`ADD takes whatever ${shown} gives on the day of the build${plain}`, step.text, {
      origin: step.origin,
      remedy: [{ set: 'image.add.checksum', to: { source: shown } }],
    });
  });
}

/** Addresses among the sources (the last word is the destination): http, https, git and ssh, or user@host:path. */
const sourcesOf = (text: string): string[] =>
  (text.split('\n', 1)[0] ?? '')
    .split(/[\s",[\]]+/)
    .filter((word) => word !== '')
    .slice(0, -1)
    .filter((word) => /^(?:https?|git|ssh):\/\/|^git@[\w.-]+:/.test(word));

/** Name and password before the host are not repeated, nor what follows a question mark. */
const withoutUser = (address: string): string => address.replace(/:\/\/[^/@\s]{0,500}@/, '://').replace(/\?.*$/s, '');
