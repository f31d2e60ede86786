import { element, escapeXml } from './xml.ts';

/** One case as it is written, and what it counts as. */
export interface Case {
  readonly xml: string;
  readonly result: 'pass' | 'failure' | 'error' | 'skipped';
}

interface Suite {
  readonly cases: readonly Case[];
  readonly xml: string;
}

const totals = (cases: readonly Case[]) => ({
  tests: cases.length,
  failures: cases.filter(({ result }) => result === 'failure').length,
  errors: cases.filter(({ result }) => result === 'error').length,
  ...(cases.some(({ result }) => result === 'skipped') ? { skipped: cases.filter(({ result }) => result === 'skipped').length } : {}),
});

/** `output`: what is told beside the cases. */
export const suite = (name: string, cases: readonly Case[], output: readonly string[] = []): Suite => ({
  cases,
  xml: element('testsuite', { name, ...totals(cases) }, [
    ...cases.map(({ xml }) => xml),
    ...(output.length === 0 ? [] : [element('system-out', {}, [output.map(escapeXml).join('\n')])]),
  ]),
});

/** The whole document, ending with a line break. */
export const junitDocument = (suites: readonly Suite[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'testsuites',
    { name: 'bulkhead', ...totals(suites.flatMap(({ cases }) => cases)) },
    suites.map(({ xml }) => xml),
  )}\n`;
