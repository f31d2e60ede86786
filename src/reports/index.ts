import { type Measure, type Report, Unreadable } from '../model/index.ts';
import { renderGithub } from './github.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import type { ReportOptions } from './options.ts';
import { renderSarif } from './sarif/render.ts';
import { renderText } from './text/render.ts';

export const formats = ['text', 'json', 'sarif', 'junit', 'markdown', 'github'] as const;
export type Format = (typeof formats)[number];

/**
 * A report in one of the formats, ending with a line break (or empty: quiet and nothing to say).
 * Throws Unreadable, fit to print, when it is longer than a string can be (half a gigabyte).
 */
export function render(format: Format, report: Report, controls: readonly Measure[], options: ReportOptions = {}): string {
  try {
    return rendered(format, report, controls, options);
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.includes('string length')) throw error;
    throw new Unreadable(`the report is too long to be written as ${format}; check fewer files at once, or less with --control`);
  }
}

function rendered(format: Format, report: Report, controls: readonly Measure[], options: ReportOptions): string {
  switch (format) {
    case 'text':
      return renderText(report, options);
    case 'json':
      return renderJson(report, options);
    case 'sarif':
      return renderSarif(report, controls, options);
    case 'junit':
      return renderJunit(report);
    case 'markdown':
      return renderMarkdown(report, options);
    case 'github':
      return renderGithub(report);
  }
}
