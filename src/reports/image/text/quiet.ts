import { atLeast, type Report } from '../../../model/index.ts';
import type { Page } from '../../text/page.ts';
import { quietLines as eachOf } from '../../text/quiet.ts';
import { oneAPackage } from '../by-package.ts';

/** Only what fails the run, one line each; of vulnerabilities one line a package. */
export function quietLines(report: Report, page: Page): string[] {
  const { failOn } = page.options;
  const failing = report.findings.filter(
    ({ outcome, severity }) => outcome === 'broken' && failOn !== undefined && atLeast(severity, failOn),
  );
  return eachOf({ ...report, findings: oneAPackage(failing) }, page);
}
