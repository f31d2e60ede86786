import type { Measure, Report } from '../../model/index.ts';
import { type Format, render } from '../index.ts';
import type { ReportOptions } from '../options.ts';
import { renderScanMarkdown } from './markdown.ts';
import { renderScan } from './text/render.ts';

/** The report of a scan in one of the formats, as `render` gives that of a check. What people read is laid out by layer and package. */
export function renderImages(format: Format, report: Report, controls: readonly Measure[], options: ReportOptions): string {
  if (format === 'text') return renderScan(report, options);
  return format === 'markdown' ? renderScanMarkdown(report, options) : render(format, report, controls, options);
}
