import { imageReference } from '../../facts/image-reference.ts';
import { compilerLeft, sdks } from '../../facts/programs/sdks.ts';
import {
  type BuildStep,
  baseOf,
  broken,
  type Container,
  type Control,
  finalStages,
  held,
  inapplicable,
  knownValue,
  type Verdict,
} from '../../model/index.ts';

export const singleStageBuild: Control = {
  id: 'single-stage-build',
  group: 'image',
  title: 'The image holds what the program needs to run, not what built it',
  stops: 'An intruder finds no compiler and no package manager to build his tools with, and no sources to read.',
  why: 'What is only needed for building makes the image larger, brings in vulnerable packages that nothing uses, and is at hand for whoever gets in. Build in a stage of its own and copy the result: FROM golang AS build … then FROM scratch or gcr.io/distroless/static, and COPY --from=build. Where a package needs a compiler only while it is installed (Python and Ruby with native extensions), install and remove the compiler in the same RUN, or build wheels in the first stage. Only plain cases are told: a build step in the final stage on an image that is a tool chain, or a compiler that is installed there and not removed.',
  severity: 'low',
  gain: 'privileges',
  level: 'recommended',
  judges: ['image'],
  risk: {
    safe: false,
    because: 'what the program needs at run time may stay behind in the first stage',
    test: 'Build the image, start it and go through its functions',
  },
  references: { cisDocker: ['4.3'], nsaCisa: ['Upgrading and application security practices'], nist800190: ['4.1.2'], mitre: ['T1609'] },
  judge(image) {
    const steps = finalSteps(image);
    if (steps === undefined) return inapplicable('the steps of the build are not known');
    return builtHere(steps) ?? compilersOf(steps) ?? held('no build tool that is known as one is left in the final stage');
  },
  harden: () => [{ set: 'image.stages', to: true }],
};

function finalSteps({ image }: Container): readonly BuildStep[] | undefined {
  const steps = image.build?.steps;
  if (steps === undefined) return undefined;
  const final = finalStages(steps);
  return steps.filter(({ stage }) => final.has(stage));
}

/** A build step on an image that is a tool chain. */
function builtHere(steps: readonly BuildStep[]): Verdict | undefined {
  const [from] = steps;
  const { name } = imageReference((from === undefined ? undefined : baseOf(from)) ?? '');
  const sdk = sdks.find(({ image }) => image.test(name.split('/').at(-1) ?? ''));
  if (sdk === undefined) return undefined;
  const step = steps.find(({ instruction, text }) => instruction === 'RUN' && sdk.builds.test(knownValue(text) ?? ''));
  return step === undefined
    ? undefined
    : broken(`builds in the final stage, which leaves ${sdk.what} in the image`, step.text, { origin: step.origin });
}

function compilersOf(steps: readonly BuildStep[]): Verdict | undefined {
  for (const { instruction, text, origin } of steps) {
    const left = instruction === 'RUN' ? compilerLeft(knownValue(text) ?? '') : undefined;
    if (left !== undefined) return broken(`installs ${left} in the final stage and leaves it there`, text, { origin });
  }
  return undefined;
}
