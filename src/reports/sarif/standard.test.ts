import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { finding, report } from '../../../test/support/report.ts';
import { noNewPrivileges } from '../../controls/no-new-privileges/control.ts';
import { renderSarif } from './render.ts';

/** SARIF 2.1.0 (rtm.5) as @microsoft/jest-sarif ships it. A development dependency: without it the test is skipped. */
function standard(): Record<string, unknown> | undefined {
  try {
    return createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  } catch {
    return undefined;
  }
}

describe('the schema of the standard', () => {
  const schema = standard();
  const input = report(
    [
      finding({ remedy: ['a: b'], from: 'x' }),
      finding({ outcome: 'unknown' }),
      finding({ outcome: 'held' }),
      finding({ outcome: 'inapplicable' }),
    ],
    {
      problems: [
        { file: 'a b', message: 'x' },
        { file: '/b', line: 1, column: 3, message: 'x' },
      ],
    },
  );

  it.skipIf(schema === undefined)('is kept: skipped without @microsoft/jest-sarif', () => {
    const { $schema: _, id: __, ...draft7 } = schema ?? {};
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(draft7);
    validate(JSON.parse(renderSarif(input, [noNewPrivileges], { all: true, pages: 'https://example.org/' })));
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ version: '2.1.0', runs: [{ extra: 1 }] })).toBe(false);
  });
});
