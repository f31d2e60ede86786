import { readOwnFile } from '../../host/own-file.ts';
import { type About, type ProofSaid, readmeOf } from '../../reports/explain/index.ts';
import { dayOf } from '../../risks/date.ts';

/** Days that an acceptance is given in the comment that is shown: long enough to mend it, short enough to be remembered. */
const days = 180;

/** What is known of a control beside itself: its README, how it is proved, and until when its finding may be accepted. */
export function aboutOf(id: string, proof: ProofSaid, now: Date): About {
  const readmes: unknown = JSON.parse(readOwnFile('readmes.json'));
  const text = (readmes as Readonly<Record<string, string>>)[id] ?? '';
  return { readme: readmeOf(text), proof, until: dayOf(new Date(now.getTime() + days * 24 * 60 * 60 * 1000)) };
}
