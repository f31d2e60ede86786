import { type Control, type HostControl, type ImageControl, type Measure, riskOf } from '../../model/index.ts';
import { bareContainer } from '../bare.ts';
import { type Behind, behind } from './escapes.ts';
import { acceptComment, acceptEntry, type LivingSaid, sayRisk } from './living.ts';
import type { ProofSaid } from './proof.ts';
import type { Readme } from './readme.ts';
import { sayWays, type Way, type WaySaid } from './ways.ts';

/** What is known of a control beside itself. */
export interface About {
  readonly readme: Readme;
  /** Absent: nothing of it can be proved or read. */
  readonly proof?: ProofSaid;
  /** The day that stands in the comment which accepts its finding. */
  readonly until: string;
}

/** All that is said of one measure: the terminal and the pages of docs/controls say it in their own ways. */
export interface Explanation {
  readonly measure: Measure;
  readonly behind: Behind;
  /** In words, before the ways. */
  readonly intro: string;
  readonly ways: readonly WaySaid[];
  /** Of the machine: what to do there. */
  readonly steps?: readonly string[];
  readonly proof?: ProofSaid;
  readonly living: LivingSaid;
}

/** A control of containers, images and objects, set on each of these surfaces. */
export const explanationOf = (control: Control, ways: readonly Way[], about: About): Explanation => ({
  ...common(control, about),
  ways: sayWays(control, ways, about.readme.pairs),
  living: {
    words: about.readme.living,
    ...fixOf(control),
    place: 'To accept what is found, write above its line, or above the service, container or command:',
    accept: [acceptComment(control.id, about.until)],
  },
});

/** A control of the machine. */
export const hostExplanation = (control: HostControl, about: About): Explanation => ({
  ...common(control, about),
  ways: [],
  steps: control.steps,
  living: {
    words: about.readme.living,
    place: 'To accept what is found, write into bulkhead.config.yaml:',
    accept: acceptEntry(control.id, about.until),
  },
});

/** A control of what an image is made of. */
export const imageExplanation = (control: ImageControl, about: About): Explanation => ({
  ...common(control, about),
  ways: [],
  steps: control.steps,
  living: { words: about.readme.living },
});

/** What is told of no single view, and set nowhere: what is wrong with an acceptance, drift. */
export const aloneExplanation = (control: Control): Explanation => ({
  measure: control,
  behind: behind(control.id),
  intro: '',
  ways: [],
  living: { words: '' },
});

const common = (measure: Measure, { readme, proof }: About): Omit<Explanation, 'ways' | 'living'> => ({
  measure,
  behind: behind(measure.id),
  intro: readme.intro,
  ...(proof === undefined ? {} : { proof }),
});

/** Weighed for a container of which nothing is written. */
function fixOf(control: Control): Pick<LivingSaid, 'fix'> {
  const container = bareContainer(control.judges.includes('container') ? 'compose' : 'containerfile');
  return { fix: sayRisk(riskOf(control, container, control.harden(container))) };
}
