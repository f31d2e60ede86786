import type { WrittenImage } from '../../image/index.ts';
import { type Finding, type JudgedContainer, type Report, type ScannedImage, Unreadable } from '../../model/index.ts';
import { policyOf } from '../../policies/index.ts';
import { reportProfile } from '../../policies/report.ts';
import { scannedImage } from '../../reports/image/scanned.ts';
import { imageFinding } from '../../reports/image-finding.ts';
import { oneLine } from '../../text/printable.ts';
import { type Asks, answered, type Living } from '../check/answer.ts';
import { collect } from '../check/collect.ts';
import type { Examined } from '../check/examine/examine.ts';
import { isTold, weighed } from '../check/examine/told.ts';
import { livingOf } from '../check/living.ts';
import type { CheckOptions } from '../check/question.ts';
import type { LayerScanner } from '../images/reading.ts';
import { toolVersion } from '../version.ts';
import { examineConfig } from './config.ts';
import type { Written } from './containerfiles.ts';
import { type Known, nothingKnown } from './known.ts';
import { type Looked, type LookedAt, lookAtImages, type ScanSource } from './look.ts';
import { type ImageQuestion, imageAsker, imageQuestionOf, isHiddenVerdict } from './question.ts';
import { layerScanner } from './scanner.ts';

/**
 * Sources → every layer of every image, and its configuration → report, accepted risks marked. What cannot be read is a problem of one line, and the rest is
 * still searched. `see` gets each image as it was read; `written`: the Containerfiles that they may be built by.
 */
export async function scan(
  sources: readonly ScanSource[],
  options: CheckOptions,
  living: Living = livingOf(undefined, [], new Date()),
  see: (looked: Looked) => void = () => {},
  written: Written = { images: [], notes: [] },
  known: Known = nothingKnown,
): Promise<Report> {
  const ask = imageAsker(options);
  const dated: Known = { ...known, of: (looked) => ({ ...known.of(looked), today: living.today }) };
  const results: Scanned[] = [];
  const scanner = layerScanner();
  for (const source of sources) results.push(await examined(source, scanner, ask, see, written.images, dated));
  // A database may turn out to be damaged only where it is asked.
  results.unshift({ ...nothing, problems: known.problems });
  const collected = collect(
    results,
    { name: 'bulkhead', version: toolVersion },
    sources.map(({ file }) => file),
  );
  const { controls, config } = imageQuestionOf(options);
  const report = {
    ...collected,
    profile: reportProfile(policyOf(options.profile, options.kubernetesVersion), [...config.controls, ...controls]),
    images: [...new Map(results.flatMap(({ images }) => images).map((image) => [image.id, image])).values()],
  };
  // Of a Containerfile that none of these images is built by, nothing is said.
  const files = new Set(report.containers.map(({ builtBy }) => builtBy?.file));
  const notes = written.notes.filter(({ place }) => files.has(place.file));
  return answered(report, [...results, { ...nothing, notes }], options, living, asksOfImages(options));
}

/** Was this control asked of an image of that name? */
export function asksOfImages(options: CheckOptions): Asks {
  const ask = imageAsker(options);
  return (file, id) => {
    const { controls, config } = ask(file);
    return [...controls, ...config.controls].some((control) => control.id === id);
  };
}

interface Scanned extends Examined {
  readonly images: readonly ScannedImage[];
}

async function examined(
  source: ScanSource,
  scanner: LayerScanner,
  ask: (file: string) => ImageQuestion,
  see: (looked: Looked) => void,
  written: readonly WrittenImage[],
  known: Known,
): Promise<Scanned> {
  const { file } = source;
  try {
    return await reported(await lookAtImages(source, scanner, written), ask, see, known);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ...nothing, problems: [{ file, message: `not read: ${oneLine(error.message)}` }] };
  }
}

const nothing: Scanned = { containers: [], findings: [], problems: [], passedOver: [], held: {}, alsoRead: [], images: [] };

async function reported(
  { images, problems, passedOver }: LookedAt,
  ask: (file: string) => ImageQuestion,
  see: (looked: Looked) => void,
  known: Known,
): Promise<Scanned> {
  const results: Scanned[] = [];
  for (const each of images) {
    const looked = { ...each, image: known.of(each) };
    see(looked);
    const { image, found } = looked;
    const question = ask(image.name);
    const ofBytes = judged(looked, question);
    results.push(found === undefined ? ofBytes : merged(ofBytes, await examineConfig(found, image.name, question.config, image.accounts)));
  }
  return results.reduce(merged, { ...nothing, problems, passedOver });
}

const merged = (one: Scanned, other: Omit<Examined, 'containers' | 'file'> & Partial<Scanned>): Scanned => ({
  ...nothing,
  containers: [...one.containers, ...(other.containers ?? [])],
  findings: [...one.findings, ...other.findings],
  problems: [...one.problems, ...other.problems],
  passedOver: [...one.passedOver, ...other.passedOver],
  held: sums(one.held, other.held),
  untold: [...(one.untold ?? []), ...(other.untold ?? [])],
  images: [...one.images, ...(other.images ?? [])],
});

function sums(one: Examined['held'], other: Examined['held']): Examined['held'] {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...keys].map((key) => [key, (one[key] ?? 0) + (other[key] ?? 0)]));
}

function judged({ image, platform, found }: Looked, { controls, config }: ImageQuestion): Scanned {
  const { name } = image;
  const findings: Finding[] = [];
  let held = 0;
  // Of what only a bill of materials tells, no file is known.
  for (const control of found === undefined ? controls.filter(({ ofPackages }) => ofPackages === true) : controls)
    for (const verdict of control.judge(image)) {
      if (isHiddenVerdict(verdict, config)) continue;
      if (verdict.outcome === 'held') held++;
      if (isTold({ verdict }, config)) findings.push(weighed(imageFinding(control, verdict, image), config));
    }
  const container: JudgedContainer = {
    id: name,
    name,
    kind: 'image',
    surface: 'image',
    engine: 'none',
    file: name,
    line: 1,
    ...(image.containerfile === undefined ? {} : { builtBy: image.containerfile }),
  };
  return {
    ...nothing,
    containers: [container],
    findings,
    held: { [name]: held },
    images: [scannedImage(image, platform, findings)],
  };
}
