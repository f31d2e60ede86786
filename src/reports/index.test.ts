import { expect, it } from 'vitest';
import { finding, report } from '../../test/support/report.ts';
import { formats, render } from './index.ts';

it.each(formats)('renders %s, ending with a line break', (format) => {
  const text = render(format, report([finding()]), []);
  expect(text).toContain('no-new-privileges');
  expect(text).toMatch(/[^\n]\n$/);
});
