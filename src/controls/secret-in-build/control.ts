import { broken, type Control, finalStages, held, inapplicable } from '../../model/index.ts';
import { copied } from './copied.ts';
import { written } from './written.ts';

export const secretInBuild: Control = {
  id: 'secret-in-build',
  group: 'secrets',
  title: 'No instruction of the build puts a secret into the image or its history',
  stops: 'Whoever can pull the image does not find the key of the build in a layer, or the token in docker history.',
  why: 'Each instruction makes a layer, and a later rm only hides the file in the next one: docker save gives it back. The values of build arguments are kept in the history and in the provenance of the image. Mount what a step needs for that step alone: RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci, with docker build --secret id=npmrc,src=.npmrc; --mount=type=ssh for Git. A file that is copied with a whole folder is kept out by .dockerignore, which is not looked at here. Change a secret that was in a pushed image.',
  severity: 'medium',
  gain: 'secrets',
  level: 'recommended',
  judges: ['image'],
  risk: {
    safe: false,
    because: 'the build has to be given the secret',
    test: 'Build the image with --secret',
  },
  references: { cisDocker: ['4.10'], nsaCisa: ['Building secure container images'], nist800190: ['4.1.4'], mitre: ['T1552.001'] },
  judge(image) {
    const steps = image.image.build?.steps;
    if (steps === undefined) return inapplicable('the steps of the build are not known');
    const final = finalStages(steps);
    const judged = image.process.env.map(({ origin }) => origin);
    const found = steps.flatMap((step, index) => [
      ...written(step, { isFinal: final.has(step.stage), judged }),
      ...(final.has(step.stage)
        ? copied(
            step,
            steps.slice(index + 1).filter(({ stage }) => final.has(stage)),
          )
        : []),
    ]);
    if (found.length === 0) return held('no instruction has a secret');
    return found.map(({ detail, step, severity, remedy }) => broken(detail, step.text, { origin: step.origin, severity, remedy }));
  },
  harden: () => [{ set: 'build.secret', to: { name: 'NAME' } }],
};
