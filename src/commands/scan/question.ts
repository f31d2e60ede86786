import { imageControls } from '../../controls/image-index.ts';
import type { ImageControl, ImageVerdict } from '../../model/index.ts';
import { isProfileName, standardOf } from '../../policies/names.ts';
import { askerOf } from '../check/ask.ts';
import type { Question } from '../check/examine/examine.ts';
import { type CheckOptions, questionOf } from '../check/question.ts';

/** What is asked of an image: of its bytes, and of its configuration. */
export interface ImageQuestion {
  readonly controls: readonly ImageControl[];
  readonly config: Question;
}

/** What is asked of each image: the same for all, unless the configuration says otherwise by path. */
export const imageAsker = (options: CheckOptions): ((file: string) => ImageQuestion) => askerOf(options, imageQuestionOf);

export function imageQuestionOf(options: CheckOptions): ImageQuestion {
  const config = questionOf(options);
  const controls = controlsFor(options).filter(({ id }) => options.controls !== undefined || options.severity?.[id] !== 'off');
  const answered = new Set(options.controls === undefined ? controls.flatMap(({ id }) => answeredBy[id] ?? []) : []);
  return { controls, config: { ...config, controls: config.controls.filter(({ id }) => !answered.has(id)) } };
}

/** What a control on the bytes answers better than one that has only the configuration. */
const answeredBy: Readonly<Record<string, readonly string[]>> = {
  'image-secrets': ['secret-in-environment', 'secret-in-arguments', 'secret-in-build'],
  'build-tools-in-image': ['single-stage-build'],
};

/** A standard's profile asks for the controls that bear its ids. */
function controlsFor({ controls, profile }: CheckOptions): readonly ImageControl[] {
  if (controls !== undefined) return imageControls.filter(({ id }) => controls.includes(id));
  const standard = isProfileName(profile) ? standardOf[profile] : undefined;
  if (standard !== undefined) return imageControls.filter(({ references }) => (references[standard]?.length ?? 0) > 0);
  return profile === 'strict' ? imageControls : imageControls.filter(({ level }) => level === 'recommended');
}

export const isHiddenVerdict = (verdict: ImageVerdict, { strict }: Question): boolean =>
  !strict && verdict.outcome === 'broken' && verdict.level === 'strict';
