import type { Control, Report } from '../model/index.ts';
import { renderJson } from './json.ts';
import type { ReportOptions } from './options.ts';
import { renderSarif } from './sarif/render.ts';
import { renderText } from './text/render.ts';

export const formats = ['text', 'json', 'sarif'] as const;
export type Format = (typeof formats)[number];

/** A report in one of the formats, ending with a line break (or empty: quiet and nothing to say). */
export function render(format: Format, report: Report, controls: readonly Control[], options: ReportOptions = {}): string {
  switch (format) {
    case 'text':
      return renderText(report, options);
    case 'json':
      return renderJson(report, options);
    case 'sarif':
      return renderSarif(report, controls, options);
  }
}
