import type { Risk } from '../../model/index.ts';
import { wrap } from '../text/cells.ts';
import type { Page } from '../text/page.ts';
import { paragraphs } from './readme.ts';

/** How to live with a measure when a program needs what it forbids. */
export interface LivingSaid {
  /** Who needs it off, and what is the least that helps: the README's own words. */
  readonly words: string;
  /** What `fix` thinks of writing it. */
  readonly fix?: string;
  /** What to write to accept its finding. */
  readonly accept?: readonly string[];
  /** Where to write that, as a sentence that ends in a colon. */
  readonly place?: string;
}

/** What `fix` does, from the control's own risk; of one whose remedy writes nothing there is nothing to say. */
export function sayRisk(risk: Risk): string {
  if (risk.safe) return `fix writes it without being asked: ${risk.because}.`;
  const test = risk.test.endsWith('.') ? risk.test : `${risk.test}.`;
  return `fix writes it only with --unsafe: ${risk.because}. Afterwards: ${test.charAt(0).toLowerCase()}${test.slice(1)}`;
}

/** The comment that accepts a finding of a container until a day. */
export const acceptComment = (control: string, until: string): string => `# bulkhead: accept ${control} until ${until}: REASON`;

/** The same in bulkhead.config.yaml, for what has no line of a file. */
export const acceptEntry = (control: string, until: string): readonly string[] => [
  'accept:',
  `  - control: ${control}`,
  '    reason: REASON',
  `    until: ${until}`,
];

/** The words, what `fix` does, and what accepts the finding. */
export function livingLines({ words, fix, accept = [], place }: LivingSaid, { width, style }: Page): string[] {
  return [
    ...paragraphs(words).flatMap((part) => wrap(part, width, '  ')),
    ...(fix === undefined ? [] : wrap(fix, width, '  ')),
    ...(place === undefined ? [] : wrap(place, width, '  ')),
    ...accept.map((line) => style.remedy(`    ${line}`)),
  ];
}
