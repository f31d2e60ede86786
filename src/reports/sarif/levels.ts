import type { Severity } from '../../model/index.ts';

/** SARIF 2.1.0, section 3.27.10. */
export type Level = 'none' | 'note' | 'warning' | 'error';

export const levels: Record<Severity, Level> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };

/**
 * `security-severity` of a rule, as GitHub's code scanning reads it: above 9.0 critical, from 7.0 high, from 4.0
 * medium, below it low (GitHub documentation, "SARIF support for code scanning").
 */
export const scores: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5' };
