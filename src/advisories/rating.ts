import { cvss } from '../facts/cvss/index.ts';
import type { Severity } from '../model/index.ts';
import { objectOf } from '../text/json/loose.ts';
import type { Rating } from './advisory.ts';
import { textIn } from './values.ts';

/** Words of publishers; Debian: security-team.debian.org/security_tracker.html, "Severity levels"; GitHub says "moderate", Red Hat and SUSE "important". */
const words: ReadonlyMap<string, Severity> = new Map<string, Severity>(
  Object.entries({
    critical: 'critical',
    high: 'high',
    important: 'high',
    medium: 'medium',
    moderate: 'medium',
    low: 'low',
    negligible: 'low',
    unimportant: 'low',
  } as const),
);

/** Undefined: it is none of the usual words ("not yet assigned"). Debian marks with stars what it only estimated. */
export const wordSeverity = (word: unknown): Severity | undefined => words.get(textIn(word)?.toLowerCase().replace(/\*+$/, '') ?? '');

/** What is cited most goes first: version 3 of CVSS, then 4, then 2. */
const order = ['CVSS:3', 'CVSS:4', ''];

/** From OSV's list of severities, or the publisher's own word. */
export function ratingOf(severities: readonly unknown[], word: unknown): Rating | undefined {
  const vectors = severities.slice(0, 20).flatMap((each) => textIn(objectOf(each).score) ?? []);
  for (const prefix of order) {
    for (const vector of vectors) {
      const score = vector.startsWith(prefix) ? cvss(vector) : undefined;
      if (score !== undefined) return { severity: band(score), score, vector };
    }
  }
  const said = wordSeverity(word) ?? vectors.map(wordSeverity).find((severity) => severity !== undefined);
  return said === undefined ? undefined : { severity: said };
}

/** CVSS 3.1 and 4.0, "Qualitative Severity Rating Scale"; "none" counts as low. */
export const band = (score: number): Severity => (score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low');
